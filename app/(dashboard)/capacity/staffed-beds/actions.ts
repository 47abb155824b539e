"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { setStaffedBeds as storeStaffedBeds } from "#db/unit-staffing";
import { parseLocal } from "#models/shared/hospital-instant";
import { UnitId } from "#models/shared/ids";
import { MS_PER_DAY } from "#models/shared/time-range";
import { action, ActionRefusal } from "@/_lib/action";
import type { ActionResult } from "@/_lib/action-result";
import { asActor } from "@/_lib/db";
import { hospitalTime } from "@/_lib/hospital-time";

const permission = "capacity-plan:manage";
const PLANNED_AT_MOST_DAYS = 366;

const Staffing = z.strictObject({
  unitId: UnitId,
  staffedBeds: z.number().int("A whole number.").min(0, "At least 0.").max(900, "At most 900."),
  /** A reading of the hospital's clocks; absent: from now on. */
  validFrom: z.string().max(16).optional(),
});

/** Sets how many beds of a unit have a nurse, from now or from a later time on. */
export async function setStaffedBeds(input: z.input<typeof Staffing>): Promise<ActionResult<null>> {
  return action({
    permission,
    input: Staffing,
    audit: ({ unitId, staffedBeds, validFrom }) => ({
      action: "staffing:changed",
      permission,
      basis: "role",
      unitId,
      details: { staffedBeds, isPlanned: validFrom !== undefined },
    }),
    run: async ({ unitId, staffedBeds, validFrom: local }, { userId }) => {
      const at = new Date();
      const validFrom = local === undefined ? at : laterInstant(local, at);
      const change = { unitId, staffedBeds, validFrom, by: userId, at };
      const isChanged = await asActor({ userId }, (db) => storeStaffedBeds(db, change));
      revalidatePath("/capacity", "layout");
      if (!isChanged)
        throw new ActionRefusal(
          "conflict",
          "The unit has fewer beds than that. Beds are added on the administration’s page of units.",
        );
      return null;
    },
  })(input);
}

/** What was counted and forecast with the beds of then is not changed afterwards. */
function laterInstant(local: string, now: Date): Date {
  const instant = parseLocal(local, hospitalTime().timeZone);
  if (!instant) throw new ActionRefusal("invalid-input", "Enter a date and a time.");
  if (instant < now)
    throw new ActionRefusal(
      "invalid-input",
      "This time has passed. Choose “now”, or a later time.",
    );
  if (instant.getTime() - now.getTime() > PLANNED_AT_MOST_DAYS * MS_PER_DAY)
    throw new ActionRefusal("invalid-input", "At most a year ahead.");
  return instant;
}
