import { touchSession } from "#db/sessions";
import { identityDatabase } from "@/_lib/db";
import { recordUseOfEndedSession } from "@/_lib/ended-session";
import { isSameOrigin } from "@/_lib/same-origin";
import { claimedSessionId } from "@/_lib/session";

/** The person is active. Answers how long the session still lives, so that a browser's wrong clock does not matter. */
export async function POST(request: Request): Promise<Response> {
  if (!isSameOrigin(request.headers)) return refuse(403, "forbidden");

  const sessionId = await claimedSessionId();
  const now = new Date();
  const ends = sessionId && (await touchSession(identityDatabase(), sessionId, now));
  if (!ends) {
    if (sessionId) await recordUseOfEndedSession(sessionId);
    return refuse(401, "unauthenticated");
  }

  return Response.json({
    idleInMs: ends.idleAt.getTime() - now.getTime(),
    expiresInMs: ends.expiresAt.getTime() - now.getTime(),
  });
}

const refuse = (status: number, code: string): Response => Response.json({ code }, { status });
