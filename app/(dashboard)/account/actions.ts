"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { endOtherSessions, endOwnSession } from "#db/own-sessions";
import { AppError } from "#models/shared/errors";
import { SessionId } from "#models/shared/ids";
import { ownAction } from "@/_lib/action";
import type { ActionResult } from "@/_lib/action-result";
import type { Happening } from "@/_lib/audit";
import { identityDatabase } from "@/_lib/db";

const OneSession = z.object({ sessionId: SessionId });

/** Signs out another screen of the person's own. */
export async function endMySession(input: z.input<typeof OneSession>): Promise<ActionResult<null>> {
  return ownAction({
    // A stolen screen must not be able to sign out its owner (OWASP ASVS 5.0, 7.5.2).
    needsStepUp: true,
    input: OneSession,
    audit: ({ sessionId }) => ended({ endedSessionId: sessionId }),
    run: async ({ sessionId }, session) => {
      const hasEnded = await endOwnSession(identityDatabase(), session.userId, sessionId);
      if (!hasEnded) throw new AppError("not-found", `session ${sessionId}`);
      revalidatePath("/account");
      return null;
    },
  })(input);
}

export async function endMyOtherSessions(): Promise<ActionResult<{ ended: number }>> {
  return ownAction({
    needsStepUp: true,
    input: z.object({}),
    audit: () => ended({ which: "all-others" }),
    run: async (_, { userId, sessionId }) => {
      const count = await endOtherSessions(identityDatabase(), userId, sessionId);
      revalidatePath("/account");
      return { ended: count };
    },
  })({});
}

const ended = (details: NonNullable<Happening["details"]>): Happening => ({
  action: "session:ended",
  basis: "self",
  details,
});
