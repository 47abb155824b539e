import { quantileAt, type QuantileForecast } from "./interval-score";

/** Below that the naive forecast's spread would be an accident. */
const FEWEST_DIFFERENCES = 14;

/** Counts by whole steps of time since 1970, hours or weeks; undefined where nothing was counted. */
export type CountedSeries = (step: number) => number | undefined;

/** In which steps a series repeats itself, and from which of them the spread of the naive forecast is taken. */
export interface Rhythm {
  season: number;
  spreadEvery: number;
  spreadOver: number;
}

/** The same hour of last week, as far off as at this hour of the day in eight weeks. */
export const BY_THE_HOUR: Rhythm = { season: 168, spreadEvery: 24, spreadOver: 56 };
/** The last week that was known, as far off as in a year. */
export const BY_THE_WEEK: Rhythm = { season: 1, spreadEvery: 1, spreadOver: 52 };

/**
 * What somebody says who only looks at last week: that value, and around it how far that was off in the time
 * before. Uses nothing from the step `issued` on: beyond a week ahead, last week is the newest that was known.
 * Undefined when too little was known for a fair comparison.
 */
export function seasonalNaive(
  series: CountedSeries,
  { issued, target }: { issued: number; target: number },
  levels: readonly number[],
  { season, spreadEvery, spreadOver }: Rhythm = BY_THE_HOUR,
): QuantileForecast | undefined {
  const lag = season * Math.max(1, Math.ceil((target - issued + 1) / season));
  const centre = series(target - lag);
  if (centre === undefined) return undefined;

  const differences: number[] = [];
  for (let ago = 0; ago < spreadOver; ago += 1) {
    const step = target - lag - ago * spreadEvery;
    const [value, before] = [series(step), series(step - lag)];
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
