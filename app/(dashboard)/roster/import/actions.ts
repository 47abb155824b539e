"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { clearAppointmentPlace, setAppointmentPlace } from "#db/appointments";
import type { Queryable } from "#db/pool";
import {
  importAbsences,
  importAppointments,
  importRequests,
  importShifts,
  importStaff,
} from "#db/scheduling-import";
import { Skill } from "#models/rostering/roster-ids";
import { UnitId, type UserId } from "#models/shared/ids";
import { action, ActionRefusal } from "@/_lib/action";
import type { ActionResult } from "@/_lib/action-result";
import { audited } from "@/_lib/audit";
import { asActor } from "@/_lib/db";
import { ImportOrder, type ImportPreview, ImportRequest } from "./import-request";
import {
  openSchedulingFile,
  previewOf,
  readLines,
  type SchedulingFile,
} from "./read-scheduling-file";

const permission = "roster:plan";
const PAGE = "/roster/import";

/** What a file would do; stores nothing. */
export async function previewImport(
  input: z.input<typeof ImportRequest>,
): Promise<ActionResult<ImportPreview>> {
  return action({
    permission,
    input: ImportRequest,
    run: (request, session) =>
      asActor(session, async (db) =>
        previewOf(request.kind, await openSchedulingFile(db, request)),
      ),
  })(input);
}

/** Reads a file in, whole or not at all: what it says is looked at again, for a preview may be old. */
export async function carryOutImport(
  input: z.input<typeof ImportOrder>,
): Promise<ActionResult<{ read: number; changed: number }>> {
  return action({
    permission,
    input: ImportOrder,
    run: async (order, session) => {
      const carryOut = audited(
        () => ({
          action: "scheduling:imported",
          permission,
          basis: "role",
          details: { kind: order.kind, ...(order.rosterId && { rosterId: order.rosterId }) },
        }),
        () =>
          asActor(session, async (db) => {
            const file = await openSchedulingFile(db, order);
            return storeLines(db, order, file, session.userId);
          }),
      );
      const stored = await carryOut(null, session);
      revalidatePath("/roster", "layout");
      return stored;
    },
  })(input);
}

async function storeLines(
  db: Queryable,
  order: ImportOrder,
  file: SchedulingFile,
  by: UserId,
): Promise<{ read: number; changed: number }> {
  const { names } = file;
  const at = new Date();
  switch (order.kind) {
    case "staff": {
      const rows = linesToStore("staff", order, file);
      await importStaff(db, rows, names);
      return { read: rows.length, changed: rows.length };
    }
    case "absences": {
      const rows = linesToStore("absences", order, file);
      return { read: rows.length, changed: await importAbsences(db, rows, names, by) };
    }
    case "requests": {
      const rows = linesToStore("requests", order, file);
      return { read: rows.length, changed: await importRequests(db, rows, names, by) };
    }
    case "appointments": {
      const rows = linesToStore("appointments", order, file);
      return { read: rows.length, changed: await importAppointments(db, rows, at) };
    }
    case "shifts": {
      const rows = linesToStore("shifts", order, file);
      const { rosterId } = order;
      if (!rosterId || !file.roster) throw new ActionRefusal("not-found", "Choose a roster.");
      const { startsOn } = file.roster;
      const changed = await importShifts(db, rows, names, { rosterId, startsOn, by, at });
      if (!changed.ok)
        throw new ActionRefusal(
          "conflict",
          "Somebody in the file is not of this roster’s units. Look whether the right roster is chosen.",
        );
      return { read: rows.length, changed: changed.value.cells.length };
    }
  }
}

function linesToStore<K extends ImportOrder["kind"]>(
  kind: K,
  { leavesOutFaults }: ImportOrder,
  file: SchedulingFile,
) {
  const { rows, faults } = readLines(kind, file);
  if (file.missing.length > 0)
    throw new ActionRefusal(
      "invalid-input",
      `No column is chosen for: ${file.missing.join(", ")}.`,
    );
  if (faults.length > 0 && !leavesOutFaults)
    throw new ActionRefusal(
      "invalid-input",
      "Some lines have faults. Mend them, or say that they are to be left out.",
    );
  if (rows.length === 0)
    throw new ActionRefusal("invalid-input", "The file has no line that can be read.");
  return rows.map(({ row }) => row);
}

const Place = z.strictObject({
  place: z.string().trim().min(1).max(100),
  /** Null: nobody nurses there. */
  nursed: z
    .strictObject({
      unitId: UnitId,
      nurses: z.number().int("A whole number.").min(1, "At least 1.").max(20, "At most 20."),
      skill: Skill.optional(),
    })
    .nullable(),
});

/** Sets which unit nurses what is booked in a place, and how many nurses it takes at once. */
export async function setPlace(input: z.input<typeof Place>): Promise<ActionResult<null>> {
  return action({
    permission,
    input: Place,
    audit: ({ nursed }) => ({
      action: "appointment-place:changed",
      permission,
      basis: "role",
      ...(nursed && { unitId: nursed.unitId }),
    }),
    run: async ({ place, nursed }, session) => {
      await asActor(session, (db) =>
        nursed
          ? setAppointmentPlace(db, place, withoutUndefined(nursed))
          : clearAppointmentPlace(db, place),
      );
      revalidatePath(PAGE);
      return null;
    },
  })(input);
}

const withoutUndefined = ({ skill, ...nursed }: NonNullable<z.infer<typeof Place>["nursed"]>) => ({
  ...nursed,
  ...(skill !== undefined && { skill }),
});
