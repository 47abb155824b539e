import "server-only";
import type { LiveSession } from "#db/sessions";
import { findUnitByCode, type Unit, unitsById } from "#db/units";
import { requireUnit } from "@/_lib/access";
import { asActor } from "@/_lib/db";

/** The person's units, and the one of them that an address names by its code: the first if it names none. */
export async function chooseOwnUnit(
  session: LiveSession,
  asked: string | undefined,
): Promise<{ units: readonly Unit[]; unit: Unit | undefined }> {
  const units = await asActor(session, (db) => unitsById(db, session.unitIds));
  if (asked === undefined) return { units, unit: units[0] };

  const own = units.find(({ code }) => code === asked);
  if (own) return { units, unit: own };
  // Not one of theirs: the check that answers 403 or 404 decides which.
  const other = await asActor(session, (db) => findUnitByCode(db, asked));
  return { units, unit: await requireUnit(other?.unitId ?? "") };
}
