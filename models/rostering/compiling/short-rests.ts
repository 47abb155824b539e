import { hoursBegun } from "../scoring/breach";
import type { RosterFrame } from "../roster-frame";
import type { RosterShift } from "../roster-problem";
import type { RosterRule } from "../roster-rule";
import { minutesBetween } from "../shift-instants";

/** Two shifts, so many days apart and nothing between, with too little rest. */
export interface ShortRest {
  before: RosterShift;
  after: RosterShift;
  /** 1: the day after. */
  daysApart: number;
  steps: number;
}

/** A rule that looks at the hours between two shifts. */
export interface RestRule {
  ruleId: string;
  strictness: RosterRule["strictness"];
  appliesTo: RosterRule["appliesTo"];
  minimumMinutes: number;
  /** 1: also the day after; 2: only around days off. */
  fromDaysApart: number;
  /** What a rest that is so much too short is broken by. */
  stepsOf: (missingMinutes: number) => number;
}

const OVERLAP: RestRule = {
  ...{ ruleId: "overlap", strictness: { kind: "hard" }, appliesTo: undefined },
  ...{ minimumMinutes: 0, fromDaysApart: 1, stepsOf: (missing) => (missing > 0 ? 1 : 0) },
};

/**
 * All that the rules ask of the rest between two shifts. A weekly rest that must be is asked around every day
 * off, so that each is one that counts: stricter than the rule, which lets others be beside them.
 */
export const restRulesOf = (rules: readonly RosterRule[]): RestRule[] => [
  OVERLAP,
  ...rules.flatMap(({ ruleId, strictness, appliesTo, terms }): RestRule[] => {
    if (terms.kind === "rest-between-shifts") {
      const { minimumMinutes } = terms;
      return [
        {
          ...{ ruleId, strictness, appliesTo, minimumMinutes },
          ...{ fromDaysApart: 1, stepsOf: hoursBegun },
        },
      ];
    }
    if (terms.kind !== "weekly-rest" || strictness.kind === "soft") return [];
    const { minimumMinutes } = terms;
    return [
      {
        ...{ ruleId, strictness, appliesTo, minimumMinutes },
        ...{ fromDaysApart: 2, stepsOf: (missing) => (missing > 0 ? 1 : 0) },
      },
    ];
  }),
];

/** Of a shift on that day and the one after it: what the rule finds too short. */
export function shortRestsOn(
  frame: RosterFrame,
  shifts: readonly RosterShift[],
  { minimumMinutes, fromDaysApart, stepsOf }: RestRule,
  day: number,
): ShortRest[] {
  const found: ShortRest[] = [];
  const [unit] = frame.problem.units;
  if (!unit) return [];
  const instants = ({ shiftId }: RosterShift, on: number) =>
    frame.worked({ shiftId, unitId: unit.unitId }, on);
  // Two shifts of at most a day each are at least so many hours apart.
  const mostDaysApart = Math.ceil(minimumMinutes / MINUTES_PER_DAY) + 2;
  for (let daysApart = fromDaysApart; daysApart <= mostDaysApart; daysApart += 1) {
    for (const before of shifts) {
      for (const after of shifts) {
        const rest = minutesBetween(instants(before, day), instants(after, day + daysApart));
        const steps = stepsOf(minimumMinutes - rest);
        if (steps > 0) found.push({ before, after, daysApart, steps });
      }
    }
  }
  return found;
}

const MINUTES_PER_DAY = 1440;
