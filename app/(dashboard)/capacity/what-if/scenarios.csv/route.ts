import { savedScenarios } from "#db/scenarios";
import { requirePermission } from "@/_lib/access";
import { asActor } from "@/_lib/db";
import { hospitalTime } from "@/_lib/hospital-time";
import { exportTable } from "../../export-table";
import { readWhatIf } from "../read-what-if";
import { scenarioLines } from "../scenario-lines";

/** The saved scenarios as a file: what each assumes, no patient. */
export async function GET(): Promise<Response> {
  const session = await requirePermission("capacity:export");
  return exportTable(session, {
    table: "scenarios",
    lines: () =>
      asActor(session, async (db) => {
        const { units } = await readWhatIf(db, new Date());
        return scenarioLines(await savedScenarios(db), units, hospitalTime());
      }),
  });
}
