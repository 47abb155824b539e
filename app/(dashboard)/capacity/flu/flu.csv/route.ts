import { requirePermission } from "@/_lib/access";
import { hospitalTime } from "@/_lib/hospital-time";
import { exportTable } from "../../export-table";
import { fluLines } from "../flu-lines";
import { readFlu } from "../read-flu";

/** The flu season as a file: counts, no patient. */
export async function GET(): Promise<Response> {
  const session = await requirePermission("capacity:export");
  return exportTable(session, {
    table: "flu",
    lines: async () => fluLines(await readFlu(session), hospitalTime()),
  });
}
