import "server-only";
import type { NextAuthOptions } from "next-auth";
import { endSession, findLiveSession } from "#db/sessions";
import type { SessionId } from "#models/shared/ids";
import { recordOf } from "./audit";
import { authCookies } from "./auth-cookies";
import { identityDatabase } from "./db";
import { env } from "./env";
import { signInProviders } from "./sign-in/providers";

/** The cookie names a session and nothing else; the session's row is the truth. */
export const authOptions = (): NextAuthOptions => ({
  secret: env().NEXTAUTH_SECRET,
  session: { strategy: "jwt", maxAge: env().SESSION_ABSOLUTE_HOURS * 3_600 },
  // The reason alone: what it came with may hold a person's claims or tokens.
  logger: { error: (code, reason) => console.error("next-auth", code, messageOf(reason)) },
  cookies: authCookies(),
  pages: { signIn: "/sign-in", signOut: "/sign-in", error: "/sign-in" },
  providers: signInProviders(),
  callbacks: {
    signIn: ({ user }) => user.sessionId !== undefined,
    jwt: ({ token, user }) =>
      user?.sessionId ? { sub: user.id, sessionId: user.sessionId } : token,
    // The browser needs nothing of it: pages are told who is there by the server.
    session: ({ session }) => ({ expires: session.expires }),
  },
  events: {
    signOut: async ({ token }) => {
      if (token?.sessionId) await signOut(token.sessionId);
    },
  },
});

/** Ended first: nothing may stand in the way of leaving. A sign-in that never came to its end is no session. */
async function signOut(sessionId: SessionId): Promise<void> {
  const session = await findLiveSession(identityDatabase(), sessionId, new Date());
  await endSession(identityDatabase(), sessionId, "signed-out");
  if (session)
    await recordOf(session, {
      action: "session:ended",
      basis: "self",
      details: { cause: "signed-out" },
    });
}

function messageOf(reason: Error | { error: Error }): string {
  return "error" in reason ? reason.error.message : reason.message;
}
