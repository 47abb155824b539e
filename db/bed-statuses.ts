import type { BedStanding, TakenFrom } from "#models/beds/bed-state";
import { bedStateOf } from "#models/beds/bed-state";
import type { BlockReason, ReservationReason } from "#models/beds/bed-reason";
import type { BedTag } from "#models/beds/bed-tag";
import type { BedId, EncounterId, UnitId, UserId } from "#models/shared/ids";
import type { Queryable } from "./pool";

/** What is noted of a bed. */
export interface BedStatus {
  bedId: BedId;
  unitId: UnitId;
  unitCode: string;
  label: string;
  version: number;
  occupant: EncounterId | null;
  isDischargePending: boolean;
  cleaning: BedStanding["cleaning"];
  waitingSince: Date | null;
  cleaningBeganAt: Date | null;
  blockReason: BlockReason | null;
  blockedUntil: Date | null;
  takenFrom: TakenFrom | null;
  tags: BedTag[];
  since: Date;
  changedAt: Date;
  changedByName: string | null;
  hasHousekeeping: boolean;
  /** The one that counts at the instant asked for. */
  reservation: BedReservationRow | null;
}

export interface BedReservationRow {
  bedReservationId: string;
  encounterId: EncounterId | null;
  reason: ReservationReason | null;
  /** ISO 8601. */
  until: string;
  by: string;
}

/** `status`, `beds`, `units`, and `$1`, the instant at which a reservation must count. */
export const BED_STATUS_COLUMNS = `
         status.bed_id as "bedId",
         beds.unit_id as "unitId",
         units.code as "unitCode",
         beds.label,
         status.version,
         status.occupant,
         status.is_discharge_pending as "isDischargePending",
         status.cleaning,
         status.waiting_since as "waitingSince",
         status.cleaning_began_at as "cleaningBeganAt",
         status.block_reason as "blockReason",
         status.blocked_until as "blockedUntil",
         status.taken_from as "takenFrom",
         status.tags,
         status.since,
         status.changed_at as "changedAt",
         (select users.name from users where users.user_id = status.changed_by) as "changedByName",
         units.has_housekeeping as "hasHousekeeping",
         (select jsonb_build_object(
                   'bedReservationId', reservation.bed_reservation_id,
                   'encounterId', reservation.encounter_id,
                   'reason', reservation.reason,
                   'until', reservation.until,
                   'by', keeper.name)
            from bed_reservations as reservation
            join users as keeper on keeper.user_id = reservation.reserved_by
           where reservation.bed_id = status.bed_id
             and tstzrange(reserved_at, least(until, ended_at)) @> $1::timestamptz) as reservation
`;

export const standingOf = (status: BedStatus): BedStanding => ({
  occupant: status.occupant ?? undefined,
  isDischargePending: status.isDischargePending,
  cleaning: status.cleaning,
  isBlocked: status.blockReason !== null,
  reservation: status.reservation
    ? { encounterId: status.reservation.encounterId ?? undefined }
    : undefined,
});

const LOCK_MOVES = `select pg_advisory_xact_lock(hashtext('bed_moves'))`;

/**
 * Until the end of the transaction nobody else moves a patient or changes a bed. Everything that does takes
 * it first: a hospital moves some patients an hour, and so neither two people nor a person and the feed can
 * wait for each other.
 */
export async function lockBedMoves(db: Queryable): Promise<void> {
  await db.query(LOCK_MOVES);
}

const LOCKED_STATUSES = `
  select ${BED_STATUS_COLUMNS}
    from bed_statuses as status
    join beds using (bed_id)
    join units using (unit_id)
   where status.bed_id = any ($2::uuid[])
     and beds.in_use
`;

/** The beds as they are, of those that are in use and that the acting person may do something to. */
export async function bedStatuses(
  db: Queryable,
  bedIds: readonly BedId[],
  at: Date,
): Promise<Map<BedId, BedStatus>> {
  const { rows } = await db.query<BedStatus>(LOCKED_STATUSES, [at, bedIds]);
  return new Map(rows.map((row) => [row.bedId, row]));
}

/** Who changed a bed, when, and what the trail of the bed says of it. */
export interface BedChange {
  at: Date;
  /** Null: the feed. */
  userId: UserId | null;
  action: string;
  encounterId?: EncounterId | undefined;
  reason?: string | undefined;
  until?: Date | undefined;
  /** Of a bed that is blocked from now on. */
  block?: { reason: BlockReason; until: Date | null } | undefined;
  takenFrom?: TakenFrom | undefined;
  tags?: readonly BedTag[] | undefined;
}

const SAVE_STATUS = `
  update bed_statuses
     set version = version + 1,
         occupant = $2,
         is_discharge_pending = $3,
         cleaning = $4,
         waiting_since = case when $4 <> 'none' then coalesce(waiting_since, $5) end,
         cleaning_began_at = case when $4 = 'under-way' then coalesce(cleaning_began_at, $5) end,
         block_reason = $6,
         blocked_until = $7,
         taken_from = $8,
         tags = $9,
         since = case when $10 then $5 else since end,
         changed_at = $5,
         changed_by = $11
   where bed_id = $1
`;
const ADD_EVENT = `
  insert into bed_events (at, user_id, action, bed_id, version, state, encounter_id, reason, until)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
`;

/** Stores what became of a bed, and in the trail of beds who did it and why. */
export async function saveBedStatus(
  db: Queryable,
  before: BedStatus,
  after: BedStanding,
  change: BedChange,
): Promise<void> {
  const standing = standingOf(before);
  const state = bedStateOf(after);
  const isAnother = state !== bedStateOf(standing) || after.occupant !== standing.occupant;
  const { at, userId, action } = change;
  const held = { reason: before.blockReason, until: before.blockedUntil };
  const block = after.isBlocked ? (change.block ?? held) : { reason: null, until: null };
  const remains = after.occupant !== undefined && after.occupant === standing.occupant;
  await db.query(SAVE_STATUS, [
    before.bedId,
    after.occupant ?? null,
    after.isDischargePending,
    after.cleaning,
    at,
    block.reason,
    block.until,
    change.takenFrom ?? (remains ? before.takenFrom : null),
    change.tags ?? before.tags,
    isAnother,
    userId,
  ]);
  await db.query(ADD_EVENT, [
    at,
    userId,
    action,
    before.bedId,
    before.version + 1,
    state,
    change.encounterId ?? after.occupant ?? standing.occupant ?? null,
    change.reason ?? null,
    change.until ?? null,
  ]);
}

/** Of what is about a patient and no bed. */
export async function addBedRequestEvent(
  db: Queryable,
  event: { at: Date; userId: UserId; action: string; encounterId: EncounterId; reason: string },
): Promise<void> {
  const { at, userId, action, encounterId, reason } = event;
  await db.query(ADD_EVENT, [at, userId, action, null, null, null, encounterId, reason, null]);
}
