import type { SavedScenario } from "#db/scenarios";
import type { LiveSession } from "#db/sessions";
import { requirePermission } from "@/_lib/access";
import { asActor } from "@/_lib/db";
import { hospitalTime } from "@/_lib/hospital-time";
import { exportTable } from "../../../export-table";
import { hoursPerPatientDay } from "../../nurse-hours";
import { readWhatIf } from "../../read-what-if";
import { scenarioPhrases } from "../../scenario-phrases";
import { type ComparedScenario, comparisonLines } from "../comparison-lines";
import { computeOutlook } from "../compute-outlook";
import { requireScenarios } from "../require-scenarios";

/** The saved scenarios of the address beside what is planned, as a file: counts of beds, no patient. */
export async function GET(request: Request): Promise<Response> {
  const session = await requirePermission("capacity:export");
  const asked = new URL(request.url).searchParams.getAll("of");
  const scenarios = await requireScenarios(session, asked);
  return exportTable(session, {
    table: "scenario-comparison",
    lines: () => compare(session, scenarios),
  });
}

/** The head alone before the first forecast. */
async function compare(
  session: LiveSession,
  scenarios: readonly SavedScenario[],
): Promise<string[]> {
  const time = hospitalTime();
  const { inputs, units } = await asActor(session, (db) => readWhatIf(db, new Date()));
  if (!inputs) return comparisonLines([], new Map(), time);

  const planned = await computeOutlook(inputs, {});
  const compared: ComparedScenario[] = [
    { name: "As planned", assumes: "Nothing otherwise", outlook: planned },
  ];
  for (const { name, scenario } of scenarios) {
    if (!scenario) continue;
    const assumes = scenarioPhrases(scenario, units).join("; ");
    compared.push({ name, assumes, outlook: await computeOutlook(inputs, scenario) });
  }
  return comparisonLines(compared, hoursPerPatientDay(inputs), time);
}
