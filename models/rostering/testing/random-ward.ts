import type { Roster } from "../roster";
import type { RosterPerson, RosterProblem } from "../roster-problem";
import type { RosterRule, RuleTerms } from "../roster-rule";
import { Skill } from "../roster-ids";
import {
  daysOf,
  demand,
  MICU,
  person,
  personIdOf,
  problemOf,
  rule,
  shiftIdOf,
  WARD,
} from "./sample-problem";

/** Numbers from 0 until 1, the same for the same seed. */
export function randomNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const NAMES = ["Ana", "Ben", "Cleo", "Dan", "Eva"];
const VENTILATION = Skill.parse("ventilation");
const STARTS = ["2026-03-04", "2026-03-23", "2026-10-19", "2026-10-27", "2026-06-01"];

interface Dice {
  upTo: (count: number) => number;
  isLikely: (probability: number) => boolean;
  of: <T>(items: readonly [T, ...T[]]) => T;
}

function diceOf(seed: number): Dice {
  const next = randomNumbers(seed);
  return {
    upTo: (count) => Math.floor(next() * count),
    isLikely: (probability) => next() < probability,
    of: (items) => items[Math.floor(next() * items.length)] ?? items[0],
  };
}

/** A ward of five with rules of every kind, some of them hard, over a change of the clocks more often than not. */
export function randomWard(seed: number): RosterProblem {
  const dice = diceOf(seed);
  const days = 8 + dice.upTo(9);
  const people = NAMES.map((name, index) => randomPerson(dice, name, index));
  return problemOf({
    startsOn: dice.of(["2026-03-22", ...STARTS]),
    timeZone: dice.of(["Europe/London", "America/New_York"]),
    days,
    people,
    past: dice.isLikely(0.7)
      ? Object.fromEntries(NAMES.map((name) => [name, `E${randomLine(dice, 13, false)}`]))
      : {},
    demand: Array.from({ length: days }, (_, day) =>
      ["E", "L", "D", "N", "d"].flatMap((code) => randomDemand(dice, code, day)),
    ).flat(),
    rules: allTerms(dice).map((terms, index) => ({
      ...rule(terms),
      ruleId: `${index} ${terms.kind}`,
      strictness: strictnessOf(dice, terms),
      ...(dice.isLikely(0.2) && { appliesTo: { unitIds: [MICU] } }),
    })),
    absences: NAMES.filter(() => dice.isLikely(0.4)).map((name) => {
      const fromDay = dice.upTo(days) - 3;
      return {
        ...{ personId: personIdOf(name), fromDay, toDay: fromDay + dice.upTo(4) },
        ...{ kind: "annual-leave" as const, creditMinutesPerDay: dice.of([0, 432]) },
      };
    }),
    requests: Array.from({ length: 6 }, () => ({
      ...{ personId: personIdOf(dice.of(["Ana", "Ben", "Cleo"])), day: dice.upTo(days) },
      ...{ wants: dice.of(["work", "off"] as const), weight: 5 + dice.upTo(20) },
      ...(dice.isLikely(0.5) && { shiftId: shiftIdOf(dice.of(["E", "N"])) }),
    })),
    balances: NAMES.filter(() => dice.isLikely(0.5)).map((name) => ({
      ...{ personId: personIdOf(name), nights: dice.upTo(5) / 2 - 1 },
      ...{ weekends: dice.upTo(3) / 2, refusedRequests: dice.upTo(3) - 1 },
    })),
  });
}

/** Anything at all, most of it against some rule. */
export function randomRoster(seed: number, { people, days }: RosterProblem): Roster {
  const dice = diceOf(seed);
  return new Map(
    people.map(({ personId }) => [personId, daysOf(randomLine(dice, days, true))] as const),
  );
}

function randomPerson(dice: Dice, name: string, index: number): RosterPerson {
  const employment = dice.of(["contract", "contract", "contract", "bank", "agency"] as const);
  return person(name, {
    ...{ employment, isNew: dice.isLikely(0.3) },
    grade: dice.of(["registered", "senior", "assistant"] as const),
    contractMinutesPerWeek: employment === "contract" ? dice.of([2160, 2250, 1080]) : 0,
    skills: dice.isLikely(0.5) ? [VENTILATION] : [],
    homeUnitId: index === 4 ? WARD : MICU,
    floatUnitIds: index === 4 || dice.isLikely(0.5) ? [MICU, WARD] : [],
  });
}

/** Runs of the same are likely, as on a real ward. */
function randomLine(dice: Dice, length: number, hasOtherUnit: boolean): string {
  let line = "";
  while (line.length < length) {
    const letter = dice.of([".", ".", "E", "L", "D", "N", hasOtherUnit ? "d" : "."]);
    line += letter.repeat(1 + dice.upTo(3));
  }
  return line.slice(0, length);
}

function randomDemand(dice: Dice, code: string, day: number) {
  if (dice.isLikely(0.2)) return [];
  const target = dice.upTo(3);
  const minimum = dice.upTo(target + 1);
  const unitId = code === code.toLowerCase() ? WARD : MICU;
  const one = demand(code, day, { minimum, target, maximum: target + dice.upTo(2) }, { unitId });
  const skilled = { minimum: 0, target: Math.min(1, target) };
  return dice.isLikely(0.3)
    ? [one, demand(code, day, skilled, { unitId, skill: VENTILATION })]
    : [one];
}

function strictnessOf(dice: Dice, { kind }: RuleTerms): RosterRule["strictness"] {
  const isFair = kind === "fair-share" || kind === "fair-requests";
  return !isFair && dice.isLikely(0.4)
    ? { kind: "hard" }
    : { kind: "soft", weight: 1 + dice.upTo(50) };
}

function allTerms(dice: Dice): RuleTerms[] {
  const nights = [shiftIdOf("N")];
  const range = () => ({ minimum: 1 + dice.upTo(3), maximum: 3 + dice.upTo(3) });
  return [
    { kind: "rest-between-shifts", minimumMinutes: dice.of([660, 690, 720, 1500, 2880]) },
    { kind: "average-weekly-hours", maximumMinutes: 2400, overWeeks: 1 + dice.upTo(4) },
    { kind: "weekly-rest", minimumMinutes: dice.of([1440, 2100, 2130, 2880]) },
    { kind: "hours-in-window", days: dice.of([1, 5, 7]), maximumMinutes: dice.of([720, 2000]) },
    {
      ...{ kind: "forbidden-succession", shiftId: shiftIdOf("L") },
      thenShiftIds: [shiftIdOf("E"), shiftIdOf("D")],
    },
    { kind: "consecutive-work-days", ...range() },
    { kind: "consecutive-days-off", ...range() },
    { kind: "consecutive-shifts", shiftIds: nights, ...range() },
    { kind: "days-off-after-nights", nights: 1 + dice.upTo(2), daysOff: 1 + dice.upTo(3) },
    { kind: "weekends", weeks: 1 + dice.upTo(3), maximum: dice.upTo(2) },
    { kind: "whole-weekends" },
    { kind: "shift-count", shiftIds: nights, minimum: 1, maximum: 3 },
    { kind: "shift-count", shiftIds: nights, days: 5, minimum: 1, maximum: 2 },
    { kind: "contract-hours", toleranceMinutes: dice.of([0, 300]) },
    { kind: "skill-mix", skill: VENTILATION, minimum: 1 + dice.upTo(2) },
    { kind: "pairing", newPeoplePerMentor: 1 + dice.upTo(2) },
    { kind: "fair-share", of: "nights", tolerance: dice.of([0, 1]) },
    { kind: "fair-share", of: "weekends", tolerance: dice.of([0, 0.5]) },
    { kind: "fair-requests", tolerance: dice.of([0, 0.5]) },
  ];
}
