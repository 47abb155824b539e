import "server-only";
import type { NextAuthOptions, User } from "next-auth";
import CredentialsProvider from "next-auth/providers/credentials";
import { z } from "zod";
import { endSession } from "#db/sessions";
import { findCredentials, recordSignInFailure } from "#db/users";
import { identityDatabase } from "./db";
import { env } from "./env";
import { verifyPassword } from "./password";
import { beginSession } from "./sign-in/begin-session";
import { openIdConnectProviders } from "./sign-in/open-id-connect-provider";

const Credentials = z.object({
  email: z.string().trim().toLowerCase().pipe(z.email().max(254)),
  // The longest that can be set, however it is composed. A longer one only costs time: argon2 reads all of it.
  password: z.string().min(1).max(1_024),
});

/** One answer for an unknown account, a wrong password, a locked and a disabled account: no. */
async function authorize(input: unknown): Promise<User | null> {
  const given = Credentials.safeParse(input);
  if (!given.success) return null;

  const { email, password } = given.data;
  const account = await findCredentials(identityDatabase(), email);
  const isRight = await verifyPassword(account?.passwordHash, password);
  if (!account) return null;

  if (!isRight) {
    await recordSignInFailure(identityDatabase(), account.userId, new Date());
    return null;
  }

  const sessionId = await beginSession(account.userId);
  return sessionId ? { id: account.userId, sessionId } : null;
}

/** The cookie names a session and nothing else; the session's row is the truth. */
export const authOptions = (): NextAuthOptions => ({
  secret: env().NEXTAUTH_SECRET,
  session: { strategy: "jwt", maxAge: env().SESSION_ABSOLUTE_HOURS * 3_600 },
  // The reason alone: what it came with may hold a person's claims or tokens.
  logger: { error: (code, reason) => console.error("next-auth", code, messageOf(reason)) },
  pages: { signIn: "/sign-in", signOut: "/sign-in", error: "/sign-in" },
  providers: [
    CredentialsProvider({
      credentials: { email: { type: "email" }, password: { type: "password" } },
      authorize,
    }),
    ...openIdConnectProviders(),
  ],
  callbacks: {
    signIn: ({ user }) => user.sessionId !== undefined,
    jwt: ({ token, user }) =>
      user?.sessionId ? { sub: user.id, sessionId: user.sessionId } : token,
    // The browser needs nothing of it: pages are told who is there by the server.
    session: ({ session }) => ({ expires: session.expires }),
  },
  events: {
    signOut: async ({ token }) => {
      if (token?.sessionId) await endSession(identityDatabase(), token.sessionId, "signed-out");
    },
  },
});

function messageOf(reason: Error | { error: Error }): string {
  return "error" in reason ? reason.error.message : reason.message;
}
