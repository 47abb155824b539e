"use server";

import { perform, refuse } from "@/_lib/action";
import type { ActionResult } from "@/_lib/action-result";
import { changePasswordOf, type GivenPasswordChange, PasswordChange } from "@/_lib/change-password";
import { sessionAwaitingPassword } from "@/_lib/session";

/** Replaces an issued password by one of its owner's choosing; the session then begins. */
export async function replaceIssuedPassword(
  input: GivenPasswordChange,
): Promise<ActionResult<{ endedSessions: number }>> {
  const session = await sessionAwaitingPassword();
  if (!session) return refuse("unauthenticated");
  return perform({ input: PasswordChange, run: changePasswordOf }, input, session);
}
