import { randomUUID } from "node:crypto";
import type { HandoverSection } from "#models/handover/section";
import { AppError } from "#models/shared/errors";
import type { EncounterId, HandoverId, UnitId, UserId } from "#models/shared/ids";
import type { TimeRange } from "#models/shared/time-range";
import type { Identifiers } from "./encryption/identifiers";
import type { Queryable } from "./pool";

/** Who signed, by name, and when. */
export interface Signature {
  userId: UserId;
  name: string;
  at: Date;
}

export interface Handover {
  handoverId: HandoverId;
  unitId: UnitId;
  period: TimeRange;
  given: Signature | undefined;
  received: Signature | undefined;
}

interface HandoverRow {
  handoverId: HandoverId;
  unitId: UnitId;
  from: Date;
  to: Date;
  givenBy: UserId | null;
  giverName: string | null;
  givenAt: Date | null;
  receivedBy: UserId | null;
  receiverName: string | null;
  receivedAt: Date | null;
}

const COLUMNS = `
         handover.handover_id as "handoverId",
         handover.unit_id as "unitId",
         handover.starts_at as "from",
         handover.ends_at as "to",
         handover.given_by as "givenBy",
         giver.name as "giverName",
         handover.given_at as "givenAt",
         handover.received_by as "receivedBy",
         receiver.name as "receiverName",
         handover.received_at as "receivedAt"`;
const FROM = `
    from handovers as handover
    left join users as giver on giver.user_id = handover.given_by
    left join users as receiver on receiver.user_id = handover.received_by`;

const signature = (
  userId: UserId | null,
  name: string | null,
  at: Date | null,
): Signature | undefined => (userId && at ? { userId, name: name ?? "", at } : undefined);

const toHandover = (row: HandoverRow): Handover => ({
  handoverId: row.handoverId,
  unitId: row.unitId,
  period: { from: row.from, to: row.to },
  given: signature(row.givenBy, row.giverName, row.givenAt),
  received: signature(row.receivedBy, row.receiverName, row.receivedAt),
});

const FIND = `
  select ${COLUMNS}${FROM}
   where handover.unit_id = $1
     and handover.starts_at = $2
     and handover.ends_at = $3
`;

/** Of the acting person's own units; undefined while nobody has begun it. */
export async function findHandover(
  db: Queryable,
  unitId: UnitId,
  { from, to }: TimeRange,
): Promise<Handover | undefined> {
  const { rows } = await db.query<HandoverRow>(FIND, [unitId, from, to]);
  return rows[0] && toHandover(rows[0]);
}

const RECENT = `
  select ${COLUMNS}${FROM}
   where handover.unit_id = $1
   order by handover.ends_at desc, handover.starts_at
   limit $2
`;

/** The unit's last handovers, newest first. */
export async function recentHandovers(
  db: Queryable,
  unitId: UnitId,
  limit: number,
): Promise<Handover[]> {
  const { rows } = await db.query<HandoverRow>(RECENT, [unitId, limit]);
  return rows.map(toHandover);
}

const BEGIN = `
  insert into handovers (unit_id, starts_at, ends_at, begun_by, begun_at)
  values ($1, $2, $3, $4, $5)
      on conflict on constraint one_handover_per_unit_and_period do nothing
`;

interface Act {
  by: UserId;
  at: Date;
}

/** The handover of that unit and period; begun now when nobody has. */
export async function beginHandover(
  db: Queryable,
  unitId: UnitId,
  period: TimeRange,
  { by, at }: Act,
): Promise<Handover> {
  await db.query(BEGIN, [unitId, period.from, period.to, by, at]);
  const handover = await findHandover(db, unitId, period);
  if (!handover) throw new AppError("forbidden", `handover of unit ${unitId}`);
  return handover;
}

/** What somebody wrote, or what a signature fixed. */
export interface HandoverEntry {
  encounterId: EncounterId;
  bedLabel: string;
  section: HandoverSection;
  /** Undefined: the system's own words stand. Null: it is there and cannot be opened. */
  text: string | null | undefined;
  isDrafted: boolean;
  /** Counts each change; what was read with it may be changed with it. */
  version: number;
  changedBy: string;
  changedAt: Date;
}

type EntryRow = Omit<HandoverEntry, "text"> & { entryId: string; text: Buffer | null };

const ENTRIES = `
  select handover_entry_id as "entryId",
         encounter_id as "encounterId",
         bed_label as "bedLabel",
         section,
         text,
         is_drafted as "isDrafted",
         version,
         users.name as "changedBy",
         changed_at as "changedAt"
    from handover_entries
    join users on users.user_id = changed_by
   where handover_id = $1
     and ($2::uuid is null or encounter_id = $2)
     and ($3::text is null or section = $3)
   order by bed_label, encounter_id
`;

export async function handoverEntries(
  db: Queryable,
  identifiers: Identifiers,
  handoverId: HandoverId,
  only: Partial<Pick<HandoverEntry, "encounterId" | "section">> = {},
): Promise<HandoverEntry[]> {
  const { rows } = await db.query<EntryRow>(ENTRIES, [
    handoverId,
    only.encounterId ?? null,
    only.section ?? null,
  ]);
  await identifiers.ready(db, rows);
  return rows.map(({ entryId, text, ...entry }) => ({
    ...entry,
    text: text ? identifiers.tryOpen("handover_entries.text", entryId, text) : undefined,
  }));
}

const CURRENT_BED = `
  select beds.label
    from bed_stays
    join beds using (bed_id)
   where encounter_id = $1
     and upper_inf(during)
`;

/** The bed a patient lies in; undefined for one in none, or whom the acting person may not see. */
export async function currentBedLabel(
  db: Queryable,
  encounterId: EncounterId,
): Promise<string | undefined> {
  const { rows } = await db.query<{ label: string }>(CURRENT_BED, [encounterId]);
  return rows[0]?.label;
}

const ADD_ENTRY = `
  insert into handover_entries
         (handover_entry_id, handover_id, encounter_id, bed_label, section, text, is_drafted, version,
          changed_by, changed_at)
  values ($1, $2, $3, $4, $5, $6, $7, 1, $8, $9)
      on conflict on constraint one_entry_per_section do nothing
`;

const FIND_ENTRY = `
  select handover_entry_id as "entryId"
    from handover_entries
   where handover_id = $1
     and encounter_id = $2
     and section = $3
`;

const CHANGE_ENTRY = `
  update handover_entries
     set text = $3,
         bed_label = $4,
         is_drafted = $5,
         version = version + 1,
         changed_by = $6,
         changed_at = $7
   where handover_entry_id = $1
     and version = $2
`;

export interface EntryChange {
  handoverId: HandoverId;
  encounterId: EncounterId;
  bedLabel: string;
  section: HandoverSection;
  /** Null takes the system's words again. */
  text: string | null;
  /** As it was read; 0 for a section that nobody had touched. */
  version: number;
}

/**
 * Writes a section if it still is as it was read. False when somebody else was faster, and then nothing is
 * changed. The database refuses it once somebody has signed.
 */
export async function writeEntry(
  db: Queryable,
  identifiers: Identifiers,
  change: EntryChange,
  act: Act,
  isDrafted = false,
): Promise<boolean> {
  const { handoverId, encounterId, bedLabel, section, text, version } = change;
  const seal = (entryId: string): Buffer | null =>
    text === null ? null : identifiers.seal("handover_entries.text", entryId, text);

  if (version === 0) {
    const entryId = randomUUID();
    const { rowCount } = await db.query(ADD_ENTRY, [
      ...[entryId, handoverId, encounterId, bedLabel, section, seal(entryId), isDrafted],
      ...[act.by, act.at],
    ]);
    return rowCount === 1;
  }
  const { rows } = await db.query<{ entryId: string }>(FIND_ENTRY, [
    handoverId,
    encounterId,
    section,
  ]);
  const entryId = rows[0]?.entryId;
  if (!entryId) return false;
  const { rowCount } = await db.query(CHANGE_ENTRY, [
    ...[entryId, version, seal(entryId), bedLabel, isDrafted],
    ...[act.by, act.at],
  ]);
  return rowCount === 1;
}
