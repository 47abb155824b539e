import { csvLine } from "@/_lib/csv-line";
import { type AccuracyView, placeOf } from "./read-accuracy";

const HEADER = [
  "place",
  "horizon_hours",
  "made",
  "scored",
  "covered_50",
  "covered_80",
  "covered_95",
  "mean_absolute_error",
  "wis",
  "ideal_wis",
  "compared_with_last_week",
  "wis_of_compared",
  "last_week_wis",
  "last_week_mean_absolute_error",
];

/** The table of accuracy as a CSV file line by line; what is not known is an empty cell. */
export function* accuracyLines({ rows, units, isHindcast }: AccuracyView): Generator<string> {
  const number = (value: number | null) => (value === null ? "" : value.toFixed(4));
  yield csvLine(HEADER);
  for (const row of rows)
    yield csvLine([
      placeOf(row, units),
      String(row.horizonHours),
      isHindcast ? "afterwards" : "in-time",
      String(row.scored),
      number(row.covered50),
      number(row.covered80),
      number(row.covered95),
      number(row.absoluteError),
      number(row.wis),
      number(row.idealWis),
      String(row.compared),
      number(row.comparedWis),
      number(row.naiveWis),
      number(row.naiveAbsoluteError),
    ]);
}
