import { UnitId } from "../../shared/ids";
import type { Roster } from "../roster";
import { PersonId, Skill } from "../roster-ids";
import { RosterProblem, type ShiftDemand } from "../roster-problem";
import { rulesOfSets } from "../rule-sets";
import { randomNumbers } from "./random-ward";
import { daysOf, SHIFTS, shiftIdOf } from "./sample-problem";

const UNITS = [1, 2, 3, 4].map((at) => UnitId.parse(`00000000-0000-4000-8000-0000000000${at}0`));
const PEOPLE = 100;
const DAYS = 56;

/** What a planner's page holds at most: 100 people in four units for eight weeks, with the EU's and house rules. */
export function largeWard(seed: number): { problem: RosterProblem; roster: Roster } {
  const random = randomNumbers(seed);
  const people = Array.from({ length: PEOPLE }, (_, at) => ({
    personId: PersonId.parse(`00000000-0000-4000-8000-${String(at).padStart(12, "0")}`),
    name: `Nurse ${at + 1}`,
    grade: at % 8 === 0 ? ("charge" as const) : ("registered" as const),
    employment: at % 12 === 11 ? ("bank" as const) : ("contract" as const),
    skills: at % 4 === 0 ? [Skill.parse("charge")] : [],
    homeUnitId: UNITS[at % UNITS.length],
    floatUnitIds: at % 3 === 0 ? UNITS : [],
    contractMinutesPerWeek: at % 12 === 11 ? 0 : 2160,
    isNew: at % 9 === 5,
    hourlyCost: { regular: 32, overtime: 48 },
  }));
  const lines = people.map(() => [...Array(DAYS / 7).keys()].map(() => weekOf(random)).join(""));
  const problem = RosterProblem.parse({
    ...{ startsOn: "2026-03-09", days: DAYS, timeZone: "Europe/London", shifts: SHIFTS, people },
    units: UNITS.map((unitId, at) => ({ unitId, name: `Unit ${at + 1}` })),
    demand: UNITS.flatMap((unitId) =>
      Array.from({ length: DAYS }, (_, day) => ["D", "N"].map((code) => needed(unitId, day, code))),
    ).flat(),
    rules: rulesOfSets(["eu-working-time", "house"], SHIFTS),
    absences: people
      .filter((_, at) => at % 5 === 0)
      .map(({ personId }, at) => ({
        ...{ personId, fromDay: at, toDay: at + 6, kind: "annual-leave", creditMinutesPerDay: 309 },
      })),
    requests: people.map(({ personId }, at) => ({
      ...{ personId, day: at % DAYS, wants: "off", weight: 20 },
    })),
    pins: [],
    past: people.flatMap(({ personId, homeUnitId }) =>
      daysOf(weekOf(random).repeat(12)).flatMap((assignment, day) =>
        assignment
          ? [{ personId, day: day - 84, assignment: { ...assignment, unitId: homeUnitId } }]
          : [],
      ),
    ),
    balances: [],
    prices: { float: 25, bankShift: 60, agencyShift: 200 },
  });
  return {
    problem,
    roster: new Map(
      problem.people.map(({ personId, homeUnitId }, at) => [
        personId,
        daysOf(lines[at] ?? "").map((each) => each && { ...each, unitId: homeUnitId }),
      ]),
    ),
  };
}

/** Three long shifts a week, as most work them. */
const weekOf = (random: () => number): string => {
  const weeks = ["DDD....", "..DD..D", ".NNN...", "....NN.", "D.DD...", "..D..DD", "NN....."];
  return weeks[Math.floor(random() * weeks.length)] ?? ".......";
};

const needed = (unitId: UnitId, day: number, code: string): ShiftDemand => ({
  ...{ unitId, day, shiftId: shiftIdOf(code), minimum: 3, target: 5, maximum: 7 },
  price: { belowMinimum: 800, belowTarget: 150, aboveMaximum: 20 },
});
