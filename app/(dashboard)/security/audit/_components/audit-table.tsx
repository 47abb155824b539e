import { Code, Text, VisuallyHidden } from "@mantine/core";
import Link from "next/link";
import type { ReactNode } from "react";
import type { StoredAuditEvent } from "#db/audit";
import type { AuditPerson } from "#db/audit-search";
import { ROLES } from "#models/access/role";
import type { AuditOutcome } from "#models/audit/audit-event";
import {
  AUDIT_ACTION_TITLES,
  AUDIT_BASIS_TITLES,
  AUDIT_OUTCOME_TITLES,
} from "#models/audit/audit-title";
import type { UnitId, UserId } from "#models/shared/ids";
import { RecordTable } from "@/_components/ui/record-table";
import { StatusLabel, type StatusTone } from "@/_components/ui/status-label";
import { hospitalTime } from "@/_lib/hospital-time";
import classes from "./audit-table.module.css";

interface Props {
  events: readonly StoredAuditEvent[];
  people: readonly AuditPerson[];
  units: readonly { unitId: UnitId; name: string }[];
  empty: ReactNode;
}

const TONES: Readonly<Record<AuditOutcome, StatusTone>> = {
  permitted: "well",
  refused: "off",
  failed: "failed",
};

/** The first part of an id: enough to tell a few apart by eye. */
export const shortId = (id: string): string => id.slice(0, 8);

export function AuditTable({ events, people, units, empty }: Readonly<Props>) {
  const time = hospitalTime();
  const person = (userId: UserId) => people.find((each) => each.userId === userId);

  return (
    <RecordTable
      caption="Audit records"
      rows={events}
      rowKey={({ eventId }) => eventId}
      empty={empty}
      columns={[
        {
          title: "When",
          isHeader: true,
          cell: ({ occurredAt, sequence }) => (
            <span className={classes.stack}>
              <span className={classes.time}>
                {time.date(occurredAt)} {time.clockWithSeconds(occurredAt)}
              </span>
              <Text span size="xs" c="dimmed">
                Record {sequence}
              </Text>
            </span>
          ),
        },
        { title: "Who", cell: ({ actor }) => <Actor actor={actor} person={person} /> },
        {
          title: "What",
          cell: ({ action, outcome, subjectUserId }) => (
            <span className={classes.stack}>
              <span>
                {AUDIT_ACTION_TITLES[action]}
                {subjectUserId ? `: ${nameOf(person(subjectUserId), subjectUserId)}` : null}
              </span>
              {outcome === "permitted" ? null : (
                <StatusLabel tone={TONES[outcome]}>{AUDIT_OUTCOME_TITLES[outcome]}</StatusLabel>
              )}
            </span>
          ),
        },
        {
          title: "Where",
          cell: ({ unitId, encounterId }) => (
            <span className={classes.stack}>
              {unitId ? (
                <span>{units.find((unit) => unit.unitId === unitId)?.name ?? shortId(unitId)}</span>
              ) : null}
              {encounterId ? (
                <Link href={`/security/audit/patients/${encounterId}`} prefetch={false}>
                  Encounter {shortId(encounterId)}
                </Link>
              ) : null}
              {unitId || encounterId ? null : <Nothing words="No unit or patient" />}
            </span>
          ),
        },
        {
          title: "Why",
          cell: ({ basis, permission }) => (
            <span className={classes.stack}>
              <span>{basis ? AUDIT_BASIS_TITLES[basis] : "–"}</span>
              {permission ? (
                <Text span size="xs" c="dimmed">
                  {permission}
                </Text>
              ) : null}
            </span>
          ),
        },
        {
          title: "From",
          cell: ({ address, details }) => (
            <span className={classes.stack}>
              <span>{address ?? "–"}</span>
              {details ? <Details details={details} /> : null}
            </span>
          ),
        },
      ]}
    />
  );
}

const nameOf = (person: AuditPerson | undefined, userId: UserId): string =>
  person?.name ?? `account ${shortId(userId)}`;

function Actor({
  actor,
  person,
}: Readonly<{
  actor: StoredAuditEvent["actor"];
  person: (userId: UserId) => AuditPerson | undefined;
}>) {
  switch (actor.kind) {
    case "system":
      return "The system";
    case "anonymous":
      return "Somebody not signed in";
    case "gateway":
      return `Gateway ${actor.name}`;
    case "user": {
      const known = person(actor.userId);
      return (
        <span className={classes.stack}>
          <span>{nameOf(known, actor.userId)}</span>
          {known ? (
            <Text span size="xs" c="dimmed">
              {ROLES[known.role].title}
            </Text>
          ) : null}
        </span>
      );
    }
  }
}

const Nothing = ({ words }: Readonly<{ words: string }>) => (
  <span>
    <span aria-hidden="true">–</span>
    <VisuallyHidden>{words}</VisuallyHidden>
  </span>
);

const Details = ({ details }: Readonly<{ details: NonNullable<StoredAuditEvent["details"]> }>) => (
  <details className={classes.details}>
    <summary>Details</summary>
    {Object.entries(details).map(([name, value]) => (
      <Code key={name} block className={classes.detail}>
        {name}: {String(value)}
      </Code>
    ))}
  </details>
);
