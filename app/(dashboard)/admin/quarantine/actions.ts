"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import type { Queryable } from "#db/pool";
import { discardQuarantined, requestReplay } from "#db/quarantine";
import { action, ActionRefusal } from "@/_lib/action";
import type { ActionResult } from "@/_lib/action-result";
import { asActor } from "@/_lib/db";

const permission = "quarantine:manage";
const OneMessage = z.object({ quarantineId: z.string().regex(/^\d{1,18}$/) });

const ALREADY_SETTLED = "This message has been settled meanwhile.";

type Settle = (db: Queryable, quarantineId: string, by: string) => Promise<boolean>;

const settling = (settle: Settle, settlement: "replay" | "discard") =>
  action({
    permission,
    input: OneMessage,
    audit: ({ quarantineId }) => ({
      action: "quarantine:settled",
      permission,
      basis: "role",
      details: { quarantineId, settlement },
    }),
    run: async ({ quarantineId }, session) => {
      const { userId } = session;
      if (!(await asActor(session, (db) => settle(db, quarantineId, userId))))
        throw new ActionRefusal("conflict", ALREADY_SETTLED);
      revalidatePath("/admin/quarantine");
      return null;
    },
  });

/** The listener takes it up and judges it anew; if it is refused again it is held again. */
export async function replayMessage(
  input: z.input<typeof OneMessage>,
): Promise<ActionResult<null>> {
  return settling(requestReplay, "replay")(input);
}

export async function discardMessage(
  input: z.input<typeof OneMessage>,
): Promise<ActionResult<null>> {
  return settling(discardQuarantined, "discard")(input);
}
