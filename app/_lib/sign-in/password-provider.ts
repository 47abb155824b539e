import "server-only";
import type { User } from "next-auth";
import CredentialsProvider from "next-auth/providers/credentials";
import { z } from "zod";
import { admitPassword, findCredentials, recordSignInFailure } from "#db/users";
import { identityDatabase } from "../db";
import { verifyPassword } from "../password";
import { recordRefusedAttempt } from "./sign-in-trail";

const Credentials = z.object({
  email: z.string().trim().toLowerCase().pipe(z.email().max(254)),
  // The longest that can be set, however it is composed. A longer one only costs time: argon2 reads all of it.
  password: z.string().min(1).max(1_024),
});

const failed = { action: "sign-in:failed", step: "password" } as const;

/**
 * One answer for an unknown account, a wrong password, a locked and a disabled account: no. The right
 * password opens a pending session, which is good for the second factor and nothing else.
 */
async function authorize(input: unknown): Promise<User | null> {
  const given = Credentials.safeParse(input);
  if (!given.success) return refuse({ ...failed, cause: "malformed" });

  const { email, password } = given.data;
  const account = await findCredentials(identityDatabase(), email);
  const isRight = await verifyPassword(account?.passwordHash, password);
  if (!account) return refuse({ ...failed, cause: "unknown" });

  const { userId } = account;
  const now = new Date();
  if (!isRight) {
    const { hasLocked } = await recordSignInFailure(identityDatabase(), userId, now);
    return refuse({ ...failed, cause: hasLocked ? "wrong-and-locked" : "wrong", userId });
  }

  const pending = await admitPassword(identityDatabase(), userId, now);
  if (!pending.ok) return refuse({ ...failed, cause: pending.error, userId });
  return { id: userId, sessionId: pending.value };
}

async function refuse(attempt: Parameters<typeof recordRefusedAttempt>[0]): Promise<null> {
  await recordRefusedAttempt(attempt);
  return null;
}

export const passwordProvider = () =>
  CredentialsProvider({
    credentials: { email: { type: "email" }, password: { type: "password" } },
    authorize,
  });
