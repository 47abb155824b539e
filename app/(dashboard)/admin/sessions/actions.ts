"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { endSession } from "#db/sessions";
import { SessionId } from "#models/shared/ids";
import { action } from "@/_lib/action";
import type { ActionResult } from "@/_lib/action-result";
import { identityDatabase } from "@/_lib/db";

const OneSession = z.object({ sessionId: SessionId });

/** Signs one screen out. Asked for on two pages: administrators and security officers each have theirs. */
export async function endOneSession(
  input: z.input<typeof OneSession>,
): Promise<ActionResult<null>> {
  return action({
    permission: "session:manage",
    input: OneSession,
    run: async ({ sessionId }) => {
      await endSession(identityDatabase(), sessionId, "revoked");
      revalidatePath("/admin/sessions");
      revalidatePath("/security/sessions");
      return null;
    },
  })(input);
}
