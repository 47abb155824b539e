import type { Queryable } from "#db/pool";
import { rosterDemand } from "#db/rosters";
import type { RosterId } from "#models/rostering/roster-ids";
import type { ShiftDemand } from "#models/rostering/roster-problem";

/** What a roster has to cover, as it was last drawn; nothing before. */
export async function readDemand(db: Queryable, rosterId: RosterId): Promise<ShiftDemand[]> {
  const drawn = await rosterDemand(db, rosterId);
  return (drawn?.planned ?? []).map(({ demand }) => demand);
}
