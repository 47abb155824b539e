import "server-only";
import type { LiveSession } from "#db/sessions";
import { encounterExists, findUnitOfEncounter } from "#db/units";
import type { Permission } from "#models/access/permission";
import { AppError } from "#models/shared/errors";
import type { EncounterId, UnitId } from "#models/shared/ids";
import { recordRefusal } from "./audit";
import { asActor } from "./db";

/**
 * The unit of a patient in one of the person's own units, for an action. Throws `not-found` for who is
 * not there and `forbidden` for a patient elsewhere, by emergency access too, once that is recorded.
 */
export async function requireOwnUnitOf(
  session: LiveSession,
  encounterId: EncounterId,
  permission: Permission,
): Promise<UnitId> {
  const { unitId, exists } = await asActor(session, async (db) => {
    const place = await findUnitOfEncounter(db, encounterId);
    const exists = place !== undefined || (await encounterExists(db, encounterId));
    return { unitId: place?.unitId, exists };
  });
  if (unitId && session.unitIds.includes(unitId)) return unitId;

  await recordRefusal(session, { permission, encounterId });
  throw new AppError(exists ? "forbidden" : "not-found", `encounter ${encounterId}`);
}
