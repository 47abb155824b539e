import { randomUUID } from "node:crypto";
import { creditOfAbsence } from "#models/rostering/credited-days";
import { AbsenceId, PersonId, type RosterId, ShiftRequestId } from "#models/rostering/roster-ids";
import type { Grade } from "#models/rostering/roster-problem";
import type {
  AbsenceRow,
  AppointmentRow,
  RequestRow,
  ShiftRow,
  StaffRow,
} from "#models/scheduling-import/import-row";
import { daysBetween } from "#models/shared/calendar-date";
import type { UnitId, UserId } from "#models/shared/ids";
import type { Result } from "#models/shared/result";
import { saveAppointment } from "./appointments";
import type { Queryable } from "./pool";
import { changeRosterCells, type RosterChanged, type RosterChangeRefusal } from "./roster-changes";
import { addRequest, recordAbsence, saveStaff, staffById, type StaffMember } from "./staff";

// What files say, written as the acting planner: row-level security decides as it does elsewhere. A
// transaction is the caller's, so that a file is taken whole or not at all.

/** Whom and what a file may name. */
export interface SchedulingNames {
  people: ReadonlyMap<string, PersonId>;
  units: ReadonlyMap<string, UnitId>;
  /** The middle of what an hour costs of those of the grade. */
  costOfGrade: ReadonlyMap<Grade, { regular: number; overtime: number }>;
}

const PEOPLE = `
  select staff_number as "staffNumber", person_id as "personId"
    from staff
   where staff_number is not null
`;
const UNITS = `select code, unit_id as "unitId" from units order by display_order, name`;
const COSTS = `
  select grade,
         percentile_disc(0.5) within group (order by regular_hourly_cost) as regular,
         percentile_disc(0.5) within group (order by overtime_hourly_cost) as overtime
    from staff
   where employment = 'contract'
   group by grade
`;

export async function schedulingNames(db: Queryable): Promise<SchedulingNames> {
  const people = await db.query<{ staffNumber: string; personId: PersonId }>(PEOPLE);
  const units = await db.query<{ code: string; unitId: UnitId }>(UNITS);
  const costs = await db.query<{ grade: Grade; regular: number; overtime: number }>(COSTS);
  return {
    people: new Map(people.rows.map(({ staffNumber, personId }) => [staffNumber, personId])),
    units: new Map(units.rows.map(({ code, unitId }) => [code, unitId])),
    costOfGrade: new Map(costs.rows.map(({ grade, ...cost }) => [grade, cost])),
  };
}

const SET_NUMBERS = `
  update staff
     set staff_number = numbered.staff_number
    from unnest($1::uuid[], $2::text[]) as numbered (person_id, staff_number)
   where staff.person_id = numbered.person_id
     and staff.staff_number is distinct from numbered.staff_number
`;

/** Overtime where a file says what an hour costs and not what one of overtime does. */
const USUAL_OVERTIME = 1.5;

/** Adds those whose number is new and brings the others up to date. */
export async function importStaff(
  db: Queryable,
  rows: readonly StaffRow[],
  { people, units, costOfGrade }: SchedulingNames,
): Promise<void> {
  const known = await staffById(db, [...people.values()]);
  const before = new Map(known.map((member) => [member.personId, member]));
  const members = rows.map((row): StaffMember => {
    const personId = people.get(row.staffNumber);
    const member = personId && before.get(personId);
    const usual = member?.hourlyCost ?? costOfGrade.get(row.grade);
    const regular = row.regularCost ?? usual?.regular;
    const homeUnitId = units.get(row.unitCode);
    if (regular === undefined || homeUnitId === undefined)
      throw new Error("a line of staff was read without its unit or its cost");
    const overtime =
      row.overtimeCost ??
      (row.regularCost === undefined ? usual?.overtime : row.regularCost * USUAL_OVERTIME);
    return {
      personId: personId ?? PersonId.parse(randomUUID()),
      userId: member?.userId ?? null,
      name: row.name,
      grade: row.grade,
      employment: row.employment,
      skills: [...row.skills],
      homeUnitId,
      floatUnitIds: row.floatUnitCodes.flatMap((code) => units.get(code) ?? []),
      contractMinutesPerWeek: row.employment === "contract" ? row.contractMinutesPerWeek : 0,
      isNew: row.isNew,
      hourlyCost: { regular, overtime: overtime ?? regular * USUAL_OVERTIME },
      leftOn: member?.leftOn ?? null,
    };
  });
  await saveStaff(db, members);
  await db.query(SET_NUMBERS, [
    members.map(({ personId }) => personId),
    rows.map(({ staffNumber }) => staffNumber),
  ]);
}

const KNOWN_ABSENCE = `
  select 1
    from staff_absences
   where person_id = $1
     and withdrawn_at is null
     and kind = $2
     and from_on = $3::date
     and to_on = $4::date
`;

/** How many were new: what is known already is left as it is. */
export async function importAbsences(
  db: Queryable,
  rows: readonly AbsenceRow[],
  names: SchedulingNames,
  by: UserId,
): Promise<number> {
  const people = await staffById(db, [...new Set(rows.map((row) => personOf(row, names)))]);
  const minutes = new Map(people.map((each) => [each.personId, each.contractMinutesPerWeek]));
  let added = 0;
  for (const row of rows) {
    const personId = personOf(row, names);
    const { from: fromOn, to: toOn, absence: kind } = row;
    const known = await db.query(KNOWN_ABSENCE, [personId, kind, fromOn, toOn]);
    if (known.rows.length > 0) continue;
    const creditMinutesPerDay =
      row.creditMinutesPerDay ?? creditOfAbsence(kind, minutes.get(personId) ?? 0);
    const absenceId = AbsenceId.parse(randomUUID());
    await recordAbsence(db, { absenceId, personId, kind, fromOn, toOn, creditMinutesPerDay, by });
    added += 1;
  }
  return added;
}

/** What a request weighs that comes from a file, points: as much as one that somebody makes here. */
const USUAL_WEIGHT = 10;

/** How many were new. */
export async function importRequests(
  db: Queryable,
  rows: readonly RequestRow[],
  names: SchedulingNames,
  by: UserId,
): Promise<number> {
  let added = 0;
  for (const row of rows) {
    const isNew = await addRequest(db, {
      shiftRequestId: ShiftRequestId.parse(randomUUID()),
      personId: personOf(row, names),
      on: row.on,
      wants: row.wants,
      shiftId: row.shiftId ?? null,
      weight: USUAL_WEIGHT,
      by,
    });
    if (isNew) added += 1;
  }
  return added;
}

/** Puts shifts into a roster that begins on `startsOn`; a day that the file does not name stays as it is. */
export const importShifts = (
  db: Queryable,
  rows: readonly ShiftRow[],
  names: SchedulingNames,
  roster: { rosterId: RosterId; startsOn: string; by: UserId; at: Date },
): Promise<Result<RosterChanged, RosterChangeRefusal>> =>
  changeRosterCells(db, {
    rosterId: roster.rosterId,
    kind: "import",
    by: roster.by,
    at: roster.at,
    cells: rows.map((row) => {
      const unitId = names.units.get(row.unitCode);
      if (unitId === undefined) throw new Error("a line of shifts was read without its unit");
      return {
        personId: personOf(row, names),
        day: daysBetween(roster.startsOn, row.on),
        assignment: { shiftId: row.shiftId, unitId },
      };
    }),
  });

/** Of appointments that no feed sends. */
export const FILE_SENDER = "file";

/** How many were stored. */
export async function importAppointments(
  db: Queryable,
  rows: readonly AppointmentRow[],
  at: Date,
): Promise<number> {
  let stored = 0;
  for (const { number, place, startsAt, endsAt, state } of rows) {
    const slots = [{ place, startsAt, endsAt }];
    if (await saveAppointment(db, FILE_SENDER, { number, state, slots, saidAt: at })) stored += 1;
  }
  return stored;
}

function personOf({ staffNumber }: { staffNumber: string }, { people }: SchedulingNames): PersonId {
  const personId = people.get(staffNumber);
  if (!personId) throw new Error("a line was read without its person");
  return personId;
}
