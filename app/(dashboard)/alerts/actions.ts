"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { giveDisposition as storeDisposition } from "#db/alert-dispositions";
import { findAlert } from "#db/alerts";
import { Disposition } from "#models/alerts/disposition";
import { AppError } from "#models/shared/errors";
import { AlertId } from "#models/shared/ids";
import { action } from "@/_lib/action";
import type { ActionResult } from "@/_lib/action-result";
import { audited, recordRefusal } from "@/_lib/audit";
import { asActor } from "@/_lib/db";

const permission = "alert:acknowledge";

const Judgement = z.strictObject({ alertId: AlertId, disposition: Disposition });

/** Says what an alert of one of the person's units was; the last word stands. */
export async function giveDisposition(
  input: z.input<typeof Judgement>,
): Promise<ActionResult<Disposition>> {
  return action({
    permission,
    input: Judgement,
    run: async ({ alertId, disposition }, session) => {
      const alert = await asActor(session, (db) => findAlert(db, alertId));
      // Whether there is no such alert or it is another unit's is not said.
      if (!alert || !session.unitIds.includes(alert.unitId)) {
        await recordRefusal(session, { permission });
        throw new AppError("forbidden", `alert ${alertId}`);
      }
      const give = audited(
        () => ({
          action: "alert:judged",
          permission,
          basis: "own-unit",
          unitId: alert.unitId,
          encounterId: alert.encounterId,
          details: { alertId, disposition },
        }),
        () =>
          asActor(session, (db) =>
            storeDisposition(db, { alertId, disposition, userId: session.userId, at: new Date() }),
          ),
      );
      await give(null, session);
      revalidatePath("/alerts");
      return disposition;
    },
  })(input);
}
