import "server-only";
import type { User } from "next-auth";
import CredentialsProvider from "next-auth/providers/credentials";
import { z } from "zod";
import { SecondFactorProof } from "#models/access/second-factor";
import { openSession } from "./open-session";
import { opening } from "./opening";
import { pendingSession } from "./pending-session";
import { proofField } from "./proof-field";
import { recordRefusedAttempt, recordSignIn } from "./sign-in-trail";

const Given = proofField(z.union([SecondFactorProof, z.object({ kind: z.literal("enrolment") })]));

/**
 * The second step: whose it is, the cookie of the first step says. One answer for a wrong and a used
 * proof, for a locked account, and for a first step that is missing or too long ago: no.
 */
async function authorize(input: unknown): Promise<User | null> {
  const pending = await pendingSession();
  const given = Given.safeParse(input);
  if (!pending || !given.success) return null;

  const { userId } = pending;
  const opened = await openSession(pending, given.data.proof, await opening());
  if (!opened.ok) {
    const attempt = { action: "second-factor:failed", step: "second-factor" } as const;
    await recordRefusedAttempt({ ...attempt, cause: opened.error, userId });
    return null;
  }
  const { sessionId, kind } = opened.value;
  await recordSignIn({ userId, sessionId }, `password, ${kind}`);
  return { id: userId, sessionId };
}

export const secondFactorProvider = () =>
  CredentialsProvider({ id: "second-factor", credentials: { proof: { type: "text" } }, authorize });
