import { notFound } from "next/navigation";
import { requirePermission } from "@/_lib/access";
import { asActor } from "@/_lib/db";
import { hospitalTime } from "@/_lib/hospital-time";
import { exportTable } from "../../../export-table";
import { readStaffing } from "../../read-staffing";
import { staffingLines } from "../../staffing-lines";
import { isStaffingTable } from "../../staffing-tables";

type Context = Readonly<{ params: Promise<{ table: string }> }>;

/** The staffed beds of the units, or their changes, as a file: no patient. */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  const session = await requirePermission("capacity:export");
  const { table } = await params;
  if (!isStaffingTable(table)) notFound();

  return exportTable(session, {
    table: `staffed-beds-${table}`,
    lines: async () => {
      const staffing = await asActor(session, (db) => readStaffing(db, new Date()));
      return staffingLines(table, staffing, hospitalTime());
    },
  });
}
