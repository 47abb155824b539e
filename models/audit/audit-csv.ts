import type { AuditEvent } from "./audit-event";

/** A record as an export has it: the event, and where it stands in the chain. */
export type ExportedAuditEvent = AuditEvent & {
  sequence: number;
  eventId: string;
  recordedAt: Date;
  hash: string;
};

const HEADER = [
  "sequence",
  "recorded_at",
  "occurred_at",
  "action",
  "outcome",
  "actor_kind",
  "actor",
  "session_id",
  "permission",
  "basis",
  "unit_id",
  "encounter_id",
  "subject_user_id",
  "address",
  "details",
  "event_id",
  "hash",
];

export const auditCsvHeader = (): string => line(HEADER);

/** A line of RFC 4180. */
export function auditCsvLine(event: ExportedAuditEvent): string {
  const { actor } = event;
  return line([
    String(event.sequence),
    event.recordedAt.toISOString(),
    event.occurredAt.toISOString(),
    event.action,
    event.outcome,
    actor.kind,
    actor.kind === "user" ? actor.userId : actor.kind === "gateway" ? actor.name : "",
    actor.kind === "user" ? (actor.sessionId ?? "") : "",
    event.permission ?? "",
    event.basis ?? "",
    event.unitId ?? "",
    event.encounterId ?? "",
    event.subjectUserId ?? "",
    event.address ?? "",
    event.details ? JSON.stringify(event.details) : "",
    event.eventId,
    event.hash,
  ]);
}

const line = (cells: readonly string[]): string =>
  `${cells.map((cell) => quoted(inert(cell))).join(",")}\r\n`;

/** A spreadsheet takes what begins like this for a formula; behind an apostrophe it is text. */
const FORMULA = /^[=+\-@\t\r\n|%]|^\s+[=+\-@|%]/;

const inert = (cell: string): string => (FORMULA.test(cell) ? `'${cell}` : cell);

const quoted = (cell: string): string =>
  /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
