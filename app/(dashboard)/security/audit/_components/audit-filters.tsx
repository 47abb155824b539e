import { Button, Group, NativeSelect, Text, TextInput } from "@mantine/core";
import Form from "next/form";
import type { AuditPerson } from "#db/audit-search";
import { ROLES } from "#models/access/role";
import { AUDIT_ACTIONS } from "#models/audit/audit-event";
import { AUDIT_ACTION_TITLES, AUDIT_OUTCOME_TITLES } from "#models/audit/audit-title";
import type { UnitId } from "#models/shared/ids";
import { LinkButton } from "@/_components/ui/link-button";
import type { AuditField, AuditQuery } from "../audit-query";
import classes from "./audit-filters.module.css";

interface Props {
  query: AuditQuery;
  people: readonly AuditPerson[];
  units: readonly { unitId: UnitId; name: string }[];
  timeZone: string;
}

const ANY = { value: "", label: "Any" };

const options = (titles: Readonly<Record<string, string>>) => [
  ANY,
  ...Object.entries(titles).map(([value, label]) => ({ value, label })),
];
const ACTIONS = [
  ANY,
  ...AUDIT_ACTIONS.map((value) => ({ value, label: AUDIT_ACTION_TITLES[value] })),
];

const COMPLAINTS: Readonly<Partial<Record<AuditField, string>>> = {
  encounter: "An encounter's id has 36 characters.",
  address: "That is not a network address.",
  id: "Digits, a to f and dashes, at least four: never a name.",
};

/** What to look for. It is kept in the address, so a search can be kept and gone back to. */
export function AuditFilters({ query, people, units, timeZone }: Readonly<Props>) {
  const { values, refused } = query;
  const field = (name: AuditField) => ({
    name,
    defaultValue: values[name] ?? "",
    error: refused.includes(name) ? (COMPLAINTS[name] ?? "That cannot be looked for.") : undefined,
  });
  const isFiltered = Object.keys(values).length > 0;

  return (
    // The key: a search that was gone back to fills the form anew.
    <Form action="/security/audit" className={classes.form} key={JSON.stringify(values)}>
      <div className={classes.fields}>
        <TextInput label="From" type="datetime-local" {...field("from")} />
        <TextInput label="Until" type="datetime-local" {...field("until")} />
        <NativeSelect
          label="Person"
          data={[
            ANY,
            ...people.map(({ userId, name, role }) => ({
              value: userId,
              label: `${name}, ${ROLES[role].title.toLowerCase()}`,
            })),
          ]}
          {...field("user")}
        />
        <NativeSelect label="What" data={ACTIONS} {...field("action")} />
        <NativeSelect label="Outcome" data={options(AUDIT_OUTCOME_TITLES)} {...field("outcome")} />
        <NativeSelect
          label="Unit"
          data={[ANY, ...units.map(({ unitId, name }) => ({ value: unitId, label: name }))]}
          {...field("unit")}
        />
        <TextInput label="Encounter id" autoComplete="off" maxLength={36} {...field("encounter")} />
        <TextInput
          label="Network address"
          autoComplete="off"
          maxLength={45}
          {...field("address")}
        />
        <TextInput
          label="Any id, or its beginning"
          autoComplete="off"
          maxLength={36}
          {...field("id")}
        />
      </div>
      <Group gap="sm" align="center">
        <Button type="submit">Search</Button>
        {isFiltered ? (
          <LinkButton href="/security/audit" variant="default">
            Clear
          </LinkButton>
        ) : null}
        <Text size="sm" c="dimmed">
          Times are the hospital&apos;s ({timeZone}).
        </Text>
      </Group>
    </Form>
  );
}
