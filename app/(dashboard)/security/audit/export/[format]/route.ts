import { exportsFrozen } from "#db/containments";
import { searchAuditEvents } from "#db/audit-search";
import { findLiveSession } from "#db/sessions";
import { AppError } from "#models/shared/errors";
import { refuseUnlessFresh, requirePermission } from "@/_lib/access";
import { audit, eventOf } from "@/_lib/audit";
import { asActor, identityDatabase } from "@/_lib/db";
import { refuseFrozenExport } from "@/_lib/exports";
import { hospitalTime } from "@/_lib/hospital-time";
import { parseAuditQuery, searchedFor } from "../../audit-query";
import { EXPORT_FORMATS, exportLines, streamText, type ExportFormat } from "../../export-trail";

type Context = Readonly<{ params: Promise<{ format: string }> }>;

/** A quarter of a megabyte as text; 20 ms of the embedded database. */
const RECORDS_PER_PORTION = 500;

const isFormat = (format: string): format is ExportFormat => format in EXPORT_FORMATS;

/** What a search of the trail found, as a file: all of it, the newest first. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const session = await requirePermission("audit:export");
  const refusal = refuseUnlessFresh(request, session);
  if (refusal) return refusal;

  const { format } = await params;
  const { timeZone } = hospitalTime();
  const query = parseAuditQuery(Object.fromEntries(new URL(request.url).searchParams), timeZone);
  if (!isFormat(format)) return Response.json({ error: "not-found" }, { status: 404 });
  if (query.refused.length > 0)
    return Response.json({ error: "invalid-input", fields: query.refused }, { status: 400 });

  const asked = { format, ...searchedFor(query) };
  const happening = {
    action: "audit:exported",
    permission: "audit:export",
    basis: "role",
    details: asked,
  } as const;
  const frozen = await refuseFrozenExport(session, happening);
  if (frozen) return frozen;
  const begun = await eventOf(session, happening);
  await audit().record(begun);

  const lines = exportLines(format, {
    async read(before = query.before) {
      // A file takes minutes; a session that ends meanwhile ends it.
      if (!(await findLiveSession(identityDatabase(), session.sessionId, new Date())))
        throw new AppError("unauthenticated", `session ${session.sessionId}`);
      const portion = { before, most: RECORDS_PER_PORTION };
      return asActor(session, async (db) => {
        if (await exportsFrozen(db)) throw new AppError("forbidden", "exports are frozen");
        return searchAuditEvents(db, query.filter, portion);
      });
    },
    onEnd: ({ records, isComplete }) =>
      audit().record({
        ...begun,
        occurredAt: new Date(),
        outcome: isComplete ? "permitted" : "failed",
        details: { ...asked, records, isComplete },
      }),
  });
  const { contentType, fileName } = EXPORT_FORMATS[format];
  return new Response(streamText(lines), {
    headers: {
      "content-type": contentType,
      "content-disposition": `attachment; filename="${fileName}"`,
      "cache-control": "no-store",
    },
  });
}
