import { createHash } from "node:crypto";
import type { Queryable } from "./pool";

/** A record of the trail as it is stored: every column in the spelling of the database. */
export interface ChainRecord {
  sequence: string;
  recordedMicros: string | null; // since 1970; null for what is not an instant
  occurredMicros: string | null;
  recordedAt: string | null; // ISO 8601, for words
  eventId: string;
  action: string;
  outcome: string;
  actorKind: string;
  actorUserId: string | null;
  actorSessionId: string | null;
  actorName: string | null;
  permission: string | null;
  basis: string | null;
  unitId: string | null;
  encounterId: string | null;
  subjectUserId: string | null;
  address: string | null;
  details: string | null;
  previousHash: Buffer;
  hash: Buffer;
}

export interface ChainPoint {
  sequence: number;
  hash: Buffer;
}

/** Where every chain begins. */
export const GENESIS: ChainPoint = { sequence: 0, hash: Buffer.alloc(32) };

const micros = (column: string) =>
  `case when isfinite(${column}) then (extract(epoch from ${column}) * 1000000)::bigint::text end`;

// By number and not by "the next so many": then two records of one number are both read.
const CHAIN_RECORDS = `
  select sequence::text,
         ${micros("recorded_at")} as "recordedMicros",
         ${micros("occurred_at")} as "occurredMicros",
         to_char(recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "recordedAt",
         event_id::text as "eventId",
         action,
         outcome,
         actor_kind as "actorKind",
         actor_user_id::text as "actorUserId",
         actor_session_id::text as "actorSessionId",
         actor_name as "actorName",
         permission,
         basis,
         unit_id::text as "unitId",
         encounter_id::text as "encounterId",
         subject_user_id::text as "subjectUserId",
         address,
         details::text,
         previous_hash as "previousHash",
         hash
    from audit_events
   where sequence > $1
     and sequence <= $2
   order by audit_events.sequence, occurred_at
   limit 100000
`;

export async function chainRecords(
  db: Queryable,
  { after, upTo }: { after: number; upTo: number },
): Promise<ChainRecord[]> {
  const { rows } = await db.query<ChainRecord>(CHAIN_RECORDS, [after, upTo]);
  return rows;
}

export interface ChainHead extends ChainPoint {
  recordedAt: Date;
  /** The numbers that the records themselves have, read at the same instant. */
  lowest: number | undefined;
  highest: number | undefined;
}

const CHAIN_HEAD = `
  select head.sequence::float8 as sequence,
         head.hash,
         head.recorded_at as "recordedAt",
         (select min(sequence)::float8 from audit_events) as lowest,
         (select max(sequence)::float8 from audit_events) as highest
    from audit_chain as head
`;

/** Undefined when somebody has removed it. */
export async function chainHead(db: Queryable): Promise<ChainHead | undefined> {
  const { rows } = await db.query<
    ChainPoint & { recordedAt: Date; lowest: number | null; highest: number | null }
  >(CHAIN_HEAD);
  const [row] = rows;
  return row && { ...row, lowest: row.lowest ?? undefined, highest: row.highest ?? undefined };
}

const CHAIN_POINT = `
  select sequence::float8 as sequence, hash
    from audit_events
   where sequence = $1
`;

/** A single record's seal; undefined when there is no such record, or more than one. */
export async function chainPoint(db: Queryable, sequence: number): Promise<ChainPoint | undefined> {
  const { rows } = await db.query<ChainPoint>(CHAIN_POINT, [sequence]);
  return rows.length === 1 ? rows[0] : undefined;
}

/**
 * The hash that a record ought to have, made here from its columns and not by the database, whose own
 * function might have been changed.
 */
export function hashOf(record: ChainRecord): Buffer {
  return createHash("sha256").update(record.previousHash).update(canonicalForm(record)).digest();
}

/** As the text of a PostgreSQL jsonb array: a comma and a space, strings as JSON has them. */
const canonicalForm = (record: ChainRecord): string =>
  `[${[
    record.sequence,
    record.recordedMicros ?? "null",
    record.occurredMicros ?? "null",
    text(record.eventId),
    text(record.action),
    text(record.outcome),
    text(record.actorKind),
    text(record.actorUserId),
    text(record.actorSessionId),
    text(record.actorName),
    text(record.permission),
    text(record.basis),
    text(record.unitId),
    text(record.encounterId),
    text(record.subjectUserId),
    text(record.address),
    record.details ?? "null",
  ].join(", ")}]`;

const text = (value: string | null): string => (value === null ? "null" : JSON.stringify(value));
