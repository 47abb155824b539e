import { describe, expect, it } from "vitest";
import type { RosterProblem } from "../roster-problem";
import type { RuleTerms } from "../roster-rule";
import { scoreRoster } from "../roster-score";
import {
  MICU,
  person,
  personIdOf,
  problemOf,
  rosterOf,
  rule,
  shiftIdOf,
  WARD,
} from "../testing/sample-problem";

const nights = [shiftIdOf("N")];

interface Case {
  terms: RuleTerms;
  /** The line in the roster, and before it. */
  line: string;
  past?: string;
  /** Steps by which it is broken, in all. */
  steps: number;
  of?: Partial<RosterProblem["people"][number]>;
  problem?: Partial<Omit<RosterProblem, "past" | "people">>;
}

function stepsOf({ terms, line, past, of, problem }: Case): number {
  const score = scoreRoster(
    problemOf({
      ...{ people: [person("Ana", of)], days: line.length, rules: [rule(terms)], ...problem },
      past: past === undefined ? {} : { Ana: past },
    }),
    rosterOf({ Ana: line }),
  );
  return score.charges
    .filter(({ ruleId }) => ruleId === terms.kind)
    .reduce((sum, { steps }) => sum + steps, 0);
}

const REST = { kind: "rest-between-shifts", minimumMinutes: 660 } as const;
const AVERAGE = { kind: "average-weekly-hours", maximumMinutes: 2880 } as const;
const WEEKLY = { kind: "weekly-rest", minimumMinutes: 2100 } as const;
const work = (minimum?: number, maximum?: number): RuleTerms => ({
  kind: "consecutive-work-days",
  ...(minimum !== undefined && { minimum }),
  ...(maximum !== undefined && { maximum }),
});
const ANA = personIdOf("Ana");
const leave = (fromDay: number, toDay: number, creditMinutesPerDay = 0) => ({
  absences: [{ personId: ANA, fromDay, toDay, kind: "annual-leave" as const, creditMinutesPerDay }],
});
const spring = { startsOn: "2026-03-28", timeZone: "Europe/London" };
const autumn = { startsOn: "2026-10-24", timeZone: "Europe/London" };

describe("rest between shifts", () => {
  it.each<Case & { why: string }>([
    { why: "22:30 to 07:00 is 8.5 h, 2.5 short", terms: REST, line: "LE", steps: 3 },
    { why: "19:30 to 07:00 is 11.5 h", terms: REST, line: "DD", steps: 0 },
    { why: "07:30 to 14:30 is 7 h, 4 short", terms: REST, line: "NL", steps: 4 },
    { why: "a night overlaps the early after it", terms: REST, line: "NE", steps: 12 },
    { why: "07:30 to 07:00 two days later is 23.5 h", terms: REST, line: "N.E", steps: 0 },
    { why: "the past is before it", terms: REST, line: "E", past: "L", steps: 3 },
    { why: "what was too short in the past is over", terms: REST, line: ".", past: "LE", steps: 0 },
    {
      why: "48 h reach over a day off",
      terms: { ...REST, minimumMinutes: 2880 },
      line: "N.D",
      steps: 25,
    },
    {
      why: "in spring the night is an hour shorter",
      terms: REST,
      line: "DD",
      problem: spring,
      steps: 1,
    },
    {
      why: "in autumn it is longer",
      terms: { ...REST, minimumMinutes: 750 },
      line: "DD",
      problem: autumn,
      steps: 0,
    },
  ])("$line after $past, $why", (each) => expect(stepsOf(each)).toBe(each.steps));
});

describe("mean hours a week", () => {
  it.each<Case & { why: string }>([
    {
      why: "60 h in the only week",
      terms: { ...AVERAGE, overWeeks: 1 },
      line: "DDDDD..",
      steps: 12,
    },
    {
      why: "60 and 36 h are 48",
      terms: { ...AVERAGE, overWeeks: 2 },
      line: "DDDDD..DDD....",
      steps: 0,
    },
    {
      why: "60 and 48 h are 54",
      terms: { ...AVERAGE, overWeeks: 2 },
      line: "DDDDD..",
      past: "DDDD...",
      steps: 6,
    },
    {
      why: "of the 17 weeks only one is known",
      terms: { ...AVERAGE, overWeeks: 17 },
      line: "DDDDD..",
      steps: 12,
    },
    {
      why: "each two weeks in a row: 42 and then 54",
      terms: { ...AVERAGE, overWeeks: 2 },
      line: "DDDD...DDDDD..",
      past: "DDD....",
      steps: 6,
    },
    {
      why: "36 h in the four days that are no leave are 63 a week",
      terms: { ...AVERAGE, overWeeks: 1 },
      line: "DDD....",
      problem: leave(4, 6),
      steps: 15,
    },
    {
      why: "all of it is leave",
      terms: { ...AVERAGE, overWeeks: 1 },
      line: ".......",
      problem: leave(0, 6),
      steps: 0,
    },
    {
      why: "37 h with the long night of autumn",
      terms: { ...AVERAGE, overWeeks: 1 },
      line: "N....DD",
      problem: autumn,
      steps: 0,
    },
    {
      why: "49 h in autumn, of which an hour is too much",
      terms: { ...AVERAGE, overWeeks: 1 },
      line: "N..DDD.",
      problem: autumn,
      steps: 1,
    },
  ])("$line after $past: $why", (each) => expect(stepsOf(each)).toBe(each.steps));
});

describe("rest each week", () => {
  it.each<Case & { why: string }>([
    { why: "each seven days have the day off", terms: WEEKLY, line: "EEEEEE.EEEEEE.", steps: 0 },
    { why: "seven days without one", terms: WEEKLY, line: "EEEEEEE", steps: 1 },
    { why: "eight days: two windows without one", terms: WEEKLY, line: "EEEEEEEE", steps: 2 },
    {
      why: "07:30 to 07:00 the day after next is 23.5 h",
      terms: WEEKLY,
      line: "NNN.DDD",
      steps: 1,
    },
    { why: "22:30 to 07:00 is 32.5 h", terms: WEEKLY, line: "LLL.EEE", steps: 1 },
    { why: "15:00 to 14:30 is 47.5 h", terms: WEEKLY, line: "EEE.LLL", steps: 0 },
    { why: "two days off are enough after a night", terms: WEEKLY, line: "NNN..DD", steps: 0 },
    {
      why: "the past is part of the seven days",
      terms: WEEKLY,
      line: "E......",
      past: "EEEEEE",
      steps: 1,
    },
    { why: "less than seven days are not judged", terms: WEEKLY, line: "EEEEEE", steps: 0 },
    {
      why: "36 h, but for the hour of spring",
      terms: { ...WEEKLY, minimumMinutes: 2130 },
      line: "D.DDDDD",
      problem: spring,
      steps: 1,
    },
    {
      why: "35.5 h at any other time",
      terms: { ...WEEKLY, minimumMinutes: 2130 },
      line: "D.DDDDD",
      steps: 0,
    },
  ])("$line after $past: $why", (each) => expect(stepsOf(each)).toBe(each.steps));
});

describe("hours in so many days", () => {
  const week = { kind: "hours-in-window", days: 7, maximumMinutes: 2880 } as const;
  it.each<Case & { why: string }>([
    { why: "60 h", terms: week, line: "DDDDD..", steps: 12 },
    { why: "48 h", terms: week, line: "DDDD...", steps: 0 },
    {
      why: "with the two before 60 h, then 48 h",
      terms: week,
      line: "DDD..",
      past: "...DD..",
      steps: 12,
    },
    { why: "two windows of 60 h", terms: week, line: ".DDDDD...", steps: 24 },
    {
      why: "a night of 12 h",
      terms: { ...week, days: 1, maximumMinutes: 720 },
      line: "N",
      steps: 0,
    },
    {
      why: "the long night of autumn",
      terms: { ...week, days: 1, maximumMinutes: 720 },
      line: "N",
      problem: autumn,
      steps: 1,
    },
  ])("$line after $past: $why", (each) => expect(stepsOf(each)).toBe(each.steps));
});

describe("what follows what", () => {
  const lateEarly: RuleTerms = {
    ...{ kind: "forbidden-succession", shiftId: shiftIdOf("L") },
    thenShiftIds: [shiftIdOf("E"), shiftIdOf("D")],
  };
  const afterNights = { kind: "days-off-after-nights", nights: 2, daysOff: 2 } as const;
  it.each<Case & { why: string }>([
    { why: "twice", terms: lateEarly, line: "LELD", steps: 2 },
    { why: "a day off between", terms: lateEarly, line: "L.E", steps: 0 },
    { why: "the day before the first", terms: lateEarly, line: "D", past: "L", steps: 1 },
    { why: "two days are missing", terms: afterNights, line: "NNE..", steps: 2 },
    { why: "one day is missing", terms: afterNights, line: "NN.E.", steps: 1 },
    { why: "nights again after one day", terms: afterNights, line: "NN.NN", steps: 1 },
    { why: "one night is no run of two", terms: afterNights, line: "N.E", steps: 0 },
    { why: "the end is open", terms: afterNights, line: "..NN.", steps: 0 },
    { why: "nights before the first", terms: afterNights, line: ".E", past: "NN", steps: 1 },
    {
      why: "a day of the rest before the first",
      terms: afterNights,
      line: "E",
      past: "NN.",
      steps: 1,
    },
    { why: "it was broken before the first", terms: afterNights, line: ".", past: "NNE", steps: 0 },
  ])("$line after $past: $why", (each) => expect(stepsOf(each)).toBe(each.steps));
});

describe("days in a row", () => {
  const off: RuleTerms = { kind: "consecutive-days-off", minimum: 2, maximum: 3 };
  const nightRun: RuleTerms = {
    kind: "consecutive-shifts",
    shiftIds: nights,
    minimum: 2,
    maximum: 3,
  };
  it.each<Case & { why: string }>([
    { why: "seven for five", terms: work(undefined, 5), line: "EEEEEEE.", steps: 2 },
    {
      why: "two of them before the first",
      terms: work(undefined, 5),
      line: "EEEE.",
      past: "EE",
      steps: 1,
    },
    {
      why: "too many before the first: from day 0 on",
      terms: work(undefined, 2),
      line: "E.",
      past: "EEEE",
      steps: 1,
    },
    { why: "a single day", terms: work(2), line: ".E.", steps: 1 },
    { why: "single days at both ends may be longer", terms: work(2), line: "E.E", steps: 0 },
    {
      why: "the day before the first stays alone",
      terms: work(2),
      line: "..",
      past: "E.E",
      steps: 1,
    },
    { why: "it goes back beyond what is known", terms: work(3), line: ".", past: "EE", steps: 0 },
    { why: "one day off, then four", terms: off, line: "E.E....E", steps: 2 },
    { why: "nights: one, then four", terms: nightRun, line: ".N.NNNN.", steps: 2 },
    { why: "other shifts end a run of nights", terms: nightRun, line: "ENE", steps: 1 },
  ])("$line after $past: $why", (each) => expect(stepsOf(each)).toBe(each.steps));
});

describe("weekends", () => {
  const second: RuleTerms = { kind: "weekends", weeks: 2, maximum: 1 };
  const whole: RuleTerms = { kind: "whole-weekends" };
  const sunday = { startsOn: "2026-03-01" };
  it.each<Case & { why: string }>([
    { why: "two in a row", terms: second, line: ".....E......." + "E", steps: 1 },
    { why: "one of two", terms: second, line: ".....EE.......", steps: 0 },
    {
      why: "the one before the first counts",
      terms: second,
      line: ".....E.",
      past: ".....E.",
      steps: 1,
    },
    { why: "a Friday night is none", terms: second, line: "....N......E..", steps: 0 },
    { why: "it begins with a Sunday", terms: second, line: "E.....E.", problem: sunday, steps: 1 },
    { why: "half a weekend", terms: whole, line: ".....E.", steps: 1 },
    { why: "both days", terms: whole, line: ".....EE", steps: 0 },
    { why: "the Sunday is out of sight", terms: whole, line: ".....E", steps: 0 },
    {
      why: "the Saturday was free",
      terms: whole,
      line: "E.",
      past: "E.",
      problem: sunday,
      steps: 1,
    },
    { why: "the Saturday is not known", terms: whole, line: "E.", problem: sunday, steps: 0 },
  ])("$line after $past: $why", (each) => expect(stepsOf(each)).toBe(each.steps));
});

describe("counts", () => {
  const count = (given: { days?: number; minimum?: number; maximum?: number }): RuleTerms => ({
    ...{ kind: "shift-count", shiftIds: nights, ...given },
  });
  it.each<Case & { why: string }>([
    { why: "three in the roster", terms: count({ maximum: 2 }), line: "N.N...N", steps: 1 },
    { why: "two are missing", terms: count({ minimum: 2 }), line: "E.E....", steps: 2 },
    {
      why: "of a week with leave no minimum is asked",
      terms: count({ minimum: 2 }),
      line: ".......",
      problem: leave(2, 2),
      steps: 0,
    },
    {
      why: "three in four days, twice",
      terms: count({ days: 4, maximum: 2 }),
      line: ".NNN.",
      steps: 2,
    },
    {
      why: "one of them before the first",
      terms: count({ days: 3, maximum: 2 }),
      line: "NN.",
      past: ".N",
      steps: 1,
    },
  ])("$line after $past: $why", (each) => expect(stepsOf(each)).toBe(each.steps));
});

describe("contract hours", () => {
  const terms: RuleTerms = { kind: "contract-hours", toleranceMinutes: 120 };
  const of = { contractMinutesPerWeek: 36 * 60 };
  it.each<Case & { why: string }>([
    { why: "36 of 36 h", terms, line: "DDD....", of, steps: 0 },
    { why: "48 h: 12 more, 2 tolerated", terms, line: "DDDD...", of, steps: 10 },
    { why: "31.5 h: 4.5 fewer", terms, line: "DDE....", of, steps: 3 },
    {
      why: "24 h and 12 h of leave",
      terms,
      line: "DD.....",
      of,
      problem: leave(5, 6, 360),
      steps: 0,
    },
    {
      why: "unpaid leave counts for nothing",
      terms,
      line: "DD.....",
      of,
      problem: leave(5, 6),
      steps: 10,
    },
    {
      why: "bank staff have no contract",
      terms,
      line: "DDDDDD.",
      of: { ...of, employment: "bank" },
      steps: 0,
    },
    {
      why: "in autumn 37 h",
      terms: { ...terms, toleranceMinutes: 0 },
      line: "NDD....",
      of,
      problem: autumn,
      steps: 1,
    },
  ])("$line: $why", (each) => expect(stepsOf(each)).toBe(each.steps));
});

describe("what no roster may do", () => {
  const legal = (line: string, problem: Partial<RosterProblem> = {}, of = {}) => {
    const { past: _, ...given } = problem;
    return scoreRoster(
      problemOf({
        days: line.length,
        ...given,
        people: [person("Ana", { contractMinutesPerWeek: 6000, ...of })],
      }),
      rosterOf({ Ana: line }),
    ).charges.map(({ ruleId, fromDay, isHard }) => [ruleId, fromDay, isHard]);
  };

  it("is work on a day of absence", () => {
    expect(legal("EEE", leave(1, 1))).toEqual([["absence", 1, true]]);
  });
  it("is another unit than one's own and those one floats to", () => {
    expect(legal("Ee")).toContainEqual(["unit", 1, true]);
    expect(legal("Ee", {}, { floatUnitIds: [WARD] })).toEqual([["float", 1, false]]);
  });
  it("is anything but what is pinned", () => {
    const pins = [
      { personId: ANA, day: 0, assignment: null },
      { personId: ANA, day: 1, assignment: { shiftId: shiftIdOf("E"), unitId: MICU } },
    ];
    expect(legal("EL", { pins })).toEqual([
      ["pin", 0, true],
      ["pin", 1, true],
    ]);
    expect(legal(".E", { pins })).toEqual([]);
  });
  it("is to begin a shift before the last is over", () => {
    expect(legal("NE.")).toEqual([["overlap", 0, true]]);
  });
});
