import { notFound } from "next/navigation";
import { requirePermission } from "@/_lib/access";
import { recordOf } from "@/_lib/audit";
import { refuseFrozenExport } from "@/_lib/exports";
import { hospitalTime } from "@/_lib/hospital-time";
import { isCapacityTable } from "../../capacity-tables";
import { capacityLines } from "../../capacity-lines";
import { readCapacity } from "../../read-capacity";

type Context = Readonly<{ params: Promise<{ table: string }> }>;

/** A table of the overview as a file: counts of beds, no patient. */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  const session = await requirePermission("capacity:export");
  const { table } = await params;
  if (!isCapacityTable(table)) notFound();

  const happening = {
    action: "capacity:exported",
    permission: "capacity:export",
    basis: "role",
    details: { table },
  } as const;
  const frozen = await refuseFrozenExport(session, happening);
  if (frozen) return frozen;
  await recordOf(session, happening);

  const capacity = await readCapacity(session);
  return new Response(capacityLines(table, capacity, hospitalTime()).join(""), {
    headers: {
      "content-type": "text/csv; charset=utf-8; header=present",
      "content-disposition": `attachment; filename="wardcast-capacity-${table}.csv"`,
      "cache-control": "no-store",
    },
  });
}
