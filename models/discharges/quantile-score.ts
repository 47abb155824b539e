/** The levels of a discharge forecast: the median and the 50, 80, 90 and 95 % intervals. */
export const DISCHARGE_QUANTILES = [0.025, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.975] as const;

/**
 * The weighted interval score of a forecast given as quantiles (Bracher et al., 2021), in the unit of the value: twice
 * the pinball loss, averaged over the levels. Of a forecast whose quantiles are all one number it is the absolute
 * error.
 */
export function weightedIntervalScore(
  value: number,
  quantiles: readonly number[],
  levels: readonly number[],
): number {
  const losses = levels.map((level, index) => {
    const miss = value - (quantiles[index] ?? NaN);
    return 2 * Math.max(level * miss, (level - 1) * miss);
  });
  return losses.reduce((sum, loss) => sum + loss, 0) / levels.length;
}

/** Quantiles of a sample, between its two nearest members in a straight line; the sample is sorted on the way. */
export function sampleQuantiles(sample: Float64Array, levels: readonly number[]): number[] {
  sample.sort();
  return levels.map((level) => {
    const place = level * (sample.length - 1);
    const below = Math.floor(place);
    const low = sample[below] ?? NaN;
    const high = sample[Math.min(below + 1, sample.length - 1)] ?? NaN;
    return low + (place - below) * (high - low);
  });
}
