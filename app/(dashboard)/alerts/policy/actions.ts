"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { alertPoliciesInForce, makeAlertPolicy } from "#db/alert-policies";
import { AlertPolicy } from "#models/alerts/alert-policy";
import { AppError } from "#models/shared/errors";
import { UnitId } from "#models/shared/ids";
import { action, ActionRefusal } from "@/_lib/action";
import type { ActionResult } from "@/_lib/action-result";
import { audited, recordRefusal } from "@/_lib/audit";
import { asActor } from "@/_lib/db";

const permission = "alert-policy:manage";
const PAGE = "/alerts/policy";

const NewVersion = z.strictObject({
  unitId: UnitId,
  /** The version that was changed; 0 is the house's. */
  basedOn: z.number().int().min(0),
  policy: AlertPolicy,
});

/** Puts a new version of a unit's policy in force, if nobody has since it was read. */
export async function savePolicy(
  input: z.input<typeof NewVersion>,
): Promise<ActionResult<{ version: number }>> {
  return action({
    permission,
    input: NewVersion,
    run: async ({ unitId, basedOn, policy }, session) => {
      if (!session.unitIds.includes(unitId)) {
        await recordRefusal(session, { permission, unitId });
        throw new AppError("forbidden", `unit ${unitId}`);
      }
      const version = basedOn + 1;
      const save = audited(
        () => ({
          action: "alert-policy:changed",
          permission,
          basis: "own-unit",
          unitId,
          details: { version },
        }),
        () =>
          asActor(session, async (db) => {
            const [inForce] = await alertPoliciesInForce(db, [unitId]);
            const made = { unitId, version, policy, userId: session.userId, at: new Date() };
            if (inForce?.version !== basedOn || !(await makeAlertPolicy(db, made)))
              throw new ActionRefusal(
                "conflict",
                "A colleague has saved another version meanwhile. Look at what they changed, above; your values are still here.",
              );
          }),
      );
      // Also when somebody else was first: the page then shows theirs.
      revalidatePath(PAGE);
      await save(null, session);
      return { version };
    },
  })(input);
}
