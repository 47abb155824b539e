import { INCIDENT_KINDS } from "#models/security/incident-kind";
import { refuseUnlessFresh } from "@/_lib/access";
import { recordOf } from "@/_lib/audit";
import { csvLine } from "@/_lib/csv-line";
import { refuseFrozenExport } from "@/_lib/exports";
import { nameOf, sentence } from "../../../_components/staff-names";
import { evidenceRows } from "../evidence-rows";
import { readIncident, requireIncident, type IncidentFile } from "../read-incident";
import { stepWords } from "../step-words";

type Context = Readonly<{ params: Promise<{ incidentId: string }> }>;

/** An incident as a file: what an officer hands on when it is over. It holds no patient. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const { incident, session } = await requireIncident((await params).incidentId);
  const refusal = refuseUnlessFresh(request, session);
  if (refusal) return refusal;

  const isCsv = new URL(request.url).searchParams.get("format") === "csv";
  const happening = {
    action: "incident:exported",
    permission: "incident:read",
    basis: "role",
    details: { incidentId: incident.incidentId, format: isCsv ? "csv" : "json" },
  } as const;
  const frozen = await refuseFrozenExport(session, happening);
  if (frozen) return frozen;
  await recordOf(session, happening);
  const file = await readIncident(incident, session);
  const name = `wardcast-incident-${file.incident.number}.${isCsv ? "csv" : "json"}`;
  return new Response(isCsv ? asCsv(file) : asJson(file), {
    headers: {
      "content-type": isCsv ? "text/csv; charset=utf-8; header=present" : "application/json",
      "content-disposition": `attachment; filename="${name}"`,
      "cache-control": "no-store",
    },
  });
}

function asJson(file: IncidentFile): string {
  const { incident, timeline, words, done, containments, names } = file;
  return `${JSON.stringify(
    {
      incident: {
        ...incident,
        title: INCIDENT_KINDS[incident.kind].title,
        sentence: sentence(incident, names),
      },
      report: words.report ?? null,
      notes: words.notes,
      runbookStepsDone: done,
      containments,
      timeline,
      staff: Object.fromEntries(names),
    },
    null,
    2,
  )}\n`;
}

function asCsv(file: IncidentFile): string {
  const { incident, timeline, names } = file;
  return [
    csvLine(["part", "time_utc", "what", "who_or_which"]),
    csvLine(["incident", incident.openedAt.toISOString(), sentence(incident, names), ""]),
    ...evidenceRows(incident.evidence, names).flatMap(({ what, values }) =>
      values.map((value) => csvLine(["evidence", "", what, value])),
    ),
    ...[...timeline]
      .reverse()
      .map((entry) =>
        csvLine([
          "timeline",
          entry.at.toISOString(),
          stepWords(entry, file),
          entry.userId ? nameOf(names, entry.userId) : "The system",
        ]),
      ),
  ].join("");
}
