import "server-only";
import type { LiveSession } from "#db/sessions";
import { findUnitByCode, type Unit, unitsById } from "#db/units";
import { requireUnit } from "./access";
import { asActor } from "./db";

/** The unit with that code, if it is the person's; of any other the check answers 403 or 404. */
export async function requireUnitByCode(session: LiveSession, code: string): Promise<Unit> {
  const found = await asActor(session, (db) => findUnitByCode(db, code));
  return requireUnit(found?.unitId ?? "");
}

/** The person's units, and the one of them that an address names by its code: the usual, or the first, if it names none. */
export async function chooseOwnUnit(
  session: LiveSession,
  asked: string | undefined,
  usual?: string,
): Promise<{ units: readonly Unit[]; unit: Unit | undefined }> {
  const units = await asActor(session, (db) => unitsById(db, session.unitIds));
  const wanted = asked ?? usual;
  const own = units.find(({ code }) => code === wanted);
  if (own || asked === undefined) return { units, unit: own ?? units[0] };
  return { units, unit: await requireUnitByCode(session, asked) };
}
