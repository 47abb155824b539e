import { writeFile } from "node:fs/promises";
import { dateOfFluWeek, fluWeekOf } from "#models/flu/flu-week";
import type { PlaceForecast } from "#models/flu/forecast-places";
import { FLU_LEVELS } from "#models/flu/quantile-levels";

/** The columns of a submission to the CDC FluSight hub. */
export const HUB_COLUMNS = [
  "reference_date",
  "location",
  "horizon",
  "target_end_date",
  "target",
  "output_type",
  "output_type_id",
  "value",
] as const;
export const HUB_TARGET = "wk inc flu hosp";

/** Rows in order of place, horizon and level; counts to three decimals. */
export function hubRows(
  referenceDate: string,
  forecasts: ReadonlyMap<string, PlaceForecast>,
): string[] {
  const rows: string[] = [HUB_COLUMNS.join(",")];
  const ordered = [...forecasts].sort(([a], [b]) => (a < b ? -1 : 1));
  for (const [location, { quantiles }] of ordered)
    for (const [horizon, values] of quantiles.entries()) {
      const end = dateOfFluWeek(fluWeekOf(referenceDate) + horizon);
      for (const [at, value] of values.entries())
        rows.push(
          [
            ...[referenceDate, location, horizon, end, HUB_TARGET, "quantile"],
            ...[FLU_LEVELS[at], Number(value.toFixed(3))],
          ].join(","),
        );
    }
  return rows;
}

export const writeHubFile = (
  file: string,
  referenceDate: string,
  forecasts: ReadonlyMap<string, PlaceForecast>,
): Promise<void> => writeFile(file, `${hubRows(referenceDate, forecasts).join("\n")}\n`);
