import type { Roster } from "../roster";
import type { PersonId } from "../roster-ids";
import type { RosterProblem } from "../roster-problem";
import type { UnitId } from "../../shared/ids";

/** A rule that a roster breaks, as found by reading the roster alone. */
export interface RosterFinding {
  /** The rule of the problem, or `overlap`, `absence`, `pin`, `unit`. */
  ruleId: string;
  isHard: boolean;
  /** Absent: about a shift of a unit. */
  personId?: PersonId;
  unitId?: UnitId;
  /** The day at which it shows, and by how many of the rule's steps. */
  day: number;
  steps: number;
}

/**
 * Judges a roster anew, by the instants at which shifts begin and end. It shares nothing with what solvers and
 * the planner's page count by, so that it may judge them. Empty: nothing is broken.
 */
export function validateRoster(problem: RosterProblem, roster: Roster): RosterFinding[] {
  throw new Error(`not yet: ${problem.days} ${roster.size}`);
}
