import { parseTrendRange } from "@/_components/charts/trend-range";
import { refuseUnlessFresh, requireEncounter, requirePermission } from "@/_lib/access";
import { asActor } from "@/_lib/db";
import { readTrends } from "../read-trends";
import { trendLines } from "../trend-lines";

type Context = Readonly<{ params: Promise<{ encounterId: string }> }>;

/**
 * What the charts draw, as a file for a spreadsheet, for somebody who has shown a second factor lately: a
 * file leaves the system. Its name says nothing about the patient.
 */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const session = await requirePermission("encounter:export");
  const { encounterId } = await requireEncounter((await params).encounterId);
  const refusal = refuseUnlessFresh(request, session);
  if (refusal) return refusal;

  const range = parseTrendRange(new URL(request.url).searchParams.get("range") ?? undefined);

  const trends = await asActor(session, (db) => readTrends(db, encounterId, range));
  return new Response(streamText(trendLines(trends)), {
    headers: {
      "content-type": "text/csv; charset=utf-8; header=present",
      "content-disposition": `attachment; filename="wardcast-trends-${range}.csv"`,
      "cache-control": "no-store",
    },
  });
}

/** Pulled by the reader, so that a slow one holds one line in memory and not the file. */
function streamText(lines: Iterable<string>): ReadableStream<Uint8Array> {
  const rest = lines[Symbol.iterator]();
  const encoder = new TextEncoder();
  return new ReadableStream({
    pull: (controller) => {
      const { done, value } = rest.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
  });
}
