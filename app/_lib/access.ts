import "server-only";
import { headers } from "next/headers";
import { forbidden, notFound, redirect } from "next/navigation";
import { cache } from "react";
import { findSessionEnd, type LiveSession } from "#db/sessions";
import { findUnit, findUnitOfEncounter, type Unit } from "#db/units";
import { can, type Permission } from "#models/access/permission";
import { EncounterId, UnitId } from "#models/shared/ids";
import { recordRefusal, type Refused } from "./audit";
import { database } from "./db";
import { REQUEST_PATH_HEADER } from "./request-headers";
import { signInPath } from "./sign-in-path";
import { claimedSessionId, currentSession } from "./session";

/** The session, or the way to the sign-in page and back. */
export async function requireSession(): Promise<LiveSession> {
  const session = await currentSession();
  if (session) return session;

  const returnTo = (await headers()).get(REQUEST_PATH_HEADER) ?? undefined;
  redirect(signInPath({ reason: await endOfClaimedSession(), returnTo }));
}

async function endOfClaimedSession() {
  const sessionId = await claimedSessionId();
  return sessionId && findSessionEnd(database(), sessionId, new Date());
}

/** The session of somebody whose role may do this; 403 for others. */
export async function requirePermission(permission: Permission): Promise<LiveSession> {
  const session = await requireSession();
  if (!can(session.role, permission)) await refuse(session, { permission });
  return session;
}

/** 403, once it is recorded who was refused what. */
async function refuse(session: LiveSession, refused: Refused): Promise<never> {
  await recordRefusal(session, refused);
  forbidden();
}

/** A unit of the person's own: 404 when there is none such, 403 when it is not theirs or their role sees no patients. */
export const requireUnit = cache(async (id: string): Promise<Unit> => {
  const session = await requirePermission("unit:watch");
  const unitId = UnitId.safeParse(id);
  const unit = unitId.success ? await findUnit(database(), unitId.data) : undefined;
  if (!unit) notFound();
  if (!session.unitIds.includes(unit.unitId))
    await refuse(session, { permission: "unit:watch", unitId: unit.unitId });
  return unit;
});

/** An encounter in one of the person's own units, with that unit; 404 unknown, 403 elsewhere. */
export const requireEncounter = cache(
  async (id: string): Promise<{ encounterId: EncounterId; unit: Unit }> => {
    const session = await requirePermission("unit:watch");
    const encounterId = EncounterId.safeParse(id);
    if (!encounterId.success) notFound();

    const place = await findUnitOfEncounter(database(), encounterId.data);
    if (!place) notFound();
    // Never in a bed, so on nobody's unit: there is no one whose patient this is yet.
    if (!place.unitId || !session.unitIds.includes(place.unitId))
      return refuse(session, { permission: "unit:watch", encounterId: encounterId.data });
    return { encounterId: encounterId.data, unit: await requireUnit(place.unitId) };
  },
);
