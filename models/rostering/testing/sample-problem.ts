import { UnitId } from "../../shared/ids";
import type { Assignment, Roster } from "../roster";
import { PersonId, ShiftId } from "../roster-ids";
import {
  type RosterPerson,
  RosterProblem,
  type RosterShift,
  type ShiftDemand,
} from "../roster-problem";
import type { RosterRule, RuleTerms } from "../roster-rule";

// A ward for tests, small enough to count by hand. Lines are written as a planner would: one letter a day,
// `.` for a day off, small letters for the other unit.

export const MICU = UnitId.parse("00000000-0000-4000-8000-00000000000a");
export const WARD = UnitId.parse("00000000-0000-4000-8000-00000000000b");
export const ELSEWHERE = UnitId.parse("00000000-0000-4000-8000-00000000000c");

const shift = (code: string, name: string, from: string, to: string): RosterShift => ({
  ...{ shiftId: ShiftId.parse(name.toLowerCase()), name, code, from, to },
  ...{ unpaidBreakMinutes: 30, isNight: name === "Night" },
});

/** Early 7.5 h paid, late 7.5 h, day 12 h, night 12 h. */
export const SHIFTS: readonly RosterShift[] = [
  shift("E", "Early", "07:00", "15:00"),
  shift("L", "Late", "14:30", "22:30"),
  shift("D", "Day", "07:00", "19:30"),
  shift("N", "Night", "19:00", "07:30"),
];

export const shiftIdOf = (code: string): ShiftId => {
  const found = SHIFTS.find((each) => each.code === code.toUpperCase());
  if (!found) throw new Error(`no shift of the code ${code}`);
  return found.shiftId;
};

export const personIdOf = (name: string): PersonId =>
  PersonId.parse(
    `00000000-0000-4000-8000-${[...name]
      .map((letter) => letter.charCodeAt(0).toString(16))
      .join("")
      .padStart(12, "0")
      .slice(-12)}`,
  );

export const person = (name: string, given: Partial<RosterPerson> = {}): RosterPerson => ({
  personId: personIdOf(name),
  name,
  grade: "registered",
  employment: "contract",
  skills: [],
  homeUnitId: MICU,
  floatUnitIds: [],
  contractMinutesPerWeek: 0,
  isNew: false,
  hourlyCost: { regular: 30, overtime: 45 },
  ...given,
});

export const rule = (terms: RuleTerms, given: Partial<RosterRule> = {}): RosterRule => ({
  ...{ ruleId: terms.kind, title: terms.kind, strictness: { kind: "hard" }, terms },
  ...given,
});

export const demand = (
  code: string,
  day: number,
  numbers: { minimum?: number; target: number; maximum?: number },
  given: Partial<ShiftDemand> = {},
): ShiftDemand => ({
  ...{ unitId: MICU, day, shiftId: shiftIdOf(code) },
  ...{ minimum: numbers.minimum ?? numbers.target, target: numbers.target },
  maximum: numbers.maximum ?? numbers.target,
  price: { belowMinimum: 1000, belowTarget: 100, aboveMaximum: 10 },
  ...given,
});

export const assignmentOf = (letter: string): Assignment | null =>
  letter === "."
    ? null
    : { shiftId: shiftIdOf(letter), unitId: letter === letter.toLowerCase() ? WARD : MICU };

/** A line of days, written as `DD.NN..`. */
export const daysOf = (line: string): (Assignment | null)[] => [...line].map(assignmentOf);

/** Begins on a Monday. `past` as lines, the last letter being the day before the first. */
export function problemOf(
  given: Partial<Omit<RosterProblem, "past">> & {
    people: RosterPerson[];
    past?: Readonly<Record<string, string>>;
  },
): RosterProblem {
  const past = Object.entries(given.past ?? {}).flatMap(([name, line]) =>
    daysOf(line).flatMap((assignment, at) =>
      assignment ? [{ personId: personIdOf(name), day: at - line.length, assignment }] : [],
    ),
  );
  return RosterProblem.parse({
    startsOn: "2026-03-02",
    days: 7,
    timeZone: "UTC",
    shifts: [...SHIFTS],
    units: [
      { unitId: MICU, name: "MICU" },
      { unitId: WARD, name: "Ward" },
      { unitId: ELSEWHERE, name: "Elsewhere" },
    ],
    demand: [],
    rules: [],
    absences: [],
    requests: [],
    pins: [],
    balances: [],
    prices: { float: 20, bankShift: 50, agencyShift: 150 },
    ...given,
    past,
  });
}

/** Lines by name. */
export const rosterOf = (lines: Readonly<Record<string, string>>): Roster =>
  new Map(Object.entries(lines).map(([name, line]) => [personIdOf(name), daysOf(line)]));
