import type { HospitalPlan } from "#models/hospital/demo-hospital";
import { compileProblem } from "#models/rostering/compile-problem";
import { HOUSE_SHIFTS, houseSettings } from "#models/rostering/house-settings";
import type { Assignment, Roster } from "#models/rostering/roster";
import type { RosterProblem } from "#models/rostering/roster-problem";
import type { RosterSettings } from "#models/rostering/roster-settings";
import { anneal } from "#models/rostering/solver/annealing";
import { dayAfter, weekdayOf } from "#models/shared/calendar-date";
import type { UnitId } from "#models/shared/ids";
import { MS_PER_DAY } from "#models/shared/time-range";
import { FLOAT_PAIRS, plannedNurses } from "./demo-roster-staff";

export const DEMO_ROSTER_DAYS = 28;
const DAYS_OF_WEEK = 7;

/** The weeks of the demo's rosters: one that is worked, one that runs, one that is planned. */
export interface DemoPeriods {
  worked: string;
  current: string;
  next: string;
}

/** The one that runs began a week before this one's Monday: what is to come of it is the most of it. */
export function demoPeriods(today: string): DemoPeriods {
  const current = dayAfter(today, -weekdayOf(today) - DAYS_OF_WEEK);
  return {
    worked: dayAfter(current, -DEMO_ROSTER_DAYS),
    current,
    next: dayAfter(current, DEMO_ROSTER_DAYS),
  };
}

/** Units that share a roster: those that lend each other people, and each of the others by itself. */
export function rosterGroups({ units }: HospitalPlan): string[][] {
  const groups: string[][] = [];
  for (const { code } of units) {
    const pair = FLOAT_PAIRS[code];
    const group = groups.find((codes) => pair !== undefined && codes.includes(pair));
    if (group) group.push(code);
    else groups.push([code]);
  }
  return groups;
}

/** The house's settings with what the units plan for on each day of the week. */
export function demoSettings(
  plan: HospitalPlan,
  units: readonly { unitId: UnitId; code: string }[],
): RosterSettings {
  const settings = houseSettings();
  return {
    ...settings,
    demand: {
      ...settings.demand,
      plan: units.flatMap(({ unitId, code }) => {
        const unit = plan.units.find((each) => each.code === code);
        return unit ? weekOf(unitId, plannedNurses(unit)) : [];
      }),
    },
  };
}

const weekOf = (unitId: UnitId, planned: { minimum: number; target: number }) =>
  Array.from({ length: DAYS_OF_WEEK }, (_, weekday) => weekday).flatMap((weekday) =>
    HOUSE_SHIFTS.map(({ shiftId }) => ({ unitId, shiftId, weekday, ...planned })),
  );

/**
 * Three long days and three nights in a fortnight, with two days off after them at least; part-time staff leave
 * out the last of each. Begun on another day by each person, so that every shift has somebody.
 */
const FORTNIGHT = "DDD......NNN..";
const PART_TIME_FORTNIGHT = "DD.......NN...";

/** A roster that goes by the fortnight alone: nobody on leave or by call is on it but those it is legal for. */
function byFortnight({ people, shifts, startsOn, days, absences }: RosterProblem): Roster {
  const day = shifts.find(({ isNight }) => !isNight);
  const night = shifts.find(({ isNight }) => isNight);
  const since = Math.round(Date.parse(`${startsOn}T00:00:00Z`) / MS_PER_DAY);
  const fullTime = Math.max(...people.map(({ contractMinutesPerWeek }) => contractMinutesPerWeek));
  return new Map(
    people.map(({ personId, homeUnitId, contractMinutesPerWeek }, index) => {
      const pattern = contractMinutesPerWeek < fullTime ? PART_TIME_FORTNIGHT : FORTNIGHT;
      const isAway = (at: number) =>
        contractMinutesPerWeek === 0 ||
        absences.some(
          ({ personId: whose, fromDay, toDay }) =>
            whose === personId && fromDay - 1 <= at && at <= toDay,
        );
      const line = Array.from({ length: days }, (_, at): Assignment | null => {
        const duty = pattern[(since + at + index * 5) % pattern.length];
        const shift = duty === "D" ? day : duty === "N" ? night : undefined;
        return shift && !isAway(at) ? { shiftId: shift.shiftId, unitId: homeUnitId } : null;
      });
      return [personId, line];
    }),
  );
}

/** Changes that are tried for each person beyond the fortnight: for leave, wishes, and who leads a shift. */
const ITERATIONS_PER_PERSON = 250;

/** A roster as somebody would have made it: not the best, the same at each start. */
export function demoRoster(problem: RosterProblem): Roster {
  const compiled = compileProblem(problem);
  const { best } = anneal(compiled.solver, {
    seed: 1,
    now: () => 0,
    deadlineAt: Number.POSITIVE_INFINITY,
    maximumIterations: ITERATIONS_PER_PERSON * problem.people.length,
    start: compiled.linesOf(byFortnight(problem)),
    isCancelled: () => false,
    progressed: () => undefined,
  });
  return best ? compiled.rosterOf(best.lines) : new Map();
}
