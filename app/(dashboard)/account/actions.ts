"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { endOtherSessions, endOwnSession } from "#db/own-sessions";
import type { LiveSession } from "#db/sessions";
import { AppError } from "#models/shared/errors";
import { SessionId } from "#models/shared/ids";
import { ownAction } from "@/_lib/action";
import type { ActionResult } from "@/_lib/action-result";
import { audit } from "@/_lib/audit";
import { identityDatabase } from "@/_lib/db";
import { requestOrigin } from "@/_lib/sign-in/origin";

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
      await recordEnd(session, { endedSessionId: sessionId });
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
      const ended = await endOtherSessions(identityDatabase(), userId, sessionId);
      await recordEnd(session, { endedSessions: ended });
      revalidatePath("/account");
      return { ended };
    },
  })({});
}

async function recordEnd(
  { userId, sessionId }: LiveSession,
  details: Record<string, string | number>,
): Promise<void> {
  const { address } = await requestOrigin();
  await audit().record({
    occurredAt: new Date(),
    action: "session:ended",
    outcome: "permitted",
    actor: { kind: "user", userId, sessionId },
    basis: "self",
    subjectUserId: userId,
    address,
    details,
  });
}
