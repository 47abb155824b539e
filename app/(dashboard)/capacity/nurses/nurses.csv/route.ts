import { requirePermission } from "@/_lib/access";
import { recordOf } from "@/_lib/audit";
import { refuseFrozenExport } from "@/_lib/exports";
import { hospitalTime } from "@/_lib/hospital-time";
import { demandLines } from "../demand-lines";
import { choiceOf, rulesOf } from "../demand-query";
import { readDemand } from "../read-demand";

/** The nurse demand as a file, by the rules that the page was read with. */
export async function GET(request: Request): Promise<Response> {
  const session = await requirePermission("capacity:export");
  const choice = choiceOf(Object.fromEntries(new URL(request.url).searchParams));
  const happening = {
    action: "nurse-demand:exported",
    permission: "capacity:export",
    basis: "role",
    details: { rules: choice.ruleSet, shifts: choice.shiftPattern },
  } as const;
  const frozen = await refuseFrozenExport(session, happening);
  if (frozen) return frozen;
  await recordOf(session, happening);

  const { timeZone } = hospitalTime();
  const now = new Date();
  const found = await readDemand(session, rulesOf(choice, timeZone), now);
  const lines = demandLines(found?.demand ?? [], { issuedAt: found?.issuedAt ?? now, timeZone });
  return new Response([...lines].join(""), {
    headers: {
      "content-type": "text/csv; charset=utf-8; header=present",
      "content-disposition": `attachment; filename="wardcast-nurse-demand.csv"`,
      "cache-control": "no-store",
    },
  });
}
