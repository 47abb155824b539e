import { allBedStatuses } from "#db/bed-export";
import { allUnits } from "#db/units";
import { formatLocal } from "#models/shared/hospital-instant";
import { requirePermission } from "@/_lib/access";
import { recordOf } from "@/_lib/audit";
import { asActor } from "@/_lib/db";
import { env } from "@/_lib/env";
import { refuseFrozenExport } from "@/_lib/exports";
import { bedLines } from "../bed-lines";

/** The beds of the hospital as a file for a spreadsheet: states and counts, no patient and no colleague. */
export async function GET(): Promise<Response> {
  const session = await requirePermission("capacity:export");
  const happening = { action: "beds:exported", permission: "capacity:export" } as const;
  const frozen = await refuseFrozenExport(session, happening);
  if (frozen) return frozen;
  await recordOf(session, happening);

  const now = new Date();
  const { units, beds } = await asActor(session, async (db) => ({
    units: await allUnits(db),
    beds: await allBedStatuses(db, now),
  }));
  const timeZone = env().HOSPITAL_TIME_ZONE;
  const at = formatLocal(now, timeZone).replace(":", "");
  return new Response([...bedLines(beds, { units, timeZone })].join(""), {
    headers: {
      "content-type": "text/csv; charset=utf-8; header=present",
      "content-disposition": `attachment; filename="wardcast-beds-${at}.csv"`,
      "cache-control": "no-store",
    },
  });
}
