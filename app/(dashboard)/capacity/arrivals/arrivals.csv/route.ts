import { requirePermission } from "@/_lib/access";
import { hospitalTime } from "@/_lib/hospital-time";
import { exportTable } from "../../export-table";
import { arrivalsLines } from "../arrivals-lines";
import { readArrivals } from "../read-arrivals";

/** The hours of the newest forecast as a file: counts, no patient. */
export async function GET(): Promise<Response> {
  const session = await requirePermission("capacity:export");
  return exportTable(session, {
    table: "arrivals",
    fileName: "emergency-arrivals",
    lines: async () => {
      const { sites, issuedAt } = await readArrivals(session);
      return arrivalsLines(sites, issuedAt, hospitalTime());
    },
  });
}
