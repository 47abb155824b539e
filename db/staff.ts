import type { AbsenceKind, Grade, RosterPerson } from "#models/rostering/roster-problem";
import type { AbsenceId, PersonId, ShiftId, ShiftRequestId } from "#models/rostering/roster-ids";
import type { UnitId, UserId } from "#models/shared/ids";
import type { Queryable } from "./pool";

/** Somebody who may stand on rosters. */
export interface StaffMember extends RosterPerson {
  /** Whose account it is; null of somebody without one. */
  userId: UserId | null;
  /** `2026-11-30`: the first day on which they are no longer here. */
  leftOn: string | null;
}

const STAFF_COLUMNS = `
         staff.person_id as "personId",
         staff.user_id as "userId",
         staff.name,
         staff.grade,
         staff.employment,
         array(select skill from staff_skills as has
                where has.person_id = staff.person_id
                order by skill) as skills,
         staff.home_unit_id as "homeUnitId",
         array(select float.unit_id from staff_float_units as float
                where float.person_id = staff.person_id
                order by float.unit_id)::text[] as "floatUnitIds",
         staff.contract_minutes_per_week as "contractMinutesPerWeek",
         staff.is_new as "isNew",
         json_build_object('regular', staff.regular_hourly_cost,
                           'overtime', staff.overtime_hourly_cost) as "hourlyCost",
         to_char(staff.left_on, 'YYYY-MM-DD') as "leftOn"
`;

const STAFF_OF_UNITS = `
  select ${STAFF_COLUMNS}
    from staff
    join units on units.unit_id = staff.home_unit_id
   where staff.home_unit_id = any ($1::uuid[])
     and (staff.left_on is null or staff.left_on > $2::date)
   order by units.display_order, staff.employment = 'agency', staff.employment = 'bank',
            array_position(array['charge', 'senior', 'registered', 'assistant'], staff.grade),
            staff.name
`;

/** Those whose home these units are and who have not left by that date, charge nurses first. */
export async function staffOfUnits(
  db: Queryable,
  unitIds: readonly UnitId[],
  on: string,
): Promise<StaffMember[]> {
  const { rows } = await db.query<StaffMember>(STAFF_OF_UNITS, [unitIds, on]);
  return rows;
}

const STAFF_BY_ID = `
  select ${STAFF_COLUMNS}
    from staff
   where staff.person_id = any ($1::uuid[])
   order by staff.name
`;

export async function staffById(
  db: Queryable,
  personIds: readonly PersonId[],
): Promise<StaffMember[]> {
  const { rows } = await db.query<StaffMember>(STAFF_BY_ID, [personIds]);
  return rows;
}

const STAFF_OF_USER = `
  select ${STAFF_COLUMNS}
    from staff
   where staff.user_id = $1
`;

/** Who an account is on rosters; undefined of one that is nobody there. */
export async function staffOfUser(db: Queryable, userId: UserId): Promise<StaffMember | undefined> {
  const { rows } = await db.query<StaffMember>(STAFF_OF_USER, [userId]);
  return rows[0];
}

/** Somebody as those who work beside them know them. */
export interface Colleague {
  personId: PersonId;
  name: string;
  grade: Grade;
  homeUnitId: UnitId;
}

const COLLEAGUES = `
  select person_id as "personId", name, grade, home_unit_id as "homeUnitId"
    from colleagues
   order by name
`;

/** Those of the person's units, and who works there in a published roster. */
export async function colleagues(db: Queryable): Promise<Colleague[]> {
  const { rows } = await db.query<Colleague>(COLLEAGUES);
  return rows;
}

const SAVE_STAFF = `
  insert into staff as known
         (person_id, user_id, name, grade, employment, home_unit_id, contract_minutes_per_week, is_new,
          regular_hourly_cost, overtime_hourly_cost, left_on)
  select "personId", "userId", name, grade, employment, "homeUnitId", "contractMinutesPerWeek", "isNew",
         ("hourlyCost" ->> 'regular')::real, ("hourlyCost" ->> 'overtime')::real, "leftOn"
    from jsonb_to_recordset($1)
      as person ("personId" uuid, "userId" uuid, name text, grade text, employment text,
                 "homeUnitId" uuid, "contractMinutesPerWeek" integer, "isNew" boolean,
                 "hourlyCost" jsonb, "leftOn" date)
      on conflict (person_id) do update
     set user_id = excluded.user_id,
         name = excluded.name,
         grade = excluded.grade,
         employment = excluded.employment,
         home_unit_id = excluded.home_unit_id,
         contract_minutes_per_week = excluded.contract_minutes_per_week,
         is_new = excluded.is_new,
         regular_hourly_cost = excluded.regular_hourly_cost,
         overtime_hourly_cost = excluded.overtime_hourly_cost,
         left_on = excluded.left_on,
         changed_at = now()
`;

const DROP_SKILLS = "delete from staff_skills where person_id = any ($1::uuid[])";
const ADD_SKILLS = `
  insert into staff_skills (person_id, skill)
  select person_id, skill from unnest($1::uuid[], $2::text[]) as has (person_id, skill)
`;
const DROP_FLOATS = "delete from staff_float_units where person_id = any ($1::uuid[])";
const ADD_FLOATS = `
  insert into staff_float_units (person_id, unit_id)
  select person_id, unit_id from unnest($1::uuid[], $2::uuid[]) as float (person_id, unit_id)
`;

/** Adds or changes people, with their skills and the units they float to. A transaction is the caller's. */
export async function saveStaff(db: Queryable, people: readonly StaffMember[]): Promise<void> {
  const personIds = people.map(({ personId }) => personId);
  const skills = people.flatMap(({ personId, skills }) =>
    skills.map((skill) => ({ personId, skill })),
  );
  const floats = people.flatMap(({ personId, floatUnitIds }) =>
    floatUnitIds.map((unitId) => ({ personId, unitId })),
  );
  await db.query(SAVE_STAFF, [JSON.stringify(people)]);
  await db.query(DROP_SKILLS, [personIds]);
  await db.query(ADD_SKILLS, [
    skills.map(({ personId }) => personId),
    skills.map(({ skill }) => skill),
  ]);
  await db.query(DROP_FLOATS, [personIds]);
  await db.query(ADD_FLOATS, [
    floats.map(({ personId }) => personId),
    floats.map(({ unitId }) => unitId),
  ]);
}

/** Dates, both ends included. */
export interface StaffAbsence {
  absenceId: AbsenceId;
  personId: PersonId;
  kind: AbsenceKind;
  fromOn: string;
  toOn: string;
  creditMinutesPerDay: number;
}

const ABSENCES = `
  select absence_id as "absenceId",
         person_id as "personId",
         kind,
         to_char(from_on, 'YYYY-MM-DD') as "fromOn",
         to_char(to_on, 'YYYY-MM-DD') as "toOn",
         credit_minutes_per_day as "creditMinutesPerDay"
    from staff_absences
   where person_id = any ($1::uuid[])
     and withdrawn_at is null
     and to_on >= $2::date
     and from_on < $3::date
   order by from_on, person_id
`;

/** Those that touch the days from `from` until `to`, which is excluded. */
export async function absencesBetween(
  db: Queryable,
  personIds: readonly PersonId[],
  { from, to }: { from: string; to: string },
): Promise<StaffAbsence[]> {
  const { rows } = await db.query<StaffAbsence>(ABSENCES, [personIds, from, to]);
  return rows;
}

const RECORD_ABSENCE = `
  insert into staff_absences
         (absence_id, person_id, kind, from_on, to_on, credit_minutes_per_day, recorded_by, recorded_at)
  values ($1, $2, $3, $4, $5, $6, $7, coalesce($8, now()))
`;

/** On behalf of the acting person: sickness also by a charge nurse of the unit, the rest by who plans. */
export async function recordAbsence(
  db: Queryable,
  absence: StaffAbsence & { by: UserId; at?: Date },
): Promise<void> {
  const { absenceId, personId, kind, fromOn, toOn, creditMinutesPerDay, by, at } = absence;
  await db.query(RECORD_ABSENCE, [
    ...[absenceId, personId, kind, fromOn, toOn, creditMinutesPerDay, by, at ?? null],
  ]);
}

const WITHDRAW_ABSENCE = `
  update staff_absences
     set withdrawn_by = $2, withdrawn_at = $3
   where absence_id = $1 and withdrawn_at is null
`;

/** False when there is none such, or it is not theirs to withdraw. */
export async function withdrawAbsence(
  db: Queryable,
  absenceId: AbsenceId,
  { by, at }: { by: UserId; at: Date },
): Promise<boolean> {
  const { rowCount } = await db.query(WITHDRAW_ABSENCE, [absenceId, by, at]);
  return rowCount === 1;
}

/** A wish for a date. */
export interface StaffRequest {
  shiftRequestId: ShiftRequestId;
  personId: PersonId;
  on: string;
  wants: "work" | "off";
  /** Null: any shift. */
  shiftId: ShiftId | null;
  weight: number;
}

const REQUESTS = `
  select shift_request_id as "shiftRequestId",
         person_id as "personId",
         to_char(requested_on, 'YYYY-MM-DD') as "on",
         wants,
         shift_id as "shiftId",
         weight
    from shift_requests
   where person_id = any ($1::uuid[])
     and withdrawn_at is null
     and requested_on >= $2::date
     and requested_on < $3::date
   order by requested_on, person_id
`;

/** Those for the days from `from` until `to`, which is excluded. */
export async function requestsBetween(
  db: Queryable,
  personIds: readonly PersonId[],
  { from, to }: { from: string; to: string },
): Promise<StaffRequest[]> {
  const { rows } = await db.query<StaffRequest>(REQUESTS, [personIds, from, to]);
  return rows;
}

const ADD_REQUEST = `
  insert into shift_requests
         (shift_request_id, person_id, requested_on, wants, shift_id, weight, made_by)
  values ($1, $2, $3, $4, $5, $6, $7)
      on conflict do nothing
`;

/** False when there is one for the day and shift already. */
export async function addRequest(
  db: Queryable,
  request: StaffRequest & { by: UserId },
): Promise<boolean> {
  const { shiftRequestId, personId, on, wants, shiftId, weight, by } = request;
  const { rowCount } = await db.query(ADD_REQUEST, [
    ...[shiftRequestId, personId, on, wants, shiftId, weight, by],
  ]);
  return rowCount === 1;
}

const WITHDRAW_REQUEST = `
  update shift_requests
     set withdrawn_at = $2
   where shift_request_id = $1 and withdrawn_at is null
`;

/** False when there is none such, or it is not theirs. */
export async function withdrawRequest(
  db: Queryable,
  shiftRequestId: ShiftRequestId,
  at: Date,
): Promise<boolean> {
  const { rowCount } = await db.query(WITHDRAW_REQUEST, [shiftRequestId, at]);
  return rowCount === 1;
}

const ACCOUNTS = `
  select user_id as "userId"
    from staff
   where person_id = any ($1::uuid[])
     and user_id is not null
`;

/** The accounts of those who have one. */
export async function accountsOfStaff(
  db: Queryable,
  personIds: readonly PersonId[],
): Promise<UserId[]> {
  const { rows } = await db.query<{ userId: UserId }>(ACCOUNTS, [personIds]);
  return rows.map(({ userId }) => userId);
}
