import { csvLine } from "@/_lib/csv-line";
import type { TimeFormat } from "@/_lib/format-time";
import type { Staffing } from "./staffing";
import type { StaffingTable } from "./staffing-tables";

/** The lines of a file: its head, then a line for each row. Times are the hospital's. */
export function staffingLines(
  table: StaffingTable,
  { units, changes }: Staffing,
  time: TimeFormat,
): string[] {
  switch (table) {
    case "units":
      return [
        csvLine(["unit", "staffed_beds", "licensed_beds", "planned"]),
        ...units.map(({ name, staffedBeds, licensedBeds, planned }) =>
          csvLine([
            ...[name, String(staffedBeds), String(licensedBeds)],
            planned
              .map((later) => `${later.staffedBeds} from ${time.dateAndClock(later.from)}`)
              .join("; "),
          ]),
        ),
      ];
    case "changes":
      return [
        csvLine(["unit", "staffed_beds", "from", "changed_by", "changed_at"]),
        ...changes.map(({ unitName, staffedBeds, validFrom, changedByName, changedAt }) =>
          csvLine([
            ...[unitName, String(staffedBeds), time.dateAndClock(validFrom)],
            ...[changedByName ?? "The system", time.dateAndClock(changedAt)],
          ]),
        ),
      ];
  }
}
