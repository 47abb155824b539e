import type { RosterRule } from "../roster-rule";
import type { Price } from "../solver/solver-problem";

/** Of so many steps at once. */
export const priceOf = ({ strictness }: Pick<RosterRule, "strictness">, steps = 1): Price =>
  strictness.kind === "hard" ? "hard" : strictness.weight * steps;
