import { requirePermission } from "@/_lib/access";
import { recordOf } from "@/_lib/audit";
import { refuseFrozenExport } from "@/_lib/exports";
import { accuracyLines } from "../accuracy-lines";
import { parseAccuracyWeeks, parseKind } from "../accuracy-query";
import { readAccuracy } from "../read-accuracy";

/** How forecasts turned out, as a file: counts and scores, no patient. */
export async function GET(request: Request): Promise<Response> {
  const session = await requirePermission("capacity:export");
  const { searchParams } = new URL(request.url);
  const kind = parseKind(searchParams.get("kind") ?? undefined);
  const weeks = parseAccuracyWeeks(searchParams.get("weeks") ?? undefined);

  const happening = {
    action: "forecast-accuracy:exported",
    permission: "capacity:export",
    basis: "role",
    details: { kind, weeks },
  } as const;
  const frozen = await refuseFrozenExport(session, happening);
  if (frozen) return frozen;
  await recordOf(session, happening);

  const unitCode = searchParams.get("unit") ?? undefined;
  const view = await readAccuracy(session, { kind, unitCode, weeks });
  return new Response([...accuracyLines(view)].join(""), {
    headers: {
      "content-type": "text/csv; charset=utf-8; header=present",
      "content-disposition": `attachment; filename="wardcast-accuracy-${kind}-${weeks}-weeks.csv"`,
      "cache-control": "no-store",
    },
  });
}
