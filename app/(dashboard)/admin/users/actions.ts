"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { findOwnCredentials } from "#db/own-password";
import { hashPassword, issuePassword } from "#db/password";
import { removeAllSecondFactors } from "#db/second-factors";
import { endSessionsOfUser } from "#db/sessions";
import {
  changeUserRights,
  createUser,
  disableUser,
  enableUser,
  resetPassword,
  unlockUser,
} from "#db/users";
import { Role } from "#models/access/role";
import { AppError } from "#models/shared/errors";
import { UnitId, UserId } from "#models/shared/ids";
import { action, ActionRefusal } from "@/_lib/action";
import type { ActionResult } from "@/_lib/action-result";
import { recordOf } from "@/_lib/audit";
import { identityDatabase } from "@/_lib/db";
import { knownBreaches } from "@/_lib/password";

const permission = "user:manage";
const rule = { permission, basis: "role" } as const;

const Rights = z.object({
  name: z.string().trim().min(1, "A name is needed.").max(120),
  role: Role,
  unitIds: z.array(UnitId).max(200),
});
const NewUser = Rights.extend({
  email: z.string().trim().toLowerCase().pipe(z.email("That is not an email address.").max(254)),
});
const RightsOfUser = Rights.extend({ userId: UserId });
const OneUser = z.object({ userId: UserId });

/** Throws a conflict on with words that fit what was tried. */
async function explainConflict<T>(message: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof AppError && cause.code === "conflict")
      throw new ActionRefusal("conflict", message, { cause });
    throw cause;
  }
}

const LAST_ADMIN =
  "This is the last enabled system administrator. Give the role to somebody else first.";

/** The password is answered once, and kept only as its hash. */
export async function addUser(
  input: z.input<typeof NewUser>,
): Promise<ActionResult<{ password: string }>> {
  return action({
    permission,
    input: NewUser,
    run: async (user, session) => {
      const password = await issuePassword(user, knownBreaches());
      const passwordHash = await hashPassword(password);
      const subjectUserId = await explainConflict(
        "That email address already has an account.",
        () =>
          createUser(identityDatabase(), { ...user, passwordHash, passwordIssuedAt: new Date() }),
      );
      // Its id is only known now. Without the record nobody is told the password, so nobody can use it.
      const rights = { role: user.role, units: user.unitIds.length };
      await recordOf(session, { action: "user:created", ...rule, subjectUserId, details: rights });
      revalidatePath("/admin");
      return { password };
    },
  })(input);
}

export async function changeUser(input: z.input<typeof RightsOfUser>): Promise<ActionResult<null>> {
  return action({
    permission,
    input: RightsOfUser,
    audit: ({ userId, role, unitIds }) => ({
      action: "user:changed",
      ...rule,
      subjectUserId: userId,
      details: { role, units: unitIds.length },
    }),
    run: async ({ userId, ...rights }) => {
      await explainConflict(LAST_ADMIN, () => changeUserRights(identityDatabase(), userId, rights));
      revalidatePath("/admin");
      return null;
    },
  })(input);
}

export async function disableAccount(input: z.input<typeof OneUser>): Promise<ActionResult<null>> {
  return action({
    permission,
    input: OneUser,
    audit: ({ userId }) => ({ action: "user:disabled", ...rule, subjectUserId: userId }),
    run: async ({ userId }, session) => {
      if (userId === session.userId)
        throw new ActionRefusal("conflict", "You cannot disable your own account.");
      await explainConflict(LAST_ADMIN, () => disableUser(identityDatabase(), userId));
      revalidatePath("/admin");
      return null;
    },
  })(input);
}

export async function enableAccount(input: z.input<typeof OneUser>): Promise<ActionResult<null>> {
  return action({
    permission,
    input: OneUser,
    audit: ({ userId }) => ({ action: "user:enabled", ...rule, subjectUserId: userId }),
    run: async ({ userId }) => {
      await enableUser(identityDatabase(), userId);
      revalidatePath("/admin");
      return null;
    },
  })(input);
}

export async function unlockAccount(input: z.input<typeof OneUser>): Promise<ActionResult<null>> {
  return action({
    permission,
    input: OneUser,
    audit: ({ userId }) => ({ action: "user:unlocked", ...rule, subjectUserId: userId }),
    run: async ({ userId }) => {
      await unlockUser(identityDatabase(), userId);
      revalidatePath("/admin");
      return null;
    },
  })(input);
}

/** The new password is answered once; the account's sessions end, and its second factors stay. */
export async function renewPassword(
  input: z.input<typeof OneUser>,
): Promise<ActionResult<{ password: string }>> {
  return action({
    permission,
    input: OneUser,
    audit: ({ userId }) => ({ action: "password:changed", ...rule, subjectUserId: userId }),
    run: async ({ userId }) => {
      const account = await findOwnCredentials(identityDatabase(), userId);
      if (!account) throw new AppError("not-found", `user ${userId}`);
      const password = await issuePassword(account, knownBreaches());
      await resetPassword(identityDatabase(), userId, await hashPassword(password));
      revalidatePath("/admin");
      return { password };
    },
  })(input);
}

/** For a phone that is lost: the account's sessions end, and it enrols again at the next sign-in. */
export async function removeFactorsOf(
  input: z.input<typeof OneUser>,
): Promise<ActionResult<{ removed: number }>> {
  return action({
    permission,
    input: OneUser,
    audit: ({ userId }) => ({ action: "second-factor:removed", ...rule, subjectUserId: userId }),
    run: async ({ userId }, session) => {
      if (userId === session.userId)
        throw new ActionRefusal(
          "conflict",
          "You cannot take your own second factors away. Another system administrator can.",
        );
      const removed = await removeAllSecondFactors(identityDatabase(), userId);
      revalidatePath("/admin");
      return { removed };
    },
  })(input);
}

export async function endUserSessions(
  input: z.input<typeof OneUser>,
): Promise<ActionResult<{ ended: number }>> {
  return action({
    permission: "session:manage",
    input: OneUser,
    audit: ({ userId }) => ({ action: "session:ended", ...rule, subjectUserId: userId }),
    run: async ({ userId }) => {
      const ended = await endSessionsOfUser(identityDatabase(), userId, "revoked");
      revalidatePath("/admin");
      return { ended };
    },
  })(input);
}
