"use server";

import { randomUUID } from "node:crypto";
import { revalidatePath } from "next/cache";
import { z } from "zod";
import {
  beginEmergencyAccess,
  endEmergencyAccess,
  runningEmergencyAccesses,
  seeEmergencyNotices,
} from "#db/emergency-accesses";
import {
  type EmergencyPlace,
  findActiveEncountersByRecord,
  findEmergencyPlace,
} from "#db/emergency-places";
import type { LiveSession } from "#db/sessions";
import {
  EMERGENCY_REFUSALS,
  EmergencyAccessRequest,
  refuseEmergencyAccess,
} from "#models/access/emergency-access";
import { can } from "#models/access/permission";
import { EmergencyAccessId, type EncounterId } from "#models/shared/ids";
import { action, ActionRefusal, ownAction } from "@/_lib/action";
import type { ActionResult } from "@/_lib/action-result";
import { audited, type Happening, recordOf } from "@/_lib/audit";
import { asActor } from "@/_lib/db";
import { identifiers } from "@/_lib/identifiers";
import { takeSearch } from "@/_lib/search-limit";
import { currentSession } from "@/_lib/session";

const permission = "emergency-access:begin";

const RecordNumber = z.object({
  record: z.string().trim().min(1, "A record number is needed.").max(80),
});
const OneAccess = z.object({ emergencyAccessId: EmergencyAccessId });
const Notices = z.object({ emergencyAccessIds: z.array(EmergencyAccessId).max(200) });

/** Sent, not asked for by address: a record number stays in no history and no log. */
export async function findByRecord(
  input: z.input<typeof RecordNumber>,
): Promise<ActionResult<EmergencyPlace[]>> {
  return action({
    permission,
    input: RecordNumber,
    run: async ({ record }, session) => {
      await refuseFrequentSearch(session);
      const cipher = await identifiers();
      const places = await asActor(session, (db) =>
        findActiveEncountersByRecord(db, cipher, record),
      );
      await recordOf(session, {
        action: "patient:searched",
        permission,
        basis: "role",
        details: { by: "record-number", found: places.length },
      });
      return places;
    },
  })(input);
}

async function refuseFrequentSearch(session: LiveSession): Promise<void> {
  const verdict = takeSearch(session.userId);
  if (verdict.isAllowed) return;
  await recordOf(session, {
    action: "patient:searched",
    outcome: "refused",
    permission,
    basis: "role",
    details: { by: "record-number", reason: "too-many-requests" },
  });
  throw new ActionRefusal(
    "too-many-requests",
    `Too many searches by record number in a short time. Try again in ${verdict.retryAfterSeconds} s, or go by unit and bed.`,
  );
}

/** Opens one patient of another unit. Those in charge there hear of it at the commit. */
export async function beginAccess(
  input: z.input<typeof EmergencyAccessRequest>,
): Promise<ActionResult<{ encounterId: EncounterId }>> {
  return action({ permission, input: EmergencyAccessRequest, run: begin })(input);
}

async function begin(request: EmergencyAccessRequest, session: LiveSession) {
  const { encounterId, category, minutes } = request;
  const { place, running } = await asActor(session, async (db) => ({
    place: await findEmergencyPlace(db, encounterId),
    running: await runningEmergencyAccesses(db),
  }));
  if (!place)
    throw new ActionRefusal("not-found", "This patient is in no bed any more. Look again.");

  const emergencyAccessId = EmergencyAccessId.parse(randomUUID());
  const began = {
    action: "emergency-access:began",
    permission,
    basis: "emergency-access",
    unitId: place.unitId,
    encounterId,
    details: { emergencyAccessId, category, minutes },
  } satisfies Happening;
  const refusal = refuseEmergencyAccess({ ...session, running }, place);
  if (refusal) {
    const details = { ...began.details, refusal };
    await recordOf(session, { ...began, outcome: "refused", details });
    throw new ActionRefusal("conflict", EMERGENCY_REFUSALS[refusal]);
  }

  // The trail first: no access may run of which it does not tell, not even for an instant.
  const open = audited(
    () => began,
    async () => {
      const cipher = await identifiers();
      const { userId, sessionId } = session;
      const access = { ...request, emergencyAccessId, userId, sessionId };
      if (!(await asActor(session, (db) => beginEmergencyAccess(db, access, cipher))))
        throw new ActionRefusal("conflict", "The patient was moved just now. Look again.");
    },
  );
  await open(null, session);
  revalidatePath("/", "layout");
  return { encounterId };
}

/** Needs no second factor: nothing may stand in the way of ending it. */
export async function endAccess(input: z.input<typeof OneAccess>): Promise<ActionResult<null>> {
  return ownAction({
    needsStepUp: false,
    input: OneAccess,
    run: async ({ emergencyAccessId }, session) => {
      const running = await asActor(session, runningEmergencyAccesses);
      const access = running.find((each) => each.emergencyAccessId === emergencyAccessId);
      // Ended meanwhile, by the clock or in another tab: that is what was asked for.
      if (!access) return null;

      const end = audited(
        () => ({
          action: "emergency-access:ended",
          basis: "self",
          unitId: access.unitId,
          encounterId: access.encounterId,
          details: { emergencyAccessId, cause: "ended-by-person" },
        }),
        () => asActor(session, (db) => endEmergencyAccess(db, emergencyAccessId)),
      );
      await end(null, session);
      return null;
    },
  })(input);
}

/** The person has seen these notices; they are shown to them no more. */
export async function noteNotices(input: z.input<typeof Notices>): Promise<ActionResult<null>> {
  const role = (await currentSession())?.role;
  return action({
    permission:
      role && can(role, "emergency-access:review") ? "emergency-access:review" : "unit:watch",
    input: Notices,
    run: async ({ emergencyAccessIds }, session) => {
      await asActor(session, (db) => seeEmergencyNotices(db, emergencyAccessIds));
      revalidatePath("/", "layout");
      return null;
    },
  })(input);
}
