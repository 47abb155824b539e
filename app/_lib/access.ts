import "server-only";
import { headers } from "next/headers";
import { forbidden, notFound, redirect } from "next/navigation";
import { cache } from "react";
import { type EmergencyAccess, findRunningEmergencyAccess } from "#db/emergency-accesses";
import { findSessionEnd, type LiveSession } from "#db/sessions";
import { findUnit, findUnitOfEncounter, type Unit } from "#db/units";
import { can, type Permission } from "#models/access/permission";
import { EncounterId, UnitId } from "#models/shared/ids";
import { asActor, database } from "./db";
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
  if (!can(session.role, permission)) forbidden();
  return session;
}

/** A unit of the person's own: 404 when there is none such, 403 when it is not theirs or their role sees no patients. */
export const requireUnit = cache(async (id: string): Promise<Unit> => {
  const session = await requirePermission("unit:watch");
  const unitId = UnitId.safeParse(id);
  const unit = unitId.success ? await findUnit(database(), unitId.data) : undefined;
  if (!unit) notFound();
  if (!session.unitIds.includes(unit.unitId)) forbidden();
  return unit;
});

export type EncounterAccess = { encounterId: EncounterId; unit: Unit } & (
  | { basis: "own-unit"; emergencyAccess?: undefined }
  | { basis: "emergency-access"; emergencyAccess: EmergencyAccess }
);

/**
 * An encounter the person may look at, with its unit: in one of their own units, or by an emergency
 * access that runs; 404 unknown, 403 elsewhere. To change or export it takes `requireOwnEncounter`.
 */
export const requireEncounter = cache(async (id: string): Promise<EncounterAccess> => {
  const session = await requirePermission("unit:watch");
  const encounterId = EncounterId.safeParse(id);
  if (!encounterId.success) notFound();

  const place = await findUnitOfEncounter(database(), encounterId.data);
  if (!place) notFound();
  // Never in a bed, so on nobody's unit: there is no one whose patient this is yet.
  if (!place.unitId) forbidden();
  if (session.unitIds.includes(place.unitId)) {
    const unit = await requireUnit(place.unitId);
    return { encounterId: encounterId.data, unit, basis: "own-unit" };
  }

  const { emergencyAccess, unit } = await throughEmergencyAccess(
    session,
    encounterId.data,
    place.unitId,
  );
  if (!emergencyAccess || !unit) forbidden();
  return { encounterId: encounterId.data, unit, basis: "emergency-access", emergencyAccess };
});

const throughEmergencyAccess = (session: LiveSession, encounterId: EncounterId, unitId: UnitId) =>
  asActor(session, async (db) => ({
    emergencyAccess: await findRunningEmergencyAccess(db, {
      sessionId: session.sessionId,
      encounterId,
    }),
    unit: await findUnit(db, unitId),
  }));

/** For what emergency access does not reach: prescribing, exporting. */
export async function requireOwnEncounter(
  id: string,
): Promise<{ encounterId: EncounterId; unit: Unit }> {
  const { basis, encounterId, unit } = await requireEncounter(id);
  if (basis !== "own-unit") forbidden();
  return { encounterId, unit };
}
