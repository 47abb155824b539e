import { z } from "zod";
import { Assignment } from "#models/rostering/roster";
import { PersonId } from "#models/rostering/roster-ids";
import { RosterProblem } from "#models/rostering/roster-problem";

// What a thread that looks for repairs is given when it starts, and what it says. One thread, one roster.

export const RepairSettings = z.object({
  /** Shifts that have begun are pinned in it. */
  problem: RosterProblem,
  /** With the open cells as they were worked before somebody left them. */
  roster: z.array(z.object({ personId: PersonId, days: z.array(Assignment.nullable()) })),
  openCells: z.array(z.object({ personId: PersonId, day: z.number().int() })),
  frozenBeforeDay: z.number().int(),
  milliseconds: z.number().positive(),
});
export type RepairSettings = z.infer<typeof RepairSettings>;

/** A way to go on: each square that becomes another, as it would be. */
export const FoundRepairs = z.array(
  z.object({
    cells: z.array(
      z.object({
        personId: PersonId,
        day: z.number().int(),
        assignment: Assignment.nullable(),
      }),
    ),
    isProved: z.boolean(),
  }),
);
export type FoundRepairs = z.infer<typeof FoundRepairs>;
