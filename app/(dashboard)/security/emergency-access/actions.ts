"use server";

import { revalidatePath } from "next/cache";
import type { z } from "zod";
import { findReviewedAccess, reviewEmergencyAccess } from "#db/emergency-reviews";
import { EmergencyAccessReview } from "#models/access/emergency-access";
import { action, ActionRefusal } from "@/_lib/action";
import type { ActionResult } from "@/_lib/action-result";
import { audited } from "@/_lib/audit";
import { asActor } from "@/_lib/db";
import { identifiers } from "@/_lib/identifiers";

const permission = "emergency-access:review";

/** Closes the review of one access with a finding, once. */
export async function closeReview(
  input: z.input<typeof EmergencyAccessReview>,
): Promise<ActionResult<null>> {
  return action({
    permission,
    input: EmergencyAccessReview,
    run: async (review, session) => {
      const { userId } = session;
      const cipher = await identifiers();
      const access = await asActor(session, (db) =>
        findReviewedAccess(db, review.emergencyAccessId, cipher),
      );
      if (!access?.endedAt || access.review || access.userId === userId)
        throw new ActionRefusal("conflict", NOT_CLOSED);

      const close = audited(
        () => ({
          action: "emergency-access:reviewed",
          permission,
          basis: "role",
          unitId: access.unitId,
          encounterId: access.encounterId,
          subjectUserId: access.userId,
          details: { emergencyAccessId: review.emergencyAccessId, finding: review.kind },
        }),
        async () => {
          const isClosed = await asActor(session, (db) =>
            reviewEmergencyAccess(db, { ...review, by: userId }, cipher),
          );
          if (!isClosed) throw new ActionRefusal("conflict", NOT_CLOSED);
        },
      );
      await close(null, session);
      revalidatePath("/security/emergency-access");
      return null;
    },
  })(input);
}

const NOT_CLOSED =
  "This review cannot be closed: somebody has closed it meanwhile, the access still runs, or it was your own.";
