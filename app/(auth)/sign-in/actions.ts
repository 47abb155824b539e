"use server";

import { err, ok, type Result } from "#models/shared/result";
import { askPasskey, type PasskeyQuestion } from "@/_lib/sign-in/ask-passkey";
import { pendingSession } from "@/_lib/sign-in/pending-session";

/** For somebody who begins with a passkey: whoever holds one that this browser finds. */
export async function askAnyPasskey(): Promise<PasskeyQuestion> {
  return askPasskey({ purpose: "sign-in" });
}

/** For the second step: one of the passkeys of whoever took the first. */
export async function askOwnPasskey(): Promise<Result<PasskeyQuestion, "unauthenticated">> {
  const pending = await pendingSession();
  if (!pending) return err("unauthenticated");
  const { userId, sessionId } = pending;
  return ok(await askPasskey({ purpose: "prove", sessionId }, userId));
}
