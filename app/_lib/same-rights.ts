import { findLiveSession, type LiveSession } from "#db/sessions";
import type { Queryable } from "#db/pool";

/** Whether a session lives on with the rights it had: what was begun with them may go on. */
export async function hasSameRights(db: Queryable, before: LiveSession): Promise<boolean> {
  const now = await findLiveSession(db, before.sessionId, new Date());
  return (
    now !== undefined &&
    now.role === before.role &&
    before.unitIds.every((unitId) => now.unitIds.includes(unitId))
  );
}
