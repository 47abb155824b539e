import type { RosterProblem } from "../roster-problem";
import type { ShiftId } from "../roster-ids";
import type { RosterRule, RuleKind, RuleTerms } from "../roster-rule";
import { oneOf } from "../roster-words";

/** Where and by how much a rule is broken, before its price. */
export interface Breach {
  fromDay: number;
  /** Excluded. */
  toDay: number;
  steps: number;
  text: string;
}

export type Terms<Kind extends RuleKind> = Extract<RuleTerms, { kind: Kind }>;

/** Hours beyond a limit, begun ones included. Sums of decimals may miss a whole one by a hair. */
export const hoursBegun = (minutes: number): number => begun(minutes / 60);

/** Whole steps beyond a limit, begun ones included; 0 where it is not passed. */
export const begun = (beyond: number): number => Math.max(0, Math.ceil(beyond - 1e-9));

/** None where nothing is broken. */
export const breach = (
  days: { fromDay: number; toDay: number },
  steps: number,
  text: () => string,
): Breach[] => (steps > 0 ? [{ ...days, steps, text: text() }] : []);

export const pointsOf = ({ strictness }: Pick<RosterRule, "strictness">, steps: number): number =>
  strictness.kind === "hard" ? 0 : strictness.weight * steps;

export const isHard = ({ strictness }: Pick<RosterRule, "strictness">): boolean =>
  strictness.kind === "hard";

/** The names of shifts, as a sentence has them. */
export const shiftNames = ({ shifts }: RosterProblem, shiftIds: readonly ShiftId[]): string =>
  oneOf(shifts.filter(({ shiftId }) => shiftIds.includes(shiftId)).map(({ name }) => name));
