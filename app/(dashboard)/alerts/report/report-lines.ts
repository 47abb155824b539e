import type { AlertReport } from "./read-report";
import type { ReportedUnit } from "./report-rows";
import { csvLine } from "@/_lib/csv-line";

const HEADER = ["unit", "week_of", "shift", "cause", "priority", "measure", "value"];

/**
 * A report as a CSV file line by line, a number a line. What a measure is not told apart by is an empty
 * cell, and so is what is not known.
 */
export function* reportLines(
  { counts, bedTime, answerTimes }: AlertReport,
  units: readonly (ReportedUnit & { code: string })[],
): Generator<string> {
  const codeOf = (unitId: string | null): string =>
    units.find((unit) => unit.unitId === unitId)?.code ?? "";

  yield csvLine(HEADER);
  for (const { unitId, week, shift, seconds } of bedTime)
    yield csvLine([codeOf(unitId), week, shift, "", "", "occupied_bed_hours", hours(seconds)]);
  for (const count of counts) {
    const { unitId, week, shift, cause, priority, disposition } = count;
    const place = [codeOf(unitId), week, shift, cause, priority];
    const numbers = {
      [`alerts_found_${disposition ?? "unsaid"}`]: count.alerts,
      [`answered_found_${disposition ?? "unsaid"}`]: count.answered,
      [`escalated_found_${disposition ?? "unsaid"}`]: count.escalated,
      [`expired_found_${disposition ?? "unsaid"}`]: count.expired,
    };
    for (const [measure, value] of Object.entries(numbers))
      yield csvLine([...place, measure, String(value)]);
  }
  for (const time of answerTimes) {
    const place = [codeOf(time.unitId), time.week ?? "", time.shift ?? "", "", time.priority ?? ""];
    const numbers = {
      median_seconds_to_answer: seconds(time.medianSeconds),
      ninetieth_percentile_seconds_to_answer: seconds(time.ninetiethSeconds),
      never_answered: String(time.neverAnswered),
      waiting: String(time.waiting),
    };
    for (const [measure, value] of Object.entries(numbers))
      yield csvLine([...place, measure, value]);
  }
}

const hours = (seconds: number): string => (seconds / 3_600).toFixed(2);
const seconds = (value: number | null): string => (value === null ? "" : value.toFixed(0));
