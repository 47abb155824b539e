import { notFound } from "next/navigation";
import { requirePermission } from "@/_lib/access";
import { hospitalTime } from "@/_lib/hospital-time";
import { isCapacityTable } from "../../capacity-tables";
import { capacityLines } from "../../capacity-lines";
import { exportTable } from "../../export-table";
import { readCapacity } from "../../read-capacity";

type Context = Readonly<{ params: Promise<{ table: string }> }>;

/** A table of the overview as a file: counts of beds, no patient. */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  const session = await requirePermission("capacity:export");
  const { table } = await params;
  if (!isCapacityTable(table)) notFound();

  return exportTable(session, {
    table,
    fileName: `capacity-${table}`,
    lines: async () => capacityLines(table, await readCapacity(session), hospitalTime()),
  });
}
