import type { Queryable } from "#db/pool";
import { readRosterProblem } from "#db/roster-problem";
import { rosterCells, rosterDemand } from "#db/rosters";
import { withoutPins } from "#models/rostering/judge-swap";
import type { RosterId } from "#models/rostering/roster-ids";
import type { ShiftDemand } from "#models/rostering/roster-problem";
import { rosterOfCells } from "#models/rostering/roster-of-cells";
import { type RosterScore, scoreRoster } from "#models/rostering/roster-score";
import type { Placement } from "#models/rostering/self-rostering";
import { AppError } from "#models/shared/errors";

/**
 * A roster with its score, as swaps and places are judged against it. `placements` are shifts that somebody has
 * put themselves into and that are not on the roster yet.
 *
 * @throws not-found of a roster that is not there
 */
export async function readScore(
  db: Queryable,
  rosterId: RosterId,
  placements: readonly Placement[] = [],
): Promise<RosterScore> {
  const problem = await readRosterProblem(db, rosterId);
  if (!problem) throw new AppError("not-found", `roster ${rosterId}`);
  const known = new Set(problem.units.map(({ unitId }) => unitId));
  const cells = [...(await rosterCells(db, rosterId)), ...placements].filter(
    // Of another unit's roster, which is not judged here.
    ({ assignment }) => !assignment || known.has(assignment.unitId),
  );
  return scoreRoster(withoutPins(problem), rosterOfCells(problem, cells));
}

/** What a roster has to cover, as it was last drawn; nothing before. */
export async function readDemand(db: Queryable, rosterId: RosterId): Promise<ShiftDemand[]> {
  const drawn = await rosterDemand(db, rosterId);
  return (drawn?.planned ?? []).map(({ demand }) => demand);
}
