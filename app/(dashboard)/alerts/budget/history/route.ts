import { alertPoliciesInForce } from "#db/alert-policies";
import type { ReplayLine } from "#models/alerts/alert-budget";
import type { SessionId } from "#models/shared/ids";
import { requirePermission } from "@/_lib/access";
import { asActor, identityDatabase } from "@/_lib/db";
import { hospitalTime } from "@/_lib/hospital-time";
import { hasSameRights } from "@/_lib/same-rights";
import { recordAlertsView } from "@/_lib/viewing";
import { chooseOwnUnit } from "@/_lib/own-unit";
import { readFrontier } from "../read-frontier";
import { replayHistory } from "../replay-history";

/** Each is some seconds of work for the process that also takes bedside messages. */
const AT_ONCE = 2;
/** Far longer than any takes: a reader that stalls does not keep others from theirs. */
const LONGEST_MS = 120_000;
/** By session: whoever asks again has given up what was asked before. */
const running = new Map<SessionId, AbortController>();

/**
 * Replays a unit's own past, a line of JSON for each step of the work and the figures last. Figures over all
 * patients: nobody's course is in it.
 */
export async function GET(request: Request): Promise<Response> {
  const session = await requirePermission("alert:read");
  const { unit } = await chooseOwnUnit(
    session,
    new URL(request.url).searchParams.get("unit") ?? undefined,
  );
  const frontier = await readFrontier();
  const [inForce] = unit
    ? await asActor(session, (db) => alertPoliciesInForce(db, [unit.unitId]))
    : [];
  if (!unit || !inForce || !frontier) return answer("not-found", 404);
  running.get(session.sessionId)?.abort();
  if (running.size >= AT_ONCE) return answer("too-many-requests", 429);
  const own = beginFor(session.sessionId);

  await recordAlertsView(session, [unit.unitId]);
  const { policy } = inForce;
  const persistence = policy.earlyWarningScore.persistenceMinutes;
  const lines = replayHistory((work) => asActor(session, work), {
    unitId: unit.unitId,
    inForce: policy,
    levels: frontier.steps.map(({ levels }) => ({ ...levels, persistence })),
    hourOfDay: hourOfDayIn(hospitalTime().timeZone),
    now: new Date(),
    mayGoOn: async () =>
      !own.signal.aborted &&
      !request.signal.aborted &&
      (await hasSameRights(identityDatabase(), session)),
  });
  return new Response(jsonLines(lines, own), {
    headers: { "content-type": "application/x-ndjson; charset=utf-8", "cache-control": "no-store" },
  });
}

const answer = (code: "not-found" | "too-many-requests", status: number): Response =>
  Response.json({ code }, { status, headers: { "cache-control": "no-store" } });

/** Takes a place among those at work until it is aborted: by its end, its reader, its time or the next. */
function beginFor(sessionId: SessionId): AbortController {
  const own = new AbortController();
  const timer = setTimeout(() => own.abort(), LONGEST_MS);
  running.set(sessionId, own);
  own.signal.addEventListener("abort", () => {
    clearTimeout(timer);
    if (running.get(sessionId) === own) running.delete(sessionId);
  });
  return own;
}

/** An error breaks the answer off: without its last line it does not look whole. */
function jsonLines(
  lines: AsyncGenerator<ReplayLine>,
  own: AbortController,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    async pull(controller) {
      try {
        const { value, done } = await lines.next();
        if (value) controller.enqueue(encoder.encode(`${JSON.stringify(value)}\n`));
        if (!done) return;
        controller.close();
        own.abort();
      } catch (cause) {
        own.abort();
        throw cause;
      }
    },
    async cancel() {
      own.abort();
      await lines.return(undefined);
    },
  });
}

function hourOfDayIn(timeZone: string): (at: number) => number {
  const format = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", hourCycle: "h23", timeZone });
  return (at) => Number(format.format(at));
}
