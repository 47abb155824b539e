import type { FanPoint, Outlook } from "#models/census/outlook";
import type { UnitId } from "#models/shared/ids";
import { formatLocal } from "#models/shared/hospital-instant";
import { MS_PER_DAY } from "#models/shared/time-range";
import { csvLine } from "@/_lib/csv-line";
import type { TimeFormat } from "@/_lib/format-time";
import { compareRows } from "../compare-rows";
import { peakNurseHours } from "../nurse-hours";

/** A column of the page. */
export interface ComparedScenario {
  name: string;
  assumes: string;
  /** Undefined for a scenario that cannot be. */
  outlook: Outlook | undefined;
}

const pointOf = (name: string) =>
  ["at", "median", "low_80", "high_80"].map((of) => `${name}_${of}`);

const HEAD = csvLine([
  ...["unit", "scenario", "assumes", "can_be", "staffed_beds"],
  ...[...pointOf("peak_72h"), ...pointOf("peak_28d")],
  ...["probability_over_staffed_beds", "likeliest_day", "probable_days"],
  ...["nursing_hours_of_peak_day", "nursing_hours_peak_day", "issued_at"],
]);

/**
 * The scenarios side by side as a file: its head, then a line for each place under each scenario. Times are the
 * hospital's; what is not known is empty. Nursing hours are the whole hospital's, with the acuity of now.
 */
export function comparisonLines(
  compared: readonly ComparedScenario[],
  hoursPerPatientDay: ReadonlyMap<UnitId, number>,
  time: TimeFormat,
): string[] {
  const rows = compareRows(compared.map(({ outlook }) => outlook));
  const lines = rows.flatMap(({ unitId, name: place, results }) =>
    compared.map(({ name, assumes, outlook }, at) => {
      const result = results[at];
      const nurses =
        outlook && unitId === undefined
          ? peakNurseHours(outlook.units, hoursPerPatientDay)
          : undefined;
      return csvLine([
        ...[place, name, assumes, outlook ? "yes" : "no", cell(result?.staffedBeds)],
        ...[...pointCells(result?.peak72h, time), ...pointCells(result?.peak28d, time)],
        result?.risk?.likeliest.probability.toFixed(4) ?? "",
        result?.risk ? dateOf(result.risk.likeliest.middle, time) : "",
        cell(result?.risk?.probableDays),
        nurses ? String(Math.round(nurses.hours)) : "",
        nurses && outlook
          ? dateOf(outlook.issuedAt + (nurses.dayIndex + 1) * MS_PER_DAY, time)
          : "",
        outlook ? time.dateAndClock(outlook.issuedAt) : "",
      ]);
    }),
  );
  return [HEAD, ...lines];
}

/** On the hospital's calendar. */
const dateOf = (at: number, { timeZone }: TimeFormat): string =>
  formatLocal(new Date(at), timeZone).slice(0, 10);

const pointCells = (point: FanPoint | undefined, time: TimeFormat): string[] =>
  point
    ? [time.dateAndClock(point.at), ...[point.median, ...point.most].map(cell)]
    : ["", "", "", ""];

const cell = (count: number | undefined): string => (count === undefined ? "" : String(count));
