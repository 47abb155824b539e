/** The 23 levels of the CDC FluSight hub, so that all forecasts of the hospital are scored alike. */
export const QUANTILE_LEVELS: readonly number[] = [
  0.01, 0.025, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75,
  0.8, 0.85, 0.9, 0.95, 0.975, 0.99,
];

/**
 * Rounding in sums of some hundred probabilities; without it a median of two equal halves would be the
 * upper one or the lower one by chance.
 */
const ROUNDING = 1e-9;

/** The smallest number of beds that is enough with probability `level`: whole beds, no interpolation. */
export function quantileOf(pmf: Float64Array, level: number): number {
  let below = 0;
  for (let count = 0; count < pmf.length; count += 1) {
    below += pmf[count] ?? 0;
    if (below >= level - ROUNDING) return count;
  }
  return Math.max(0, pmf.length - 1);
}

/** All of `levels`, which ascend, in one pass. */
export function quantilesOf(pmf: Float64Array, levels = QUANTILE_LEVELS): number[] {
  const quantiles: number[] = [];
  let count = 0;
  let below = pmf[0] ?? 0;
  for (const level of levels) {
    while (below < level - ROUNDING && count < pmf.length - 1) {
      count += 1;
      below += pmf[count] ?? 0;
    }
    quantiles.push(count);
  }
  return quantiles;
}

export function meanOf(pmf: Float64Array): number {
  let mean = 0;
  for (let count = 1; count < pmf.length; count += 1) mean += count * (pmf[count] ?? 0);
  return mean;
}

/** The probability of more than `beds` patients. */
export function exceedanceOf(pmf: Float64Array, beds: number): number {
  let above = 0;
  for (let count = pmf.length - 1; count > beds; count -= 1) above += pmf[count] ?? 0;
  return Math.min(1, above);
}
