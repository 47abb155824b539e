"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { renewRecoveryCodes } from "#db/recovery-codes";
import { removeSecondFactor, renameSecondFactor } from "#db/second-factors";
import { inTransaction } from "#db/transaction";
import { SecondFactorName } from "#models/access/second-factor";
import { AppError } from "#models/shared/errors";
import { SecondFactorId } from "#models/shared/ids";
import { ActionRefusal, ownAction } from "@/_lib/action";
import type { ActionResult } from "@/_lib/action-result";
import { identityDatabase } from "@/_lib/db";
import { identifiers } from "@/_lib/identifiers";

const PAGE = "/account/second-factors";
const OneFactor = z.object({ secondFactorId: SecondFactorId });
const NamedFactor = OneFactor.extend({ name: SecondFactorName });

export async function renameFactor(
  input: z.input<typeof NamedFactor>,
): Promise<ActionResult<null>> {
  return ownAction({
    needsStepUp: false,
    input: NamedFactor,
    run: async (factor, { userId }) => {
      const isRenamed = await renameSecondFactor(identityDatabase(), { ...factor, userId });
      if (!isRenamed) throw new AppError("not-found", factor.secondFactorId);
      revalidatePath(PAGE);
      return null;
    },
  })(input);
}

/** Not the last one: the account would be open to whoever has the password and enrols first. */
export async function removeFactor(input: z.input<typeof OneFactor>): Promise<ActionResult<null>> {
  return ownAction({
    needsStepUp: true,
    input: OneFactor,
    audit: ({ secondFactorId }) => ({
      action: "second-factor:removed",
      basis: "self",
      details: { secondFactorId },
    }),
    run: async ({ secondFactorId }, { userId }) => {
      const kind = await removeSecondFactor(identityDatabase(), { secondFactorId, userId }).catch(
        (cause: unknown) => {
          if (cause instanceof AppError && cause.code === "conflict")
            throw new ActionRefusal(
              "conflict",
              "This is your only second factor. Add another one first.",
              { cause },
            );
          throw cause;
        },
      );
      if (!kind) throw new AppError("not-found", secondFactorId);
      revalidatePath(PAGE);
      return null;
    },
  })(input);
}

/** The new codes are answered once; the old ones stop working. */
export async function renewCodes(): Promise<ActionResult<{ codes: string[] }>> {
  return ownAction({
    needsStepUp: true,
    input: z.null(),
    audit: () => ({ action: "recovery-codes:renewed", basis: "self" }),
    run: async (_, { userId }) => {
      const cipher = await identifiers();
      const codes = await inTransaction(identityDatabase(), (client) =>
        renewRecoveryCodes(client, cipher, userId),
      );
      revalidatePath(PAGE);
      return { codes };
    },
  })(null);
}
