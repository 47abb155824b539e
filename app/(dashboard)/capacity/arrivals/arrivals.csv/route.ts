import { requirePermission } from "@/_lib/access";
import { recordOf } from "@/_lib/audit";
import { refuseFrozenExport } from "@/_lib/exports";
import { hospitalTime } from "@/_lib/hospital-time";
import { arrivalsLines } from "../arrivals-lines";
import { readArrivals } from "../read-arrivals";

/** The hours of the newest forecast as a file: counts, no patient. */
export async function GET(): Promise<Response> {
  const session = await requirePermission("capacity:export");
  const happening = {
    action: "capacity:exported",
    permission: "capacity:export",
    basis: "role",
    details: { table: "arrivals" },
  } as const;
  const frozen = await refuseFrozenExport(session, happening);
  if (frozen) return frozen;
  await recordOf(session, happening);

  const { sites, issuedAt } = await readArrivals(session);
  return new Response(arrivalsLines(sites, issuedAt, hospitalTime()).join(""), {
    headers: {
      "content-type": "text/csv; charset=utf-8; header=present",
      "content-disposition": 'attachment; filename="wardcast-emergency-arrivals.csv"',
      "cache-control": "no-store",
    },
  });
}
