import { QUANTILE_LEVELS } from "./census-quantiles";

/**
 * The weighted interval score of quantiles at `QUANTILE_LEVELS`, as the FluSight hub takes it (Bracher et al.,
 * PLoS Comput Biol, 2021): twice the mean pinball loss over the levels. In beds; 0 is perfect.
 */
export function weightedIntervalScore(quantiles: readonly number[], observed: number): number {
  let sum = 0;
  for (const [index, level] of QUANTILE_LEVELS.entries()) {
    const quantile = quantiles[index] ?? NaN;
    sum += (observed <= quantile ? 1 - level : level) * Math.abs(observed - quantile);
  }
  return (2 * sum) / QUANTILE_LEVELS.length;
}

/**
 * How much of what was observed lies in the middle `share` of the distribution, 0 to 1: the overlap of the
 * observed count's own step of the distribution function with the middle, over the step. An interval of whole
 * beds always holds more than its share, one of a quiet unit 95 % instead of 80 %, and would be called too
 * wide though it is the best there is. The average of this is `share` exactly when the distribution is right:
 * it is the expected coverage by the randomised probability integral transform (Czado et al., Biometrics,
 * 2009), without drawing.
 */
export function middleCoverage(pmf: Float64Array, observed: number, share = 0.8): number {
  const mass = pmf[observed] ?? 0;
  let below = 0;
  for (let count = 0; count < Math.min(observed, pmf.length); count += 1) below += pmf[count] ?? 0;
  if (mass <= 0) return 0;
  const low = (1 - share) / 2;
  const overlap = Math.min(below + mass, 1 - low) - Math.max(below, low);
  return Math.min(1, Math.max(0, overlap / mass));
}
