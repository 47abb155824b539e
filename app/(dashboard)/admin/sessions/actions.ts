"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { endSession, findLiveSession } from "#db/sessions";
import { SessionId } from "#models/shared/ids";
import { action } from "@/_lib/action";
import type { ActionResult } from "@/_lib/action-result";
import { audited } from "@/_lib/audit";
import { identityDatabase } from "@/_lib/db";

const permission = "session:manage";

const OneSession = z.object({ sessionId: SessionId });

/** Signs one screen out. Asked for on two pages: administrators and security officers each have theirs. */
export async function endOneSession(
  input: z.input<typeof OneSession>,
): Promise<ActionResult<null>> {
  return action({
    permission,
    input: OneSession,
    run: async ({ sessionId }, session) => {
      const found = await findLiveSession(identityDatabase(), sessionId, new Date());
      // One that has ended meanwhile is what was asked for.
      if (found) {
        const end = audited(
          () => ({
            action: "session:ended",
            permission,
            basis: "role",
            subjectUserId: found.userId,
            details: { endedSessionId: sessionId },
          }),
          () => endSession(identityDatabase(), sessionId, "revoked"),
        );
        await end(null, session);
      }
      revalidatePath("/admin/sessions");
      revalidatePath("/security/sessions");
      return null;
    },
  })(input);
}
