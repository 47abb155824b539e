import type { ReservationReason } from "#models/beds/bed-reason";
import type { BedTag } from "#models/beds/bed-tag";
import type { UnitKind } from "#models/encounters/demographics";
import type { BedId, EncounterId, UnitId, UserId } from "#models/shared/ids";
import { databaseFault } from "./database-fault";
import type { Queryable } from "./pool";

// Each on behalf of the acting person: row-level security and the functions' own checks let nobody touch a
// bed or a patient that is not theirs to place.

const PLACE = `select place_by_board($1::uuid[], $2::uuid[])`;

/** Puts each patient into the bed beside it, all at once: two may change beds. */
export async function placePatients(
  db: Queryable,
  moves: readonly { encounterId: EncounterId; bedId: BedId }[],
): Promise<void> {
  await db.query(PLACE, [
    moves.map(({ encounterId }) => encounterId),
    moves.map(({ bedId }) => bedId),
  ]);
}

const DISCHARGE = `select discharge_by_board($1)`;

export async function dischargeByBoard(db: Queryable, encounterId: EncounterId): Promise<void> {
  await db.query(DISCHARGE, [encounterId]);
}

const RESERVE = `
  insert into bed_reservations (bed_id, encounter_id, reason, reserved_at, reserved_by, until)
  values ($1, $2, $3, $4, $5, $6)
`;

export interface NewReservation {
  bedId: BedId;
  encounterId: EncounterId | undefined;
  reason: ReservationReason | undefined;
  at: Date;
  by: UserId;
  until: Date;
}

/** @throws with the constraint's name when the bed or the patient has a reservation already. */
export async function reserveBed(db: Queryable, reservation: NewReservation): Promise<void> {
  const { bedId, encounterId, reason, at, by, until } = reservation;
  await db.query(RESERVE, [bedId, encounterId ?? null, reason ?? null, at, by, until]);
}

const CANCEL_RESERVATION = `
  update bed_reservations
     set ended_at = greatest($2, reserved_at),
         ended_by = $3,
         outcome = 'cancelled'
   where bed_id = $1
     and ended_at is null
     and until > $2
`;

export async function cancelReservation(
  db: Queryable,
  { bedId, by, at }: { bedId: BedId; by: UserId; at: Date },
): Promise<void> {
  await db.query(CANCEL_RESERVATION, [bedId, at, by]);
}

const MAY_PLACE = `select may_place($1) as "mayPlace"`;

/** Whether it is a patient of the person's beds, or one who waits for a bed anywhere. */
export async function mayPlace(db: Queryable, encounterId: EncounterId): Promise<boolean> {
  const { rows } = await db.query<{ mayPlace: boolean }>(MAY_PLACE, [encounterId]);
  return rows[0]?.mayPlace ?? false;
}

const OPEN_REQUEST = `
  select request.requested_at as "requestedAt",
         users.name as "requestedBy"
    from bed_requests as request
    join users on users.user_id = request.requested_by
   where request.encounter_id = $1
     and request.ended_at is null
`;

/** Since when the patient waits for a bed, and who asked for it; undefined of one who does not. */
export async function openBedRequest(
  db: Queryable,
  encounterId: EncounterId,
): Promise<{ requestedAt: Date; requestedBy: string } | undefined> {
  const { rows } = await db.query<{ requestedAt: Date; requestedBy: string }>(OPEN_REQUEST, [
    encounterId,
  ]);
  return rows[0];
}

const MAY_REQUEST = `select may_request_bed($1) as "mayRequest"`;
const REQUEST = `
  insert into bed_requests (encounter_id, needed_kind, needs, requested_at, requested_by)
  values ($1, $2, $3, $4, $5)
`;

export interface NewBedRequest {
  encounterId: EncounterId;
  neededKind: UnitKind;
  needs: readonly BedTag[];
  at: Date;
  by: UserId;
}

/** False when the patient is in no emergency unit of the person's (any more). */
export async function requestBed(db: Queryable, request: NewBedRequest): Promise<boolean> {
  const { encounterId, neededKind, needs, at, by } = request;
  const { rows } = await db.query<{ mayRequest: boolean }>(MAY_REQUEST, [encounterId]);
  if (!rows[0]?.mayRequest) return false;
  await db.query(REQUEST, [encounterId, neededKind, needs, at, by]);
  return true;
}

const CANCEL_REQUEST = `
  update bed_requests
     set ended_at = greatest($2, requested_at),
         ended_by = $3,
         outcome = 'cancelled'
   where encounter_id = $1
     and ended_at is null
`;
const RELEASE_BEDS_OF = `
  update bed_reservations
     set ended_at = greatest($2, reserved_at),
         ended_by = $3,
         outcome = 'cancelled'
   where encounter_id = $1
     and ended_at is null
     and until > $2
`;

/** Takes the request back, and with it the beds of the person's units that were kept for the patient. */
export async function cancelBedRequest(
  db: Queryable,
  { encounterId, by, at }: { encounterId: EncounterId; by: UserId; at: Date },
): Promise<boolean> {
  const { rowCount } = await db.query(CANCEL_REQUEST, [encounterId, at, by]);
  await db.query(RELEASE_BEDS_OF, [encounterId, at, by]);
  return rowCount === 1;
}

const ADD_CLEANING = `
  insert into bed_cleanings (bed_id, waiting_since, began_at, finished_at, finished_by)
  select bed_id, waiting_since, cleaning_began_at, greatest($2, waiting_since, cleaning_began_at), $3
    from bed_statuses
   where bed_id = $1
`;

/** Notes how long the cleaning took that is about to be over. */
export async function addCleaning(
  db: Queryable,
  { bedId, by, at }: { bedId: BedId; by: UserId; at: Date },
): Promise<void> {
  await db.query(ADD_CLEANING, [bedId, at, by]);
}

const SET_HOUSEKEEPING = `update units set has_housekeeping = $2 where unit_id = $1`;

export async function setHousekeeping(
  db: Queryable,
  unitId: UnitId,
  hasHousekeeping: boolean,
): Promise<void> {
  await db.query(SET_HOUSEKEEPING, [unitId, hasHousekeeping]);
}

/** What two people at once cannot both have, by the constraint that says so. */
const LOST_RACES = {
  one_reservation_per_bed: "reserved",
  one_reservation_per_patient: "reserved-elsewhere",
  one_patient_per_bed: "occupied",
  one_bed_per_patient: "moved-by-feed",
  one_open_bed_request: "already-waiting",
} as const;
export type LostRace = (typeof LOST_RACES)[keyof typeof LOST_RACES];

/** Who came second, when that is why the database refused. */
export function lostRace(cause: unknown): LostRace | undefined {
  const constraint = databaseFault(cause)?.constraint ?? "";
  return Object.entries(LOST_RACES).find(([name]) => name === constraint)?.[1];
}
