import type { Roster } from "./roster";
import type { PersonId } from "./roster-ids";
import type { RosterProblem } from "./roster-problem";
import type { Lines, SolverProblem } from "./solver/solver-problem";

/** The hospital's problem in the solvers' form, and the way back. */
export interface CompiledProblem {
  solver: SolverProblem;
  /** Of each index of the solver's people. */
  personIds: readonly PersonId[];
  rosterOf: (lines: Lines) => Roster;
  /** What the solver's form does not know (a shift where nobody is asked for) becomes a day off. */
  linesOf: (roster: Roster) => Uint8Array[];
  /** Rules that the solver's form asks more of than they say (hard), or weighs otherwise (soft). */
  inexact: readonly { ruleId: string; why: string }[];
}

/** Hard rules are never laxer in it than they are; which are stricter is in `inexact`. */
export function compileProblem(problem: RosterProblem): CompiledProblem {
  throw new Error(`not yet: ${problem.days}`);
}
