import { quantileAt, type QuantileForecast } from "./interval-score";

const HOURS_PER_DAY = 24;
const HOURS_PER_WEEK = 168;
/** How many days of differences the naive forecast's spread is taken from. */
const SPREAD_DAYS = 56;
/** Below that its spread would be an accident. */
const FEWEST_DIFFERENCES = 14;

/** An hourly series by whole hours since 1970; undefined where nothing was counted. */
export type HourlySeries = (hour: number) => number | undefined;

/**
 * What somebody says who only looks at the same hour of last week: that value, and around it how far that was
 * off at this hour of the day in the eight weeks before. Uses nothing from `issuedHour` on: beyond a week
 * ahead, last week is the newest that was known. Undefined when too little was known for a fair comparison.
 */
export function seasonalNaive(
  series: HourlySeries,
  { issuedHour, targetHour }: { issuedHour: number; targetHour: number },
  levels: readonly number[],
): QuantileForecast | undefined {
  const weeks = Math.max(1, Math.ceil((targetHour - issuedHour + 1) / HOURS_PER_WEEK));
  const lag = weeks * HOURS_PER_WEEK;
  const centre = series(targetHour - lag);
  if (centre === undefined) return undefined;

  const differences: number[] = [];
  for (let day = 0; day < SPREAD_DAYS; day += 1) {
    const hour = targetHour - lag - day * HOURS_PER_DAY;
    const [value, before] = [series(hour), series(hour - lag)];
    // Either way: a difference says how far last week is off, not to which side.
    if (value !== undefined && before !== undefined)
      differences.push(value - before, before - value);
  }
  if (differences.length < 2 * FEWEST_DIFFERENCES) return undefined;

  differences.sort((one, other) => one - other);
  const ranks = differences.map((_, index) => (index + 0.5) / differences.length);
  const spread = { levels: ranks, quantiles: differences };
  return {
    levels,
    quantiles: levels.map((level) => Math.max(0, centre + quantileAt(spread, level))),
  };
}
