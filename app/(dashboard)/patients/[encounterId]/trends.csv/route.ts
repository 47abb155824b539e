import { forbidden } from "next/navigation";
import { parseTrendRange } from "@/_components/charts/trend-range";
import { refuseUnlessFresh, requireOwnEncounter, requirePermission } from "@/_lib/access";
import { asActor, identityDatabase } from "@/_lib/db";
import { answerCutter } from "@/_lib/cut-answer";
import { refuseFrozenExport } from "@/_lib/exports";
import { guardedText } from "@/_lib/guarded-stream";
import { hasSameRights } from "@/_lib/same-rights";
import { viewPatient } from "@/_lib/viewing";
import { readTrends } from "../read-trends";
import { trendLines } from "../trend-lines";

type Context = Readonly<{ params: Promise<{ encounterId: string }> }>;

/**
 * What the charts draw, as a file for a spreadsheet, for somebody who has shown a second factor lately: a
 * file leaves the system. Its name says nothing about the patient.
 */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const session = await requirePermission("encounter:export");
  const { encounterId: id } = await params;
  const { encounterId, unit } = await requireOwnEncounter(id);
  const refusal =
    refuseUnlessFresh(request, session) ??
    (await refuseFrozenExport(session, {
      action: "trends:exported",
      permission: "encounter:export",
      unitId: unit.unitId,
      encounterId,
    }));
  if (refusal) return refusal;

  const range = parseTrendRange(new URL(request.url).searchParams.get("range") ?? undefined);
  const { basis } = await viewPatient(id, {
    action: "trends:exported",
    permission: "encounter:export",
    details: { range },
  });
  // The patient may have moved between the two looks: emergency access lets nobody export.
  if (basis !== "own-unit") forbidden();

  const trends = await asActor(session, (db) => readTrends(db, encounterId, range));
  const lines = guardedText(
    trendLines(trends),
    () => hasSameRights(identityDatabase(), session),
    answerCutter(),
  );
  return new Response(lines, {
    headers: {
      "content-type": "text/csv; charset=utf-8; header=present",
      "content-disposition": `attachment; filename="wardcast-trends-${range}.csv"`,
      "cache-control": "no-store",
    },
  });
}
