"use server";

import { z } from "zod";
import { changeOwnPassword, findOwnCredentials } from "#db/own-password";
import { findPasswordFault, hashPassword } from "#db/password";
import { endSession, type LiveSession } from "#db/sessions";
import { recordSignInFailure } from "#db/users";
import { PASSWORD_FAULTS } from "#models/access/password-policy";
import { AppError } from "#models/shared/errors";
import { ActionRefusal, ownAction } from "@/_lib/action";
import type { ActionResult } from "@/_lib/action-result";
import { audited, type Happening } from "@/_lib/audit";
import { identityDatabase } from "@/_lib/db";
import { knownBreaches, verifyPassword } from "@/_lib/password";
import { recordRefusedAttempt } from "@/_lib/sign-in/sign-in-trail";

/** As long as a sign-in reads; the policy says what may be set. */
const Typed = z.string().max(1_024, "The password is too long.");
const Change = z.object({ current: Typed.min(1, "Type your current password."), next: Typed });

/**
 * Changes a person's own password and ends their other sessions. A wrong current one counts as a wrong
 * one at the sign-in does, and when that locks the account it ends this session too: whoever guesses five
 * times at an open screen is not its owner.
 */
export async function changePassword(
  input: z.input<typeof Change>,
): Promise<ActionResult<{ endedSessions: number }>> {
  return ownAction({
    // The current password is asked for instead.
    needsStepUp: false,
    input: Change,
    run: async ({ current, next }, session) => {
      const { userId, sessionId } = session;
      const account = await findOwnCredentials(identityDatabase(), userId);
      if (!account) throw new AppError("not-found", `user ${userId}`);
      if (account.lockedUntil && account.lockedUntil > new Date())
        throw new ActionRefusal("conflict", LOCKED);
      if (current === next)
        throw new ActionRefusal("invalid-input", "That is the password you have now.");
      const fault = await findPasswordFault(next, account, knownBreaches());
      if (fault) throw new ActionRefusal("invalid-input", PASSWORD_FAULTS[fault]);

      if (!(await verifyPassword(account.passwordHash, current))) return refuseGuess(session);

      const passwordHash = await hashPassword(next);
      const change = audited(
        () => CHANGED,
        async () => {
          const wanted = { userId, sessionId, shownHash: account.passwordHash, passwordHash };
          const done = await changeOwnPassword(identityDatabase(), wanted, new Date());
          if (!done) throw new ActionRefusal("conflict", CHANGED_MEANWHILE);
          return done;
        },
      );
      return change(null, session);
    },
  })(input);
}

const CHANGED: Happening = { action: "password:changed", basis: "self" };
const LOCKED =
  "This account is locked after too many wrong passwords. Wait, or ask a system administrator to unlock it.";
const CHANGED_MEANWHILE =
  "The account was changed or locked while you typed. Nothing was changed; try again.";

/** The count comes first: a guess that cannot be recorded has still been made. */
async function refuseGuess({ userId, sessionId }: LiveSession): Promise<never> {
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
