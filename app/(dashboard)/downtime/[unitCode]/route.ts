import { requirePermission } from "@/_lib/access";
import { recordOf } from "@/_lib/audit";
import { newestDowntimeReport, readUnitReport } from "@/_lib/downtime-report";
import { requireUnitByCode } from "@/_lib/own-unit";

type Context = Readonly<{ params: Promise<{ unitCode: string }> }>;

/** The newest downtime report of one of the person's own units, as it lies on the disk, to be printed. */
export async function GET(_: Request, { params }: Context): Promise<Response> {
  const session = await requirePermission("downtime-report:read");
  const { unitCode } = await params;
  const { unitId, code } = await requireUnitByCode(session, unitCode);

  const report = await newestDowntimeReport();
  await recordOf(session, {
    action: "downtime-report:viewed",
    permission: "downtime-report:read",
    basis: "own-unit",
    unitId,
    details: { madeAt: report?.madeAt.toISOString() ?? null },
  });
  const page = report && (await readUnitReport(report, code));
  if (page === undefined)
    return new Response(
      "No downtime report of this unit has been made yet. One is made at every start and every 15 minutes.\n",
      { status: 404, headers: { "content-type": "text/plain; charset=utf-8" } },
    );
  return new Response(page, {
    headers: { "content-type": "text/html; charset=utf-8", "cache-control": "no-store" },
  });
}
