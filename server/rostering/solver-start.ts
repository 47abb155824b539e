import type { Queryable } from "#db/pool";
import { readRosterProblem } from "#db/roster-problem";
import { findRoster, rosterCells } from "#db/rosters";
import type { LiveSession } from "#db/sessions";
import type { RosterSolve } from "#models/realtime/roster";
import { rosterDayAt } from "#models/rostering/roster-day";
import { AppError } from "#models/shared/errors";
import { rosterOf } from "./hard-rules-broken";
import { RosterRefused } from "./roster-refused";
import type { SolverStart } from "./solver-jobs";

/**
 * What the solver begins with, as the planner reads it.
 *
 * @throws not-found of a roster that is not theirs, RosterRefused of one that changes no more.
 */
export async function readSolverStart(
  db: Queryable,
  request: RosterSolve,
  { session, at }: { session: LiveSession; at: Date },
): Promise<SolverStart> {
  const { rosterId } = request;
  const row = await findRoster(db, rosterId);
  const problem = row && (await readRosterProblem(db, rosterId));
  if (!problem) throw new AppError("not-found", `roster ${rosterId}`);
  if (row.state === "locked") throw new RosterRefused(rosterId, { reason: "locked" });
  const today = rosterDayAt(row, at);
  return {
    ...{ request, problem, version: row.version, today },
    roster: rosterOf(problem, await rosterCells(db, rosterId)),
    by: { userId: session.userId, name: session.name },
  };
}
