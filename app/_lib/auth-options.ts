import "server-only";
import type { NextAuthOptions, User } from "next-auth";
import CredentialsProvider from "next-auth/providers/credentials";
import { z } from "zod";
import { endSession } from "#db/sessions";
import { admitSignIn, findCredentials, recordSignInFailure } from "#db/users";
import { authCookies } from "./auth-cookies";
import { database } from "./db";
import { env } from "./env";
import { verifyPassword } from "./password";

const Credentials = z.object({
  email: z.string().trim().toLowerCase().pipe(z.email().max(254)),
  // A longer one only costs time: argon2 reads all of it.
  password: z.string().min(1).max(256),
});

/** One answer for an unknown account, a wrong password, a locked and a disabled account: no. */
async function authorize(input: unknown): Promise<User | null> {
  const given = Credentials.safeParse(input);
  if (!given.success) return null;

  const { email, password } = given.data;
  const account = await findCredentials(database(), email);
  const isRight = await verifyPassword(account?.passwordHash, password);
  if (!account) return null;

  const now = new Date();
  if (!isRight) {
    await recordSignInFailure(database(), account.userId, now);
    return null;
  }

  const sessionId = await admitSignIn(database(), account.userId, sessionLimits(), now);
  return sessionId ? { id: account.userId, sessionId } : null;
}

const sessionLimits = () => ({
  idleMinutes: env().SESSION_IDLE_MINUTES,
  absoluteHours: env().SESSION_ABSOLUTE_HOURS,
});

/** The cookie names a session and nothing else; the session's row is the truth. */
export const authOptions = (): NextAuthOptions => ({
  secret: env().NEXTAUTH_SECRET,
  session: { strategy: "jwt", maxAge: env().SESSION_ABSOLUTE_HOURS * 3_600 },
  cookies: authCookies(),
  pages: { signIn: "/sign-in", signOut: "/sign-in", error: "/sign-in" },
  providers: [
    CredentialsProvider({
      credentials: { email: { type: "email" }, password: { type: "password" } },
      authorize,
    }),
  ],
  callbacks: {
    jwt: ({ token, user }) => (user ? { sub: user.id, sessionId: user.sessionId } : token),
    // The browser needs nothing of it: pages are told who is there by the server.
    session: ({ session }) => ({ expires: session.expires }),
  },
  events: {
    signOut: async ({ token }) => {
      if (token?.sessionId) await endSession(database(), token.sessionId, "signed-out");
    },
  },
});
