import { Button, NativeSelect, Text, TextInput, Title } from "@mantine/core";
import type { Metadata } from "next";
import Form from "next/form";
import Link from "next/link";
import { redirect } from "next/navigation";
import { type EncounterInUnit, encountersInUnit } from "#db/audit-search";
import { allUnits } from "#db/units";
import { EncounterId } from "#models/shared/ids";
import { hoursBefore } from "#models/shared/time-range";
import { RecordTable } from "@/_components/ui/record-table";
import { requirePermission } from "@/_lib/access";
import { recordOf } from "@/_lib/audit";
import { asActor } from "@/_lib/db";
import { formatLocal } from "#models/shared/hospital-instant";
import { hospitalTime } from "@/_lib/hospital-time";
import { shortId } from "../_components/audit-table";
import { parsePlaceQuery, type PlaceQuery } from "./place-query";
import classes from "./page.module.css";

type Props = Readonly<{ searchParams: Promise<Record<string, string | string[] | undefined>> }>;

export const metadata: Metadata = { title: "Who looked at a patient" };

const SPAN_HOURS = 24;

/** Finds an encounter by its id, or by where and when somebody lay, without telling who it was. */
export default async function FindEncounterPage({ searchParams }: Props) {
  const session = await requirePermission("audit:read");
  const params = await searchParams;
  const encounterId = EncounterId.safeParse(params["encounter"]);
  if (encounterId.success) redirect(`/security/audit/patients/${encounterId.data}`);

  const { timeZone } = hospitalTime();
  const query = parsePlaceQuery(params, timeZone);
  if (query.place)
    await recordOf(session, {
      action: "patient:searched",
      permission: "audit:read",
      basis: "role",
      unitId: query.place.unitId,
      details: { bed: query.place.bed ?? null },
    });
  const { units, found } = await asActor(session, async (db) => ({
    units: await allUnits(db),
    found: query.place && (await encountersInUnit(db, query.place, query.place.range)),
  }));
  const isWrongId = Boolean(params["encounter"]);

  return (
    <section aria-labelledby="find-encounter">
      <Title order={2} size="h3" id="find-encounter">
        Who looked at a patient
      </Title>
      <Text c="dimmed" size="sm" maw="68ch" mt={4} mb="md">
        A patient is found by the encounter&apos;s id, or by the bed and the time. Names are not
        shown here. <Link href="/security/audit">Back to the audit trail</Link>
      </Text>
      <div className={classes.forms}>
        <Form action="/security/audit/patients" className={classes.form}>
          <TextInput
            label="Encounter id"
            name="encounter"
            required
            autoComplete="off"
            maxLength={36}
            error={isWrongId ? "An encounter's id has 36 characters." : undefined}
          />
          <Button type="submit" mt="md">
            Show who looked
          </Button>
        </Form>
        <PlaceForm query={query} units={units} timeZone={timeZone} />
      </div>
      {found ? <Found encounters={found} /> : null}
    </section>
  );
}

interface PlaceFormProps {
  query: PlaceQuery;
  units: readonly { unitId: string; name: string }[];
  timeZone: string;
}

function PlaceForm({ query: { values, refused }, units, timeZone }: Readonly<PlaceFormProps>) {
  const now = new Date();
  const { from } = hoursBefore(now, SPAN_HOURS);
  const wrong = (field: string) => (refused.includes(field) ? "That is not a time." : undefined);
  return (
    <Form action="/security/audit/patients" className={classes.form}>
      <div className={classes.fields}>
        <NativeSelect
          label="Unit"
          name="unit"
          defaultValue={values.unit}
          data={units.map(({ unitId, name }) => ({ value: unitId, label: name }))}
        />
        <TextInput
          label="Bed"
          name="bed"
          placeholder="Any"
          maxLength={20}
          autoComplete="off"
          defaultValue={values.bed}
          error={refused.includes("bed") ? "A bed's label, as the board shows it." : undefined}
        />
        <TextInput
          label="From"
          name="from"
          type="datetime-local"
          required
          defaultValue={values.from ?? formatLocal(from, timeZone)}
          error={wrong("from")}
        />
        <TextInput
          label="Until"
          name="until"
          type="datetime-local"
          required
          defaultValue={values.until ?? formatLocal(now, timeZone)}
          error={refused.includes("until") ? "A time after the first." : undefined}
        />
      </div>
      <Button type="submit" mt="md" variant="default">
        Find encounters
      </Button>
    </Form>
  );
}

function Found({ encounters }: Readonly<{ encounters: readonly EncounterInUnit[] }>) {
  const time = hospitalTime();
  return (
    <RecordTable
      caption="Encounters in that unit at that time"
      rows={encounters}
      rowKey={({ encounterId, from }) => `${encounterId} ${from.toISOString()}`}
      empty="Nobody lay there at that time."
      columns={[
        {
          title: "Encounter",
          isHeader: true,
          cell: ({ encounterId }) => (
            <Link href={`/security/audit/patients/${encounterId}`} prefetch={false}>
              Encounter {shortId(encounterId)}
            </Link>
          ),
        },
        { title: "Bed", cell: ({ bed }) => bed },
        { title: "From", cell: ({ from }) => time.dateAndClock(from) },
        { title: "Until", cell: ({ until }) => (until ? time.dateAndClock(until) : "Still there") },
      ]}
    />
  );
}
