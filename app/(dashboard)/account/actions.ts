"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { endOtherSessions, endOwnSession } from "#db/own-sessions";
import { AppError } from "#models/shared/errors";
import { SessionId, type UserId } from "#models/shared/ids";
import { ownAction } from "@/_lib/action";
import type { ActionResult } from "@/_lib/action-result";
import { recordOf, type Happening } from "@/_lib/audit";
import { identityDatabase } from "@/_lib/db";

const OneSession = z.object({ sessionId: SessionId });

/** Signs out another screen of the person's own. */
export async function endMySession(input: z.input<typeof OneSession>): Promise<ActionResult<null>> {
  return ownAction({
    // A stolen screen must not be able to sign out its owner (OWASP ASVS 5.0, 7.5.2).
    needsStepUp: true,
    input: OneSession,
    run: async ({ sessionId }, session) => {
      const hasEnded = await endOwnSession(identityDatabase(), session.userId, sessionId);
      if (!hasEnded) throw new AppError("not-found", `session ${sessionId}`);
      await recordOf(session, ended(session.userId, { endedSessionId: sessionId }));
      revalidatePath("/account");
      return null;
    },
  })(input);
}

export async function endMyOtherSessions(): Promise<ActionResult<{ ended: number }>> {
  return ownAction({
    needsStepUp: true,
    input: z.object({}),
    run: async (_, session) => {
      const { userId, sessionId } = session;
      const count = await endOtherSessions(identityDatabase(), userId, sessionId);
      await recordOf(session, ended(userId, { endedSessions: count }));
      revalidatePath("/account");
      return { ended: count };
    },
  })({});
}

const ended = (subjectUserId: UserId, details: NonNullable<Happening["details"]>): Happening => ({
  action: "session:ended",
  basis: "self",
  subjectUserId,
  details,
});
