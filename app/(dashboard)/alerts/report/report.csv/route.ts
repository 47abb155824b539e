import { requirePermission } from "@/_lib/access";
import { recordOf } from "@/_lib/audit";
import { refuseFrozenExport } from "@/_lib/exports";
import { chooseReported } from "../choose-reported";
import { readReport } from "../read-report";
import { reportLines } from "../report-lines";
import { parseWeeks } from "../report-query";

/** The numbers of a report as a file: counts and times, no patient and no colleague. */
export async function GET(request: Request): Promise<Response> {
  const session = await requirePermission("alert:read");
  const { searchParams } = new URL(request.url);
  const { reported, unit } = await chooseReported(session, searchParams.get("unit") ?? undefined);
  const weeks = parseWeeks(searchParams.get("weeks") ?? undefined);

  const happening = {
    action: "alert-report:exported",
    permission: "alert:read",
    basis: "own-unit",
    ...(unit && { unitId: unit.unitId }),
    details: { weeks, units: reported.length },
  } as const;
  const frozen = await refuseFrozenExport(session, happening);
  if (frozen) return frozen;
  await recordOf(session, happening);

  const unitIds = reported.map(({ unitId }) => unitId);
  const report = await readReport(session, { unitIds, weeks });
  return new Response([...reportLines(report, reported)].join(""), {
    headers: {
      "content-type": "text/csv; charset=utf-8; header=present",
      "content-disposition": `attachment; filename="wardcast-alert-report-${unit?.code ?? "all"}-${weeks}-weeks.csv"`,
      "cache-control": "no-store",
    },
  });
}
