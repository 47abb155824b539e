"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { prescribeOxygenScale } from "#db/encounter-summaries";
import { requireOwnEncounter, requirePermission } from "@/_lib/access";
import { basisOf, recordOf } from "@/_lib/audit";
import { asActor } from "@/_lib/db";

const Prescription = z.strictObject({
  encounterId: z.string(),
  scale: z.union([z.literal(1), z.literal(2)]),
});

/** Switches the NEWS2 oxygen scale of a patient in one of the person's units. */
export async function prescribeScale(request: unknown): Promise<{ isPrescribed: boolean }> {
  const { encounterId: id, scale } = Prescription.parse(request);
  const session = await requirePermission("encounter:prescribe-oxygen-scale");
  const { encounterId, unit } = await requireOwnEncounter(id);

  const command = {
    action: "oxygen-scale:prescribed",
    permission: "encounter:prescribe-oxygen-scale",
    basis: basisOf(session, unit.unitId),
    unitId: unit.unitId,
    encounterId,
    details: { scale },
  } as const;
  await recordOf(session, command);

  const prescription = { scale, by: session.userId, at: new Date() };
  const isPrescribed = await asActor(session, (db) =>
    prescribeOxygenScale(db, encounterId, prescription),
  );
  if (!isPrescribed) await recordOf(session, { ...command, outcome: "failed" });
  revalidatePath(`/patients/${encounterId}`);
  return { isPrescribed };
}
