import { findSessionEnd } from "#db/sessions";
import { identityDatabase } from "@/_lib/db";
import { recordUseOfEndedSession } from "@/_lib/ended-session";
import { claimedSessionId, currentSession } from "@/_lib/session";

/** How long the session still lives, without counting as activity; 401 with the reason when it has ended. */
export async function GET(): Promise<Response> {
  const now = new Date();
  const session = await currentSession();
  if (session)
    return Response.json({
      idleInMs: session.idleAt.getTime() - now.getTime(),
      expiresInMs: session.expiresAt.getTime() - now.getTime(),
    });

  const sessionId = await claimedSessionId();
  if (sessionId) await recordUseOfEndedSession(sessionId);
  const reason = sessionId && (await findSessionEnd(identityDatabase(), sessionId, now));
  return Response.json({ code: "unauthenticated", reason }, { status: 401 });
}
