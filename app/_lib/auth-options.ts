import "server-only";
import type { NextAuthOptions } from "next-auth";
import { endSession } from "#db/sessions";
import { identityDatabase } from "./db";
import { env } from "./env";
import { signInProviders } from "./sign-in/providers";

/** The cookie names a session and nothing else; the session's row is the truth. */
export const authOptions = (): NextAuthOptions => ({
  secret: env().NEXTAUTH_SECRET,
  session: { strategy: "jwt", maxAge: env().SESSION_ABSOLUTE_HOURS * 3_600 },
  pages: { signIn: "/sign-in", signOut: "/sign-in", error: "/sign-in" },
  providers: signInProviders(),
  callbacks: {
    jwt: ({ token, user }) => (user ? { sub: user.id, sessionId: user.sessionId } : token),
    // The browser needs nothing of it: pages are told who is there by the server.
    session: ({ session }) => ({ expires: session.expires }),
  },
  events: {
    signOut: async ({ token }) => {
      if (token?.sessionId) await endSession(identityDatabase(), token.sessionId, "signed-out");
    },
  },
});
