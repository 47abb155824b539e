import { exportsFrozen } from "#db/containments";
import { parseTrendRange } from "@/_components/charts/trend-range";
import { requireEncounter } from "@/_lib/access";
import { database } from "@/_lib/db";
import { readTrends } from "../read-trends";
import { trendLines } from "../trend-lines";

type Context = Readonly<{ params: Promise<{ encounterId: string }> }>;

/** What the charts draw, as a file for a spreadsheet. Its name says nothing about the patient. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const { encounterId } = await requireEncounter((await params).encounterId);
  if (await exportsFrozen(database()))
    return new Response("Exports are frozen by a security officer. Ask them when they are not.\n", {
      status: 403,
      headers: { "content-type": "text/plain; charset=utf-8", "cache-control": "no-store" },
    });

  const range = parseTrendRange(new URL(request.url).searchParams.get("range") ?? undefined);

  const trends = await readTrends(database(), encounterId, range);
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
