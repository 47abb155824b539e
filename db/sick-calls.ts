import { z } from "zod";
import type { AbsenceId, PersonId, RosterId, ShiftId } from "#models/rostering/roster-ids";
import { RosterShift } from "#models/rostering/roster-problem";
import type { UnitId, UserId } from "#models/shared/ids";
import type { OpenShiftId, OpenShiftState, SickCallId } from "#models/sick-calls/sick-call";
import type { Queryable } from "./pool";

export interface SickCallRow {
  sickCallId: SickCallId;
  personId: PersonId;
  absenceId: AbsenceId;
  reportedAt: Date;
  endedAt: Date | null;
}

const ADD_CALL = `
  insert into sick_calls (sick_call_id, person_id, absence_id, reported_by, reported_at)
  values ($1, $2, $3, $4, $5)
`;

/** By whoever fills shifts of the person's unit. A transaction is the caller's. */
export async function addSickCall(
  db: Queryable,
  call: Omit<SickCallRow, "reportedAt" | "endedAt"> & { by: UserId; at: Date },
): Promise<void> {
  const { sickCallId, personId, absenceId, by, at } = call;
  await db.query(ADD_CALL, [sickCallId, personId, absenceId, by, at]);
}

const CALL_COLUMNS = `
         sick_call_id as "sickCallId",
         person_id as "personId",
         absence_id as "absenceId",
         reported_at as "reportedAt",
         ended_at as "endedAt"
`;

const CALL = `select ${CALL_COLUMNS} from sick_calls where sick_call_id = $1`;

/** Undefined of one that the acting person may not read. */
export async function findSickCall(
  db: Queryable,
  sickCallId: SickCallId,
): Promise<SickCallRow | undefined> {
  const { rows } = await db.query<SickCallRow>(CALL, [sickCallId]);
  return rows[0];
}

const RUNNING = `
  select sick_call_id as "sickCallId"
    from sick_calls
    join staff_absences using (absence_id)
   where sick_calls.person_id = $1
     and ended_at is null
     and from_on <= $3::date
     and to_on >= $2::date
   order by reported_at desc
   limit 1
`;

/** A call that has not ended and is about some of these days, both included; undefined: none. */
export async function runningSickCall(
  db: Queryable,
  personId: PersonId,
  { fromOn, toOn }: { fromOn: string; toOn: string },
): Promise<SickCallId | undefined> {
  const { rows } = await db.query<{ sickCallId: SickCallId }>(RUNNING, [personId, fromOn, toOn]);
  return rows[0]?.sickCallId;
}

const END = `
  update sick_calls
     set ended_by = $2, ended_at = $3
   where sick_call_id = $1 and ended_at is null
`;

/** False when it has ended, or is not theirs to end. */
export async function endSickCall(
  db: Queryable,
  sickCallId: SickCallId,
  { by, at }: { by: UserId; at: Date },
): Promise<boolean> {
  return (await db.query(END, [sickCallId, by, at])).rowCount === 1;
}

const PUBLISHED = `
  select distinct cell.roster_id as "rosterId"
    from roster_cells as cell
    join rosters using (roster_id)
   where cell.person_id = $1
     and cell.shift_id is not null
     and rosters.state = 'published'
     and rosters.starts_on + cell.day between $2::date and $3::date
   order by cell.roster_id
`;

/** Published rosters on which somebody works on some of these days, both included; locked ones are worked. */
export async function rostersWorkedBetween(
  db: Queryable,
  personId: PersonId,
  { fromOn, toOn }: { fromOn: string; toOn: string },
): Promise<RosterId[]> {
  const { rows } = await db.query<{ rosterId: RosterId }>(PUBLISHED, [personId, fromOn, toOn]);
  return rows.map(({ rosterId }) => rosterId);
}

/** A published shift that somebody left. */
export interface OpenShiftRow {
  openShiftId: OpenShiftId;
  sickCallId: SickCallId;
  rosterId: RosterId;
  day: number;
  /** `2026-11-30`: the day on which it begins. */
  on: string;
  shiftId: ShiftId;
  shiftName: string;
  unitId: UnitId;
  unitName: string;
  startsAt: Date;
  endsAt: Date;
  leftBy: PersonId;
  leftByName: string;
  leftByUnitId: UnitId;
  state: OpenShiftState;
  filledBy: PersonId | null;
  filledByName: string | null;
  settledBy: string | null;
  settledAt: Date | null;
}

export type NewOpenShift = Pick<
  OpenShiftRow,
  | "openShiftId"
  | "sickCallId"
  | "rosterId"
  | "day"
  | "shiftId"
  | "unitId"
  | "leftBy"
  | "startsAt"
  | "endsAt"
>;

const OPEN = `
  insert into open_shifts
         (open_shift_id, sick_call_id, roster_id, day, shift_id, unit_id, left_by, starts_at, ends_at)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
`;

export async function addOpenShift(db: Queryable, shift: NewOpenShift): Promise<void> {
  const { openShiftId, sickCallId, rosterId, day, shiftId, unitId, leftBy, startsAt, endsAt } =
    shift;
  await db.query(OPEN, [
    ...[openShiftId, sickCallId, rosterId, day, shiftId, unitId, leftBy, startsAt, endsAt],
  ]);
}

const Shifts = z.array(RosterShift);

const OPEN_SHIFTS = `
  select open.open_shift_id as "openShiftId",
         open.sick_call_id as "sickCallId",
         open.roster_id as "rosterId",
         open.day,
         to_char(rosters.starts_on + open.day, 'YYYY-MM-DD') as "on",
         open.shift_id as "shiftId",
         rosters.shifts,
         open.unit_id as "unitId",
         units.name as "unitName",
         open.starts_at as "startsAt",
         open.ends_at as "endsAt",
         open.left_by as "leftBy",
         leaving.name as "leftByName",
         leaving.home_unit_id as "leftByUnitId",
         open.state,
         open.filled_by as "filledBy",
         filling.name as "filledByName",
         users.name as "settledBy",
         open.settled_at as "settledAt"
    from open_shifts as open
    join rosters using (roster_id)
    join units on units.unit_id = open.unit_id
    join staff as leaving on leaving.person_id = open.left_by
    left join staff as filling on filling.person_id = open.filled_by
    left join users on users.user_id = open.settled_by
   where open.open_shift_id = any ($1::uuid[])
   order by open.starts_at, leaving.name
`;

/** With names, in order of time; read by whoever reads every roster. */
export async function openShiftsById(
  db: Queryable,
  openShiftIds: readonly OpenShiftId[],
): Promise<OpenShiftRow[]> {
  if (openShiftIds.length === 0) return [];
  const { rows } = await db.query<Omit<OpenShiftRow, "shiftName"> & { shifts: unknown }>(
    OPEN_SHIFTS,
    [openShiftIds],
  );
  return rows.map(({ shifts, ...row }) => ({
    ...row,
    shiftName: nameOfShift(shifts, row.shiftId),
  }));
}

/** Of a shift that the roster no longer has there is no name. */
export const nameOfShift = (shifts: unknown, shiftId: ShiftId): string =>
  Shifts.parse(shifts).find((shift) => shift.shiftId === shiftId)?.name ?? "A shift";

const IDS_SINCE = `
  select open_shift_id as "openShiftId"
    from open_shifts
   where ends_at > $1
   order by starts_at
   limit 500
`;

/** Those that the acting person may read and that end after it. */
export async function openShiftIdsSince(db: Queryable, since: Date): Promise<OpenShiftId[]> {
  const { rows } = await db.query<{ openShiftId: OpenShiftId }>(IDS_SINCE, [since]);
  return rows.map(({ openShiftId }) => openShiftId);
}

const IDS_OF_CALL = `
  select open_shift_id as "openShiftId" from open_shifts where sick_call_id = $1 order by starts_at
`;

export async function openShiftIdsOfCall(
  db: Queryable,
  sickCallId: SickCallId,
): Promise<OpenShiftId[]> {
  const { rows } = await db.query<{ openShiftId: OpenShiftId }>(IDS_OF_CALL, [sickCallId]);
  return rows.map(({ openShiftId }) => openShiftId);
}

const READABLE = "select open_shift_id from open_shifts where open_shift_id = $1";

/** Whether the acting person may read it. */
export async function isReadableOpenShift(
  db: Queryable,
  openShiftId: OpenShiftId,
): Promise<boolean> {
  return (await db.query(READABLE, [openShiftId])).rowCount === 1;
}

const HOLD = `
  select roster_id as "rosterId", day, shift_id as "shiftId", unit_id as "unitId", state,
         starts_at as "startsAt"
    from hold_open_shift($1)
`;

/** Held with its roster until the transaction ends; by whoever reads every roster, for a person that acts. */
export async function holdOpenShift(
  db: Queryable,
  openShiftId: OpenShiftId,
): Promise<
  Pick<OpenShiftRow, "rosterId" | "day" | "shiftId" | "unitId" | "state" | "startsAt"> | undefined
> {
  const { rows } = await db.query<
    Pick<OpenShiftRow, "rosterId" | "day" | "shiftId" | "unitId" | "state" | "startsAt">
  >(HOLD, [openShiftId]);
  return rows[0];
}

const SETTLE = `
  update open_shifts
     set state = $2, settled_by = $3, settled_at = $4
   where open_shift_id = $1 and state = 'open'
`;

/** Closed or returned by the acting person. False when somebody was first, or it is not theirs. */
export async function settleOpenShift(
  db: Queryable,
  openShiftId: OpenShiftId,
  { state, by, at }: { state: "closed" | "returned"; by: UserId; at: Date },
): Promise<boolean> {
  return (await db.query(SETTLE, [openShiftId, state, by, at])).rowCount === 1;
}

const ASSIGN = "select assign_open_shift($1, $2, $3)";

/** @throws with the constraint `shift_is_open` or `shift_fits_the_roster` */
export async function assignOpenShift(
  db: Queryable,
  { openShiftId, personId, at }: { openShiftId: OpenShiftId; personId: PersonId; at: Date },
): Promise<void> {
  await db.query(ASSIGN, [openShiftId, personId, at]);
}

const REPAIR = "select repair_sick_call($1, $2, $3, $4, $5)";

/** As it shall be. */
export interface RepairedCell {
  personId: PersonId;
  day: number;
  shiftId: ShiftId | null;
  unitId: UnitId | null;
  isPinned: boolean;
}

/** @throws with the constraint `roster_is_as_seen` */
export async function repairSickCall(
  db: Queryable,
  repair: {
    sickCallId: SickCallId;
    rosterId: RosterId;
    version: number;
    cells: readonly RepairedCell[];
    at: Date;
  },
): Promise<void> {
  const { sickCallId, rosterId, version, cells, at } = repair;
  await db.query(REPAIR, [sickCallId, rosterId, version, JSON.stringify(cells), at]);
}

const CLOSE_OVER = `
  update open_shifts
     set state = 'closed', settled_at = $1
   where state = 'open' and ends_at <= $1
`;

/** How many are over and were worked by nobody. */
export async function closeShiftsThatAreOver(db: Queryable, at: Date): Promise<number> {
  return (await db.query(CLOSE_OVER, [at])).rowCount ?? 0;
}
