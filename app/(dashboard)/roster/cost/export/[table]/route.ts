import { requirePermission } from "@/_lib/access";
import { recordOf } from "@/_lib/audit";
import { refuseFrozenExport } from "@/_lib/exports";
import { chooseCost } from "../../cost-query";
import { payrollFileName } from "../../payroll-file-name";
import { isPayrollTable, payrollLines } from "../../payroll-lines";
import { readRosters } from "../../read-cost";
import { readPayroll } from "../../read-payroll";

type Context = Readonly<{ params: Promise<{ table: string }> }>;

/** What was worked in a period as a file for a payroll: shift by shift, or a line for each person. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const session = await requirePermission("roster:export");
  const { table } = await params;
  if (!isPayrollTable(table)) return refused("There is no such file.", 404);

  const { searchParams } = new URL(request.url);
  const asked = (name: string) => searchParams.get(name) ?? undefined;
  const now = new Date();
  const { rosters, today } = await readRosters(session, now);
  const chosen = chooseCost(
    { roster: asked("roster"), from: asked("from"), to: asked("to") },
    { rosters, today },
  );
  if (!chosen.ok) return refused(chosen.error, 400);
  const { roster, period, rosters: rostersInIt } = chosen.value;
  if (roster?.state === "draft")
    return refused("Nobody has worked by a draft. Publish the roster first.", 409);

  const happening = {
    action: "roster:exported",
    permission: "roster:export",
    details: {
      ...{ table: `payroll-${table}`, from: period.from, until: period.to },
      ...(roster && { rosterId: roster.rosterId }),
    },
  } as const;
  const frozen = await refuseFrozenExport(session, happening);
  if (frozen) return frozen;

  const payroll = await readPayroll(session, chosen.value, { now, today });
  if (!payroll.ok) return refused(payroll.error, 409);
  await recordOf(session, happening);
  return new Response(payrollLines(table, payroll.value).join(""), {
    headers: {
      "content-type": "text/csv; charset=utf-8; header=present",
      "content-disposition": `attachment; filename="${payrollFileName(table, payroll.value.days, rostersInIt)}"`,
      "cache-control": "no-store",
    },
  });
}

const refused = (why: string, status: number): Response =>
  new Response(`${why}\n`, {
    status,
    headers: { "content-type": "text/plain; charset=utf-8", "cache-control": "no-store" },
  });
