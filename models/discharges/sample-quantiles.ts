/** The levels of a discharge forecast: the median and the 50, 80, 90 and 95 % intervals. */
export const DISCHARGE_QUANTILES = [0.025, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.975] as const;

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
