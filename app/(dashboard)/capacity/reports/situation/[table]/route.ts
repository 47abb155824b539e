import { notFound } from "next/navigation";
import { requirePermission } from "@/_lib/access";
import { recordOf } from "@/_lib/audit";
import { refuseFrozenExport } from "@/_lib/exports";
import { hospitalTime } from "@/_lib/hospital-time";
import { hospitalToday } from "../../respiratory/read-report";
import { pastDay, readSituation } from "../read-situation";
import { isSituationTable, SITUATION_TABLES, situationLines } from "../situation-tables";

type Context = Readonly<{ params: Promise<{ table: string }> }>;

/** A table of the situation report as a file: counts, no patient. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const session = await requirePermission("capacity:export");
  const { table } = await params;
  if (!isSituationTable(table)) notFound();
  const asked = new URL(request.url).searchParams.get("day") ?? undefined;
  const day = pastDay(asked, hospitalToday());

  const happening = {
    action: "capacity:exported",
    permission: "capacity:export",
    basis: "role",
    details: { table: `situation-${table}`, day: day ?? null },
  } as const;
  const frozen = await refuseFrozenExport(session, happening);
  if (frozen) return frozen;
  await recordOf(session, happening);

  const time = hospitalTime();
  const found = SITUATION_TABLES[table](await readSituation(session, day), time);
  return new Response(situationLines(found, time).join(""), {
    headers: {
      "content-type": "text/csv; charset=utf-8; header=present",
      "content-disposition": `attachment; filename="wardcast-situation-${table}-${day ?? "now"}.csv"`,
      "cache-control": "no-store",
    },
  });
}
