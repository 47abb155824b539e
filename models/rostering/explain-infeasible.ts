import type { PersonId } from "./roster-ids";
import type { RosterProblem } from "./roster-problem";

/** One thing of those that contradict each other. */
export type ConflictPart =
  | { kind: "rule"; ruleId: string; text: string }
  | {
      kind: "pin" | "absence" | "past";
      personId: PersonId;
      fromDay: number;
      toDay: number;
      text: string;
    }
  | { kind: "demand"; day: number; text: string }
  | { kind: "person"; personId: PersonId; text: string };

/** Things that cannot all hold. Take any one of them away and the rest can. */
export interface Conflict {
  parts: readonly ConflictPart[];
  /** The people whose lines it is about. */
  personIds: readonly PersonId[];
  /** What contradicts what, in one sentence. */
  text: string;
  /** What would resolve it, the smallest change first. */
  remedies: readonly string[];
}

/**
 * A smallest set of hard rules, pins, absences and demand minimums that contradict each other; undefined when
 * none do.
 */
export function explainInfeasible(problem: RosterProblem): Conflict | undefined {
  throw new Error(`not yet: ${problem.days}`);
}
