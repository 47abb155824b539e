"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { requestVerification } from "#db/audit-verifications";
import { action } from "@/_lib/action";
import type { ActionResult } from "@/_lib/action-result";
import { asActor } from "@/_lib/db";

const Verification = z.strictObject({ isWhole: z.boolean() });

/** Asks the server to verify the trail; it begins within seconds, and records what came of it. */
export async function askForVerification(
  input: z.input<typeof Verification>,
): Promise<ActionResult<null>> {
  return action({
    permission: "audit:read",
    input: Verification,
    audit: ({ isWhole }) => ({
      action: "audit:verified",
      permission: "audit:read",
      basis: "role",
      details: { isAsked: true, isWhole },
    }),
    run: async ({ isWhole }, session) => {
      await asActor(session, (db) => requestVerification(db, { by: session.userId, isWhole }));
      revalidatePath("/security/audit");
      return null;
    },
  })(input);
}
