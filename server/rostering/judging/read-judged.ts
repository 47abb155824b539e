import type { Queryable } from "#db/pool";
import { readRosterProblem } from "#db/roster-problem";
import { rosterCells } from "#db/rosters";
import type { RosterId } from "#models/rostering/roster-ids";
import type { Placement } from "#models/rostering/self-rostering";
import { AppError } from "#models/shared/errors";
import type { RosterInCourt, RosterJudge } from "./roster-judge";

/**
 * A roster as it is stored, before the judge. `placements` are shifts that somebody has put themselves into and
 * that are not on the roster yet.
 *
 * @throws not-found of a roster that is not there
 */
export async function readJudged(
  judge: RosterJudge,
  db: Queryable,
  rosterId: RosterId,
  placements: readonly Placement[] = [],
): Promise<RosterInCourt> {
  const problem = await readRosterProblem(db, rosterId);
  if (!problem) throw new AppError("not-found", `roster ${rosterId}`);
  const stored = await rosterCells(db, rosterId);
  return judge.hear({
    problem,
    cells: [...stored, ...placements].map(({ personId, day, assignment }) => ({
      ...{ personId, day, assignment },
    })),
  });
}
