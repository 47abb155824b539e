"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { giveVerdict as storeVerdict } from "#db/alert-verdicts";
import { findAlert } from "#db/alerts";
import { AlertVerdict } from "#models/alerts/alert-verdict";
import { AppError } from "#models/shared/errors";
import { AlertId } from "#models/shared/ids";
import { action, ActionRefusal } from "@/_lib/action";
import type { ActionResult } from "@/_lib/action-result";
import { audited, recordRefusal } from "@/_lib/audit";
import { asActor } from "@/_lib/db";

const permission = "alert:acknowledge";

const Judgement = z.strictObject({ alertId: AlertId, verdict: AlertVerdict });

/** Says what a risk alert of one of the person's units was; the last word stands. */
export async function giveVerdict(
  input: z.input<typeof Judgement>,
): Promise<ActionResult<AlertVerdict>> {
  return action({
    permission,
    input: Judgement,
    run: async ({ alertId, verdict }, session) => {
      const alert = await asActor(session, (db) => findAlert(db, alertId));
      // Whether there is no such alert or it is another unit's is not said.
      if (!alert || !session.unitIds.includes(alert.unitId)) {
        await recordRefusal(session, { permission });
        throw new AppError("forbidden", `alert ${alertId}`);
      }
      if (alert.reason.cause !== "deterioration-risk")
        throw new ActionRefusal("conflict", "Only alerts of a predicted risk are judged.");

      const give = audited(
        () => ({
          action: "alert:judged",
          permission,
          basis: "own-unit",
          unitId: alert.unitId,
          encounterId: alert.encounterId,
          details: { alertId, verdict },
        }),
        () =>
          asActor(session, (db) =>
            storeVerdict(db, { alertId, verdict, userId: session.userId, at: new Date() }),
          ),
      );
      await give(null, session);
      revalidatePath("/alerts");
      return verdict;
    },
  })(input);
}
