import { parseTrendRange } from "@/_components/charts/trend-range";
import { requireEncounter, requireSession } from "@/_lib/access";
import { database, identityDatabase } from "@/_lib/db";
import { guardedText } from "@/_lib/guarded-stream";
import { hasSameRights } from "@/_lib/same-rights";
import { readTrends } from "../read-trends";
import { trendLines } from "../trend-lines";

type Context = Readonly<{ params: Promise<{ encounterId: string }> }>;

/** What the charts draw, as a file for a spreadsheet. Its name says nothing about the patient. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const { encounterId } = await requireEncounter((await params).encounterId);
  const range = parseTrendRange(new URL(request.url).searchParams.get("range") ?? undefined);

  const trends = await readTrends(database(), encounterId, range);
  const session = await requireSession();
  const lines = guardedText(trendLines(trends), () => hasSameRights(identityDatabase(), session));
  return new Response(lines, {
    headers: {
      "content-type": "text/csv; charset=utf-8; header=present",
      "content-disposition": `attachment; filename="wardcast-trends-${range}.csv"`,
      "cache-control": "no-store",
    },
  });
}
