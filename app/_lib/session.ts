import "server-only";
import { cookies } from "next/headers";
import { getToken } from "next-auth/jwt";
import { cache } from "react";
import { findSessionAwaitingPassword, type SessionAwaitingPassword } from "#db/issued-passwords";
import { findLiveSession, type LiveSession } from "#db/sessions";
import { sessionCookieName } from "#models/access/session-cookie";
import { SessionId } from "#models/shared/ids";
import { isHttps } from "./auth-cookies";
import { identityDatabase } from "./db";
import { env } from "./env";

/** The session that the signed cookie names; whether it lives is for the database to say. */
export const claimedSessionId = cache(async (): Promise<SessionId | undefined> => {
  const jar = Object.fromEntries(
    (await cookies()).getAll().map(({ name, value }) => [name, value]),
  );
  // Only cookies are read; the type asks for a whole request of the older router.
  const request = { cookies: jar, headers: {} } as Parameters<typeof getToken>[0]["req"];
  const token = await getToken({
    req: request,
    secret: env().NEXTAUTH_SECRET,
    cookieName: sessionCookieName(isHttps()),
  });

  const claimed = SessionId.safeParse(token?.sessionId);
  return claimed.success ? claimed.data : undefined;
});

/** The live session of this request, asked of the database once; undefined for somebody signed out. */
export const currentSession = cache(async (): Promise<LiveSession | undefined> => {
  const sessionId = await claimedSessionId();
  return sessionId && findLiveSession(identityDatabase(), sessionId, new Date());
});

/** The session of this request that is good for replacing an issued password; undefined for anybody else. */
export const sessionAwaitingPassword = cache(
  async (): Promise<SessionAwaitingPassword | undefined> => {
    const sessionId = await claimedSessionId();
    return sessionId && findSessionAwaitingPassword(identityDatabase(), sessionId, new Date());
  },
);
