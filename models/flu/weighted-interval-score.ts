import { FLU_LEVELS } from "./quantile-levels";

/**
 * The weighted interval score of quantiles at `FLU_LEVELS` (Bracher et al., 2021): twice the mean pinball
 * loss. In the unit of what is forecast; lower is better.
 */
export function weightedIntervalScore(quantiles: ArrayLike<number>, truth: number): number {
  let sum = 0;
  for (const [index, level] of FLU_LEVELS.entries()) {
    const miss = truth - (quantiles[index] ?? NaN);
    sum += Math.max(level * miss, (level - 1) * miss);
  }
  return (2 * sum) / FLU_LEVELS.length;
}

/** Whether the central interval of that share holds the truth. */
export function covers(quantiles: ArrayLike<number>, truth: number, share: number): boolean {
  const at = (level: number): number =>
    quantiles[FLU_LEVELS.findIndex((each) => Math.abs(each - level) < 1e-9)] ?? NaN;
  return truth >= at((1 - share) / 2) && truth <= at((1 + share) / 2);
}
