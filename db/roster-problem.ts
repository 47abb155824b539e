import { dayAfter, daysBetween } from "#models/shared/calendar-date";
import type { Assignment } from "#models/rostering/roster";
import { daysOfOvertimeBefore } from "#models/rostering/overtime-periods";
import { type PersonId, type RosterId, type ShiftId } from "#models/rostering/roster-ids";
import {
  type PastAssignment,
  RosterPerson,
  type RosterProblem,
} from "#models/rostering/roster-problem";
import type { RosterRule } from "#models/rostering/roster-rule";
import type { UnitId } from "#models/shared/ids";
import type { Queryable } from "./pool";
import { BALANCE_DAYS, fairnessBalances } from "./roster-balances";
import { findRoster, rosterCells, rosterDemand, rosterSettings } from "./rosters";
import { absencesBetween, requestsBetween, staffOfUnits } from "./staff";

/**
 * Everything that the roster is made from, as the acting person may read it: whoever reads the roster as a
 * planner does. Demand is as it was last drawn; empty before. Undefined of a roster that is not theirs.
 */
export async function readRosterProblem(
  db: Queryable,
  rosterId: RosterId,
): Promise<RosterProblem | undefined> {
  const roster = await findRoster(db, rosterId);
  const settings = roster && (await rosterSettings(db, rosterId));
  if (!settings) return undefined;

  const { startsOn, days, timeZone, units } = roster;
  const unitIds = units.map(({ unitId }) => unitId);
  const staff = await staffOfUnits(db, unitIds, startsOn);
  const personIds = staff.map(({ personId }) => personId);
  const dayOf = (on: string) => daysBetween(startsOn, on);
  const range = { from: startsOn, to: dayAfter(startsOn, days) };
  const lookBack = Math.max(
    ...[BALANCE_DAYS, daysLookedBack(settings.rules), daysOfOvertimeBefore(settings)],
  );
  const worked = await workedBefore(db, personIds, { startsOn, days: lookBack });
  const cells = await rosterCells(db, rosterId);
  const { shifts, rules, prices } = settings;
  return {
    ...{ startsOn, days, timeZone, shifts, rules, prices },
    units: units.map(({ unitId, name }) => ({ unitId, name })),
    people: staff.map((person) => RosterPerson.strip().parse(person)),
    demand: ((await rosterDemand(db, rosterId))?.planned ?? []).map(({ demand }) => demand),
    absences: [
      ...(await absencesBetween(db, personIds, range)).map(
        ({ personId, fromOn, toOn, kind, creditMinutesPerDay }) => ({
          ...{ personId, fromDay: dayOf(fromOn), toDay: dayOf(toOn), kind, creditMinutesPerDay },
        }),
      ),
      ...staff.flatMap(({ personId, leftOn }) =>
        leftOn && leftOn < range.to ? [goneFrom(personId, dayOf(leftOn), days)] : [],
      ),
    ],
    requests: (await requestsBetween(db, personIds, range)).map(
      ({ personId, on, wants, shiftId, weight }) => ({
        ...{ personId, day: dayOf(on), wants, weight },
        ...(shiftId && { shiftId }),
      }),
    ),
    pins: cells
      .filter(({ isPinned }) => isPinned)
      .map(({ personId, day, assignment }) => ({ personId, day, assignment })),
    past: worked.map(({ personId, day, assignment }) => ({ personId, day, assignment })),
    balances: await fairnessBalances(db, { staff, worked, startsOn }),
  };
}

/** Somebody who leaves while the roster runs: no day of it after that, and no hours for it. */
const goneFrom = (personId: PersonId, fromDay: number, days: number) => ({
  ...{ personId, fromDay: Math.max(0, fromDay), toDay: days - 1 },
  kind: "other" as const,
  creditMinutesPerDay: 0,
});

/** Days before the first one that some rule counts. */
function daysLookedBack(rules: readonly RosterRule[]): number {
  const daysOf = ({ terms }: RosterRule): number => {
    switch (terms.kind) {
      case "average-weekly-hours":
        return terms.overWeeks * 7;
      case "weekends":
        return terms.weeks * 7;
      case "hours-in-window":
        return terms.days;
      case "shift-count":
        return terms.days ?? 0;
      default:
        return 28; // runs of days, whatever their longest
    }
  };
  return Math.max(0, ...rules.map(daysOf));
}

/** A shift of a published roster before the first day, with whether it was a night. */
export interface WorkedShift extends PastAssignment {
  isNight: boolean;
}

const WORKED = `
  select cell.person_id as "personId",
         rosters.starts_on + cell.day - $2::date as day,
         cell.shift_id as "shiftId",
         cell.unit_id as "unitId",
         coalesce((select (shift ->> 'isNight')::boolean
                     from jsonb_array_elements(rosters.shifts) as shift
                    where shift ->> 'shiftId' = cell.shift_id), false) as "isNight"
    from roster_cells as cell
    join rosters using (roster_id)
   where cell.person_id = any ($1::uuid[])
     and cell.shift_id is not null
     and rosters.state <> 'draft'
     and rosters.starts_on + cell.day < $2::date
     and rosters.starts_on + cell.day >= $2::date - $3::int
   order by cell.person_id, day
`;

/** What these people had on published rosters in so many days before the date, oldest first. */
export async function workedBefore(
  db: Queryable,
  personIds: readonly PersonId[],
  { startsOn, days }: { startsOn: string; days: number },
): Promise<WorkedShift[]> {
  const { rows } = await db.query<{
    personId: PersonId;
    day: number;
    shiftId: ShiftId;
    unitId: UnitId;
    isNight: boolean;
  }>(WORKED, [personIds, startsOn, days]);
  return rows.map(({ personId, day, shiftId, unitId, isNight }) => {
    const assignment: Assignment = { shiftId, unitId };
    return { personId, day, assignment, isNight };
  });
}
