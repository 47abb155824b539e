import "server-only";
import { z } from "zod";
import { changeOwnPassword, findOwnCredentials } from "#db/own-password";
import { findPasswordFault, hashPassword } from "#db/password";
import { endSession } from "#db/sessions";
import { recordSignInFailure } from "#db/users";
import { PASSWORD_FAULTS } from "#models/access/password-policy";
import { AppError } from "#models/shared/errors";
import type { SessionId, UserId } from "#models/shared/ids";
import { ActionRefusal } from "./action";
import { audited, type Happening } from "./audit";
import { identityDatabase } from "./db";
import { knownBreaches, verifyPassword } from "./password";
import { recordRefusedAttempt } from "./sign-in/sign-in-trail";

/** As long as a sign-in reads; the policy says what may be set. */
const Typed = z.string().max(1_024, "The password is too long.");
export const PasswordChange = z.object({
  current: Typed.min(1, "Type your current password."),
  next: Typed,
});
export type GivenPasswordChange = z.input<typeof PasswordChange>;

/** Whose password it is, and the session in which they change it, which goes on. */
interface Owner {
  userId: UserId;
  sessionId: SessionId;
}

/**
 * Changes a person's own password and ends their other sessions. A wrong current one counts as a wrong
 * one at the sign-in does, and when that locks the account it ends this session too: whoever guesses five
 * times at an open screen is not its owner.
 */
export async function changePasswordOf(
  { current, next }: z.output<typeof PasswordChange>,
  { userId, sessionId }: Owner,
): Promise<{ endedSessions: number }> {
  const account = await findOwnCredentials(identityDatabase(), userId);
  if (!account) throw new AppError("not-found", `user ${userId}`);
  if (account.lockedUntil && account.lockedUntil > new Date())
    throw new ActionRefusal("conflict", LOCKED);
  if (current === next)
    throw new ActionRefusal("invalid-input", "That is the password you have now.");
  const fault = await findPasswordFault(next, account, knownBreaches());
  if (fault) throw new ActionRefusal("invalid-input", PASSWORD_FAULTS[fault]);

  const owner = { userId, sessionId };
  if (!(await verifyPassword(account.passwordHash, current))) return refuseGuess(owner);

  const passwordHash = await hashPassword(next);
  const change = audited(
    () => CHANGED,
    async () => {
      const wanted = { ...owner, shownHash: account.passwordHash, passwordHash };
      const done = await changeOwnPassword(identityDatabase(), wanted, new Date());
      if (!done) throw new ActionRefusal("conflict", CHANGED_MEANWHILE);
      return done;
    },
  );
  return change(null, owner);
}

const CHANGED: Happening = { action: "password:changed", basis: "self" };
const LOCKED =
  "This account is locked after too many wrong passwords. Wait, or ask a system administrator to unlock it.";
const CHANGED_MEANWHILE =
  "The account was changed or locked while you typed. Nothing was changed; try again.";

/** The count comes first: a guess that cannot be recorded has still been made. */
async function refuseGuess({ userId, sessionId }: Owner): Promise<never> {
  const { hasLocked } = await recordSignInFailure(identityDatabase(), userId, new Date());
  if (hasLocked) await endSession(identityDatabase(), sessionId, "revoked");
  await recordRefusedAttempt({
    action: "password:changed",
    step: "password",
    cause: hasLocked ? "wrong-and-locked" : "wrong",
    userId,
    sessionId,
  });
  if (hasLocked) throw new AppError("unauthenticated", `user ${userId} is locked out`);
  throw new ActionRefusal("invalid-input", "That is not your current password.");
}
