import "server-only";
import type { User } from "next-auth";
import CredentialsProvider from "next-auth/providers/credentials";
import { PasskeyAssertion } from "#models/access/second-factor";
import { openSessionByPasskey } from "./open-session";
import { opening } from "./opening";
import { proofField } from "./proof-field";
import { recordRefusedAttempt, recordSignIn } from "./sign-in-trail";

const Given = proofField(PasskeyAssertion);

/** Somebody who begins with a passkey, and needs no password. */
async function authorize(input: unknown): Promise<User | null> {
  const given = Given.safeParse(input);
  if (!given.success) return null;

  const opened = await openSessionByPasskey(given.data.proof, await opening());
  if (!opened.ok) {
    const { refusal, userId } = opened.error;
    const cause = userId ? refusal : "unknown";
    await recordRefusedAttempt({ action: "sign-in:failed", step: "passkey", cause, userId });
    return null;
  }
  const { userId, sessionId, kind } = opened.value;
  await recordSignIn({ userId, sessionId }, kind);
  return { id: userId, sessionId };
}

export const passkeyProvider = () =>
  CredentialsProvider({ id: "passkey", credentials: { proof: { type: "text" } }, authorize });
