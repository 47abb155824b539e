import { handoverAsPage, handoverAsText } from "#models/handover/handover-file";
import { parsePeriod } from "#models/handover/period";
import { refuseUnlessFresh, requirePermission } from "@/_lib/access";
import { recordOf } from "@/_lib/audit";
import { refuseFrozenExport } from "@/_lib/exports";
import { hospitalTime } from "@/_lib/hospital-time";
import { requireUnitByCode } from "@/_lib/own-unit";
import { readHandover } from "../read-handover";
import { nameOfSheet } from "../shown-handover";

/**
 * A unit's handover as a file, for somebody who has shown a second factor lately: a file leaves the system.
 * Its name says nothing about a patient.
 */
export async function GET(request: Request): Promise<Response> {
  const session = await requirePermission("handover:read");
  const query = new URL(request.url).searchParams;
  const unit = await requireUnitByCode(session, query.get("unit") ?? "");
  const refusal = refuseUnlessFresh(request, session);
  if (refusal) return refusal;

  const now = new Date();
  const period = parsePeriod(
    { from: query.get("from") ?? undefined, to: query.get("to") ?? undefined },
    now,
  );
  if (!period)
    return Response.json({ error: "invalid-input", fields: ["from", "to"] }, { status: 400 });

  const format = query.get("format") === "html" ? "html" : "text";
  const happening = {
    action: "handover:exported",
    permission: "handover:read",
    basis: "own-unit",
    unitId: unit.unitId,
    details: { format, from: period.from.toISOString(), to: period.to.toISOString() },
  } as const;
  const frozen = await refuseFrozenExport(session, happening);
  if (frozen) return frozen;
  await recordOf(session, happening);

  const { handover, sheets } = await readHandover(session, unit.unitId, period);
  const file = {
    unit,
    period,
    madeAt: now,
    given: handover?.given,
    received: handover?.received,
    sheets: sheets.map((sheet) => ({ ...sheet, name: nameOfSheet(sheet) })),
  };
  const time = hospitalTime();
  const isPage = format === "html";
  return new Response(isPage ? handoverAsPage(file, time) : handoverAsText(file, time), {
    headers: {
      "content-type": `text/${isPage ? "html" : "plain"}; charset=utf-8`,
      "content-disposition": `attachment; filename="wardcast-handover.${isPage ? "html" : "txt"}"`,
      "cache-control": "no-store",
    },
  });
}
