import { z } from "zod";
import { Assignment } from "#models/rostering/roster";
import { PersonId } from "#models/rostering/roster-ids";
import { RosterProblem } from "#models/rostering/roster-problem";

// What a solver thread is given when it starts, and what it says. One thread, one run.

/** What people have, by person and then by day. */
export type RosterLines = readonly {
  personId: PersonId;
  days: readonly (Assignment | null)[];
}[];

export const SolverSettings = z.object({
  /** Whatever is to stay as it is, is pinned in it. */
  problem: RosterProblem,
  /** Where it begins. */
  start: z.array(z.object({ personId: PersonId, days: z.array(Assignment.nullable()) })),
  seed: z.number().int(),
  milliseconds: z.number().positive(),
  /** One number, shared: not 0 means stop soon, and say what there is. */
  cancelled: z.instanceof(SharedArrayBuffer),
});
export type SolverSettings = z.infer<typeof SolverSettings>;

/** A roster that is better than those before, or a better bound. */
export interface SolverReport {
  /** Absent: only the bound is better. */
  lines?: RosterLines;
  /** Of the best so far; absent before the first. Points. */
  cost?: number;
  hardViolations?: number;
  /** No roster can cost less; absent while nothing is known. */
  lowerBound?: number;
  elapsedMs: number;
}

export type FromSolver =
  | { type: "progress"; report: SolverReport }
  /** `says`: what contradicts what, where no roster was found that keeps all hard rules. */
  | { type: "finished"; report: SolverReport; isProved: boolean; says?: string }
  /** The input contradicts itself, or is none; in words for the planner. */
  | { type: "failed"; says: string };
