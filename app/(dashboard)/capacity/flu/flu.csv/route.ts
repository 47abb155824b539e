import { requirePermission } from "@/_lib/access";
import { recordOf } from "@/_lib/audit";
import { refuseFrozenExport } from "@/_lib/exports";
import { hospitalTime } from "@/_lib/hospital-time";
import { fluLines } from "../flu-lines";
import { readFlu } from "../read-flu";

/** The flu season as a file: counts, no patient. */
export async function GET(): Promise<Response> {
  const session = await requirePermission("capacity:export");
  const happening = {
    action: "capacity:exported",
    permission: "capacity:export",
    basis: "role",
    details: { table: "flu" },
  } as const;
  const frozen = await refuseFrozenExport(session, happening);
  if (frozen) return frozen;
  await recordOf(session, happening);

  const flu = await readFlu(session);
  return new Response(fluLines(flu, hospitalTime()).join(""), {
    headers: {
      "content-type": "text/csv; charset=utf-8; header=present",
      "content-disposition": 'attachment; filename="wardcast-flu.csv"',
      "cache-control": "no-store",
    },
  });
}
