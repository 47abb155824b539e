"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { addBed, addUnit, returnBedToUse, takeBedOutOfUse } from "#db/units";
import { UnitKind } from "#models/encounters/demographics";
import { BedId, SiteId, UnitId } from "#models/shared/ids";
import { action, ActionRefusal } from "@/_lib/action";
import type { ActionResult } from "@/_lib/action-result";
import { asActor } from "@/_lib/db";

const permission = "unit:manage";
const rule = { permission, basis: "role" } as const;
const PAGE = "/admin/units";

// What a PV1-3 component can carry unescaped, so that a message can name it.
const PointOfCare = z
  .string()
  .trim()
  .regex(/^[A-Za-z0-9 ._-]{1,20}$/, "Use 1 to 20 letters, digits, spaces, dots or dashes.");

const NewUnit = z.object({
  siteId: SiteId,
  code: PointOfCare,
  name: z.string().trim().min(1, "A name is needed.").max(80),
  kind: UnitKind,
});
const NewBed = z.object({ unitId: UnitId, label: PointOfCare });
const OneBed = z.object({ bedId: BedId });

export async function createUnit(input: z.input<typeof NewUnit>): Promise<ActionResult<null>> {
  return action({
    permission,
    input: NewUnit,
    audit: ({ code, kind }) => ({ action: "unit:added", ...rule, details: { code, kind } }),
    run: async (unit, session) => {
      const added = await asActor(session, (db) => addUnit(db, unit));
      if (!added) throw new ActionRefusal("conflict", `Another unit has the code ${unit.code}.`);
      revalidatePath(PAGE);
      return null;
    },
  })(input);
}

export async function createBed(input: z.input<typeof NewBed>): Promise<ActionResult<null>> {
  return action({
    permission,
    input: NewBed,
    audit: ({ unitId, label }) => ({ action: "bed:added", ...rule, unitId, details: { label } }),
    run: async ({ unitId, label }, session) => {
      const added = await asActor(session, (db) => addBed(db, unitId, label));
      if (!added) throw new ActionRefusal("conflict", `The unit already has a bed ${label}.`);
      revalidatePath(PAGE);
      return null;
    },
  })(input);
}

export async function closeBed(input: z.input<typeof OneBed>): Promise<ActionResult<null>> {
  return action({
    permission,
    input: OneBed,
    audit: ({ bedId }) => ({ action: "bed:changed", ...rule, details: { bedId, inUse: false } }),
    run: async ({ bedId }, session) => {
      const closed = await asActor(session, (db) => takeBedOutOfUse(db, bedId));
      if (!closed) throw new ActionRefusal("conflict", "Somebody is in this bed.");
      revalidatePath(PAGE);
      return null;
    },
  })(input);
}

export async function reopenBed(input: z.input<typeof OneBed>): Promise<ActionResult<null>> {
  return action({
    permission,
    input: OneBed,
    audit: ({ bedId }) => ({ action: "bed:changed", ...rule, details: { bedId, inUse: true } }),
    run: async ({ bedId }, session) => {
      const reopened = await asActor(session, (db) => returnBedToUse(db, bedId));
      if (!reopened) throw new ActionRefusal("not-found", "There is no such bed any more.");
      revalidatePath(PAGE);
      return null;
    },
  })(input);
}
