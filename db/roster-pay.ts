import { z } from "zod";
import type { Assignment, Roster } from "#models/rostering/roster";
import { PersonId, ShiftId } from "#models/rostering/roster-ids";
import { rosterOfCells } from "#models/rostering/roster-of-cells";
import { daysOfOvertimeBefore } from "#models/rostering/overtime-periods";
import {
  type PastAssignment,
  RosterPerson,
  type RosterProblem,
  RosterShift,
} from "#models/rostering/roster-problem";
import type { RosterSettings } from "#models/rostering/roster-settings";
import { dayAfter, daysBetween } from "#models/shared/calendar-date";
import { UnitId } from "#models/shared/ids";
import type { Queryable } from "./pool";
import { workedBefore } from "./roster-problem";
import { type RosterRow, rosterCells, rosterSettings } from "./rosters";
import { type StaffAbsence, absencesBetween, staffById, type StaffMember } from "./staff";

/** A roster with all that its pay is counted from, and nothing else. */
export interface PayRoster {
  problem: RosterProblem;
  roster: Roster;
}

export interface RosterPay {
  row: RosterRow;
  people: readonly StaffMember[];
  now: PayRoster;
  /** As it was when it was last published, absences among it; undefined of a draft, and where it was not kept. */
  published: PayRoster | undefined;
  /** Shifts now on it of people whose pay the acting person does not read: in no sum. */
  unreadShifts: number;
  /** Shifts of a kind that the roster no longer has, whose hours nobody knows: in no sum. */
  unknownShifts: number;
}

/** Undefined of a roster that is not the acting person's to read. */
export async function readRosterPay(db: Queryable, row: RosterRow): Promise<RosterPay | undefined> {
  const settings = await rosterSettings(db, row.rosterId);
  if (!settings) return undefined;
  const cells = await rosterCells(db, row.rosterId);
  const kept = await publishedCells(db, row);
  const filled = filledOf(cells);
  const before = kept && filledOf(kept.cells);

  const personIds = [...new Set([...filled, ...(before ?? [])].map(({ personId }) => personId))];
  const people = await staffById(db, personIds);
  const range = { from: row.startsOn, to: dayAfter(row.startsOn, row.days) };
  const knownPeople = new Set(people.map(({ personId }) => personId));
  const knownShifts = new Set(settings.shifts.map(({ shiftId }) => shiftId));
  const unread = filled.filter(({ personId }) => !knownPeople.has(personId));
  const unknown = filled.filter(({ assignment }) => !knownShifts.has(assignment.shiftId));

  const unitIds = [...filled, ...(before ?? [])].map(({ assignment }) => assignment.unitId);
  const units = [...new Set([...row.units.map(({ unitId }) => unitId), ...unitIds])];
  const earlier = await workedInPeriodBefore(db, personIds, row, settings);
  const payRoster = (of: readonly FilledCell[], absences: readonly StaffAbsence[]): PayRoster => {
    const { startsOn, days, timeZone } = row;
    const problem: RosterProblem = {
      ...{ startsOn, days, timeZone, prices: settings.prices },
      shifts: [...settings.shifts, ...earlier.otherShifts],
      units: [...new Set([...units, ...earlier.unitIds])].map((unitId) => ({
        ...{ unitId, name: unitId },
      })),
      people: people.map((person) => RosterPerson.strip().parse(person)),
      absences: absences.map(({ personId, kind, fromOn, toOn, creditMinutesPerDay }) => ({
        ...{ personId, kind, creditMinutesPerDay },
        ...{ fromDay: daysBetween(startsOn, fromOn), toDay: daysBetween(startsOn, toOn) },
      })),
      ...{ demand: [], rules: [], requests: [], pins: [], past: earlier.past, balances: [] },
    };
    const counted = of.filter(({ assignment }) => knownShifts.has(assignment.shiftId));
    return { problem, roster: rosterOfCells(problem, counted) };
  };
  return {
    ...{ row, people, unreadShifts: unread.length, unknownShifts: unknown.length },
    now: payRoster(filled, await absencesBetween(db, personIds, range)),
    published:
      kept &&
      before &&
      payRoster(before, await absencesAsOf(db, personIds, range, kept.publishedAt)),
  };
}

const EARLIER_SHIFTS = `
  select distinct on (shift ->> 'shiftId') shift
    from rosters
   cross join jsonb_array_elements(rosters.shifts) as shift
   where rosters.state <> 'draft'
     and rosters.starts_on < $1::date
     and rosters.starts_on + rosters.days > $1::date - $2::int
   order by shift ->> 'shiftId', rosters.starts_on desc
`;

/**
 * What was worked before the roster in the week, or weeks, in which it begins: an overtime rule that counts by
 * weeks has those hours in its first sum. Shifts of a kind that this roster has not come from the one before.
 */
async function workedInPeriodBefore(
  db: Queryable,
  personIds: readonly PersonId[],
  { startsOn }: RosterRow,
  { prices, shifts }: RosterSettings,
): Promise<{ past: PastAssignment[]; otherShifts: RosterShift[]; unitIds: UnitId[] }> {
  const days = daysOfOvertimeBefore({ prices });
  if (days === 0) return { past: [], otherShifts: [], unitIds: [] };
  const worked = await workedBefore(db, personIds, { startsOn, days });
  const known = new Set(shifts.map(({ shiftId }) => shiftId));
  const isOther = (shiftId: ShiftId): boolean =>
    !known.has(shiftId) && worked.some(({ assignment }) => assignment.shiftId === shiftId);
  const { rows } = await db.query<{ shift: unknown }>(EARLIER_SHIFTS, [startsOn, days]);
  const otherShifts = rows
    .map(({ shift }) => RosterShift.parse(shift))
    .filter(({ shiftId }) => isOther(shiftId));
  const hasHours = new Set([...known, ...otherShifts.map(({ shiftId }) => shiftId)]);
  const past = worked
    .filter(({ assignment }) => hasHours.has(assignment.shiftId))
    .map(({ personId, day, assignment }) => ({ personId, day, assignment }));
  return { past, otherShifts, unitIds: past.map(({ assignment }) => assignment.unitId) };
}

interface FilledCell {
  personId: PersonId;
  day: number;
  assignment: Assignment;
}

const filledOf = (
  cells: readonly { personId: PersonId; day: number; assignment: Assignment | null }[],
): FilledCell[] =>
  cells.flatMap(({ personId, day, assignment }) =>
    assignment ? [{ personId, day, assignment }] : [],
  );

/** As `keepVersion` stores them. */
const KeptCells = z.array(
  z.tuple([PersonId, z.number().int(), ShiftId.nullable(), UnitId.nullable(), z.boolean()]),
);

const PUBLISHED = `
  select change.at as "publishedAt", kept.cells
    from roster_changes as change
    join roster_versions as kept using (roster_id, version)
   where change.roster_id = $1
     and change.kind = 'publish'
   order by change.version desc
   limit 1
`;

async function publishedCells(
  db: Queryable,
  { rosterId }: RosterRow,
): Promise<{ publishedAt: Date; cells: FilledCell[] } | undefined> {
  const { rows } = await db.query<{ publishedAt: Date; cells: unknown }>(PUBLISHED, [rosterId]);
  const [found] = rows;
  if (!found) return undefined;
  const cells = KeptCells.parse(found.cells).flatMap(([personId, day, shiftId, unitId]) =>
    shiftId && unitId ? [{ personId, day, assignment: { shiftId, unitId } }] : [],
  );
  return { publishedAt: found.publishedAt, cells };
}

const ABSENCES_AS_OF = `
  select absence_id as "absenceId",
         person_id as "personId",
         kind,
         to_char(from_on, 'YYYY-MM-DD') as "fromOn",
         to_char(to_on, 'YYYY-MM-DD') as "toOn",
         credit_minutes_per_day as "creditMinutesPerDay"
    from staff_absences
   where person_id = any ($1::uuid[])
     and to_on >= $2::date
     and from_on < $3::date
     and recorded_at <= $4
     and (withdrawn_at is null or withdrawn_at > $4)
   order by from_on, person_id
`;

/** Absences of these days that were known at an instant. */
async function absencesAsOf(
  db: Queryable,
  personIds: readonly PersonId[],
  { from, to }: { from: string; to: string },
  at: Date,
): Promise<StaffAbsence[]> {
  const { rows } = await db.query<StaffAbsence>(ABSENCES_AS_OF, [personIds, from, to, at]);
  return rows;
}

/** Whom a payroll pays. */
export interface PaidPerson {
  personId: PersonId;
  /** By which other systems know them; null: none is known. */
  staffNumber: string | null;
  name: string;
  employment: RosterPerson["employment"];
  homeUnitCode: string;
  leftOn: string | null;
}

const PAID_PEOPLE = `
  select staff.person_id as "personId",
         staff.staff_number as "staffNumber",
         staff.name,
         staff.employment,
         units.code as "homeUnitCode",
         to_char(staff.left_on, 'YYYY-MM-DD') as "leftOn"
    from staff
    join units on units.unit_id = staff.home_unit_id
   order by staff.name, staff.person_id
`;

/** Everybody whose pay the acting person reads, those who left among them. */
export async function paidPeople(db: Queryable): Promise<PaidPerson[]> {
  const { rows } = await db.query<PaidPerson>(PAID_PEOPLE);
  return rows;
}
