import "server-only";
import { headers } from "next/headers";
import { forbidden, notFound, redirect } from "next/navigation";
import { cache } from "react";
import { type EmergencyAccess, findRunningEmergencyAccess } from "#db/emergency-accesses";
import { findSessionEnd, type LiveSession } from "#db/sessions";
import { encounterExists, findUnit, findUnitOfEncounter, type Unit } from "#db/units";
import { can, type Permission } from "#models/access/permission";
import { isFresh } from "#models/access/step-up";
import { EncounterId, UnitId } from "#models/shared/ids";
import { recordRefusal, type Refused } from "./audit";
import { asActor, identityDatabase } from "./db";
import { recordUseOfEndedSession } from "./ended-session";
import { REQUEST_PATH_HEADER } from "./request-headers";
import { newPasswordPath, signInPath } from "./sign-in-path";
import { claimedSessionId, currentSession, sessionAwaitingPassword } from "./session";
import { stepUpPath } from "./step-up-path";

export { isFresh } from "#models/access/step-up";

/** The session, or the way to the sign-in page, to the step of it that is left, and back. */
export async function requireSession(): Promise<LiveSession> {
  const session = await currentSession();
  if (session) return session;

  const returnTo = (await headers()).get(REQUEST_PATH_HEADER) ?? undefined;
  if (await sessionAwaitingPassword()) redirect(newPasswordPath(returnTo));
  redirect(signInPath({ reason: await endOfClaimedSession(), returnTo }));
}

async function endOfClaimedSession() {
  const sessionId = await claimedSessionId();
  if (!sessionId) return undefined;
  await recordUseOfEndedSession(sessionId);
  return findSessionEnd(identityDatabase(), sessionId, new Date());
}

/** The session of somebody whose role may do this; 403 for others. */
export async function requirePermission(permission: Permission): Promise<LiveSession> {
  const session = await requireSession();
  if (!can(session.role, permission)) await refuse(session, { permission });
  return session;
}

/**
 * For a route that answers a file: undefined for somebody who has shown a second factor lately, else what
 * to answer. A browser
 * that was sent there shows the page that asks and comes back; a program is told the code.
 */
export function refuseUnlessFresh(request: Request, session: LiveSession): Response | undefined {
  if (isFresh(session, new Date())) return undefined;
  const { pathname, search } = new URL(request.url);
  return request.headers.get("sec-fetch-mode") === "navigate"
    ? new Response(null, { status: 303, headers: { location: stepUpPath(pathname + search) } })
    : Response.json({ code: "step-up-required" }, { status: 403 });
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
  const unit = unitId.success
    ? await asActor(session, (db) => findUnit(db, unitId.data))
    : undefined;
  if (!unit) notFound();
  if (!session.unitIds.includes(unit.unitId))
    await refuse(session, { permission: "unit:watch", unitId: unit.unitId });
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

  const refused = { permission: "unit:watch", encounterId: encounterId.data } as const;
  const { place, exists } = await asActor(session, async (db) => {
    const place = await findUnitOfEncounter(db, encounterId.data);
    return {
      place,
      exists: place !== undefined || (await encounterExists(db, encounterId.data)),
    };
  });
  // Recorded too: somebody who tries one id after the other is not looking for a patient.
  if (!exists) await recordRefusal(session, refused);
  if (!exists) notFound();
  // Elsewhere, or never in a bed: then there is no one whose patient this is yet.
  if (!place?.unitId) return refuse(session, refused);
  if (session.unitIds.includes(place.unitId)) {
    const unit = await requireUnit(place.unitId);
    return { encounterId: encounterId.data, unit, basis: "own-unit" };
  }

  const { emergencyAccess, unit } = await throughEmergencyAccess(
    session,
    encounterId.data,
    place.unitId,
  );
  if (!emergencyAccess || !unit) return refuse(session, refused);
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
  if (basis !== "own-unit")
    await refuse(await requireSession(), { permission: "unit:watch", encounterId });
  return { encounterId, unit };
}
