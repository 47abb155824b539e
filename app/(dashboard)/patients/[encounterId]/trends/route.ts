import { requireSession } from "@/_lib/access";
import { asActor } from "@/_lib/db";
import { viewPatient } from "@/_lib/viewing";
import { TrendRangeKey } from "@/_components/charts/trend-range";
import { readTrends } from "../read-trends";

type Context = Readonly<{ params: Promise<{ encounterId: string }> }>;

/** The trends of one encounter as JSON, for a page that is already open. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const range = TrendRangeKey.safeParse(new URL(request.url).searchParams.get("range"));
  if (!range.success) return Response.json({ error: "invalid-input" }, { status: 400 });
  const { encounterId } = await viewPatient((await params).encounterId, {
    action: "trends:viewed",
    details: { range: range.data },
  });

  const session = await requireSession();
  const trends = await asActor(session, (db) => readTrends(db, encounterId, range.data));
  return Response.json(trends ?? null, { headers: { "cache-control": "no-store" } });
}
