import { notFound } from "next/navigation";
import { findRespiratoryReport } from "#db/respiratory-reports";
import { parseWeek, weeksOver } from "#models/respiratory-report/report-week";
import { requirePermission } from "@/_lib/access";
import { recordOf } from "@/_lib/audit";
import { asActor } from "@/_lib/db";
import { refuseFrozenExport } from "@/_lib/exports";
import { hospitalToday } from "../read-report";
import { REPORT_COLUMNS, reportLines } from "../report-lines";
import { csvLine } from "@/_lib/csv-line";

/** The report of a week as a file: counts, no patient. Of a week that nobody saved, the columns alone. */
export async function GET(request: Request): Promise<Response> {
  const session = await requirePermission("capacity:export");
  const asked = new URL(request.url).searchParams.get("week");
  const week = asked === null ? weeksOver(hospitalToday(), 1)[0] : parseWeek(asked);
  if (!week) notFound();

  const happening = {
    action: "capacity:exported",
    permission: "capacity:export",
    basis: "role",
    details: { table: "respiratory", weekEndsOn: week.endsOn },
  } as const;
  const frozen = await refuseFrozenExport(session, happening);
  if (frozen) return frozen;
  await recordOf(session, happening);

  const report = await asActor(session, (db) => findRespiratoryReport(db, week.endsOn));
  const lines = report
    ? reportLines(report)
    : [csvLine(REPORT_COLUMNS.map(({ column }) => column))];
  return new Response(lines.join(""), {
    headers: {
      "content-type": "text/csv; charset=utf-8; header=present",
      "content-disposition": `attachment; filename="wardcast-respiratory-${week.endsOn}.csv"`,
      "cache-control": "no-store",
    },
  });
}
