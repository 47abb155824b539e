import "server-only";
import { headers } from "next/headers";
import { forbidden, notFound, redirect } from "next/navigation";
import { cache } from "react";
import { findSessionEnd, type LiveSession } from "#db/sessions";
import { encounterExists, findUnit, findUnitOfEncounter, type Unit } from "#db/units";
import { can, type Permission } from "#models/access/permission";
import { isFresh } from "#models/access/step-up";
import { EncounterId, UnitId } from "#models/shared/ids";
import { recordRefusal, type Refused } from "./audit";
import { asActor, identityDatabase } from "./db";
import { REQUEST_PATH_HEADER } from "./request-headers";
import { signInPath } from "./sign-in-path";
import { claimedSessionId, currentSession } from "./session";
import { stepUpPath } from "./step-up-path";

export { isFresh } from "#models/access/step-up";

/** The session, or the way to the sign-in page and back. */
export async function requireSession(): Promise<LiveSession> {
  const session = await currentSession();
  if (session) return session;

  const returnTo = (await headers()).get(REQUEST_PATH_HEADER) ?? undefined;
  redirect(signInPath({ reason: await endOfClaimedSession(), returnTo }));
}

async function endOfClaimedSession() {
  const sessionId = await claimedSessionId();
  return sessionId && findSessionEnd(identityDatabase(), sessionId, new Date());
}

/** The session of somebody whose role may do this; 403 for others. */
export async function requirePermission(permission: Permission): Promise<LiveSession> {
  const session = await requireSession();
  if (!can(session.role, permission)) await refuse(session, { permission });
  return session;
}

/** The session of somebody who has shown a second factor lately, or the way to show one and back. For pages. */
export async function requireStepUp(): Promise<LiveSession> {
  const session = await requireSession();
  if (isFresh(session, new Date())) return session;
  redirect(stepUpPath((await headers()).get(REQUEST_PATH_HEADER) ?? undefined));
}

/**
 * The same for a route that answers a file: undefined for somebody fresh, else what to answer. A browser
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

/** An encounter in one of the person's own units, with that unit; 404 unknown, 403 elsewhere. */
export const requireEncounter = cache(
  async (id: string): Promise<{ encounterId: EncounterId; unit: Unit }> => {
    const session = await requirePermission("unit:watch");
    const encounterId = EncounterId.safeParse(id);
    if (!encounterId.success) notFound();

    const { place, exists } = await asActor(session, async (db) => {
      const place = await findUnitOfEncounter(db, encounterId.data);
      return {
        place,
        exists: place !== undefined || (await encounterExists(db, encounterId.data)),
      };
    });
    // Recorded too: somebody who tries one id after the other is not looking for a patient.
    if (!exists)
      await recordRefusal(session, { permission: "unit:watch", encounterId: encounterId.data });
    if (!exists) notFound();
    // Elsewhere, or never in a bed: then there is no one whose patient this is yet.
    if (!place?.unitId)
      return refuse(session, { permission: "unit:watch", encounterId: encounterId.data });
    return { encounterId: encounterId.data, unit: await requireUnit(place.unitId) };
  },
);
