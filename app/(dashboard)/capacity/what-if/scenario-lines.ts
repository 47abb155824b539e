import type { SavedScenario } from "#db/scenarios";
import { csvLine } from "@/_lib/csv-line";
import type { TimeFormat } from "@/_lib/format-time";
import type { PlannedUnit } from "./scenario-draft";
import { scenarioPhrases } from "./scenario-phrases";

/** The saved scenarios as a file: its head, then a line for each. One that no longer opens assumes what is not known. */
export const scenarioLines = (
  scenarios: readonly SavedScenario[],
  units: readonly PlannedUnit[],
  time: TimeFormat,
): string[] => [
  csvLine(["name", "opens", "assumes", "note", "changed_at", "changed_by"]),
  ...scenarios.map(({ name, scenario, note, changedAt, changedBy }) =>
    csvLine([
      ...[name, scenario ? "yes" : "no"],
      scenario ? scenarioPhrases(scenario, units).join("; ") || "As planned" : "",
      ...[note, time.dateAndClock(changedAt), changedBy ?? "A former colleague"],
    ]),
  ),
];
