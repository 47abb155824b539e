"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { prescribeOxygenScale } from "#db/encounter-summaries";
import { EncounterId } from "#models/shared/ids";
import { action, ActionRefusal } from "@/_lib/action";
import type { ActionResult } from "@/_lib/action-result";
import { audited } from "@/_lib/audit";
import { asActor } from "@/_lib/db";
import { requireOwnUnitOf } from "@/_lib/own-encounter";

const permission = "encounter:prescribe-oxygen-scale";

const Prescription = z.strictObject({
  encounterId: EncounterId,
  scale: z.union([z.literal(1), z.literal(2)]),
});

/** Switches the NEWS2 oxygen scale of a patient in one of the person's units. */
export async function prescribeScale(
  input: z.input<typeof Prescription>,
): Promise<ActionResult<null>> {
  return action({
    permission,
    input: Prescription,
    run: async ({ encounterId, scale }, session) => {
      const unitId = await requireOwnUnitOf(session, encounterId, permission);
      const prescribe = audited(
        () => ({
          action: "oxygen-scale:prescribed",
          permission,
          basis: "own-unit",
          unitId,
          encounterId,
          details: { scale },
        }),
        async () => {
          const prescription = { scale, by: session.userId, at: new Date() };
          const isPrescribed = await asActor(session, (db) =>
            prescribeOxygenScale(db, encounterId, prescription),
          );
          if (!isPrescribed)
            throw new ActionRefusal("conflict", "Not changed: the patient has left meanwhile.");
        },
      );
      await prescribe(null, session);
      revalidatePath(`/patients/${encounterId}`);
      return null;
    },
  })(input);
}
