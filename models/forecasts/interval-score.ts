import { countProbabilities, countQuantiles } from "../arrivals/count-distribution";

/**
 * A forecast distribution by its quantiles. Between two levels it is taken as even; beyond the outermost as
 * concentrated on them. Quantiles of counts may lie between whole numbers: see `countQuantiles`.
 */
export interface QuantileForecast {
  /** Ascending, symmetric around 0.5, which is one of them. */
  levels: readonly number[];
  quantiles: readonly number[];
}

/** Half of a gap within which levels are the same: stored in single precision, 0.1 is not 0.1. */
const SAME_LEVEL = 1e-6;

const pinball = (level: number, quantile: number, actual: number): number =>
  actual >= quantile ? level * (actual - quantile) : (1 - level) * (quantile - actual);

/**
 * The weighted interval score: an average of the interval scores and the median's error, in the unit of what
 * is forecast; lower is better, and for a point it is the absolute error. Written as twice the mean pinball
 * loss, which it equals for symmetric levels (Bracher et al., PLoS Comput Biol 2021, eq. 1 to 3).
 */
export function weightedIntervalScore(
  { levels, quantiles }: QuantileForecast,
  actual: number,
): number {
  const loss = levels.reduce(
    (sum, level, index) => sum + pinball(level, quantiles[index] ?? NaN, actual),
    0,
  );
  return (2 * loss) / levels.length;
}

/**
 * The score a forecast must expect if the truth is drawn from it: what an ideal forecaster reaches who says
 * this distribution. The mean score over it when it is right on average; below the mean score, it was too
 * sure of itself or beside the truth.
 */
export function expectedScore({ levels, quantiles }: QuantileForecast): number {
  // The expected pinball loss at a level is level × mean − the integral of the quantile function up to it.
  const integrals: number[] = [];
  let integral = 0;
  let from = { level: 0, quantile: quantiles[0] ?? NaN };
  levels.forEach((level, index) => {
    const quantile = quantiles[index] ?? NaN;
    integral += ((level - from.level) * (from.quantile + quantile)) / 2;
    integrals.push(integral);
    from = { level, quantile };
  });
  const mean = integral + (1 - from.level) * from.quantile;
  const loss = levels.reduce(
    (sum, level, index) => sum + level * mean - (integrals[index] ?? NaN),
    0,
  );
  return (2 * loss) / levels.length;
}

/** Whether the central interval of that probability holds the truth; undefined when there is no such interval. */
export function isCovered(
  { levels, quantiles }: QuantileForecast,
  probability: number,
  actual: number,
): boolean | undefined {
  const at = (wanted: number) =>
    quantiles[levels.findIndex((level) => Math.abs(level - wanted) < SAME_LEVEL)];
  const low = at((1 - probability) / 2);
  const high = at((1 + probability) / 2);
  if (low === undefined || high === undefined) return undefined;
  return low <= actual && actual <= high;
}

/** Where in the distribution the truth lay, from 0 to 1: over many forecasts spread evenly when they are calibrated. */
export function probabilityRank({ levels, quantiles }: QuantileForecast, actual: number): number {
  const last = quantiles.length - 1;
  // Equal quantiles in a row hold the probability of all of them: their middle stands for it.
  const first = quantiles.findIndex((quantile) => quantile >= actual);
  if (first === -1) return (1 + (levels[last] ?? 1)) / 2;
  if (quantiles[first] === actual) {
    const end = quantiles.findLastIndex((quantile) => quantile === actual);
    return ((levels[first] ?? 0) + (levels[end] ?? 1)) / 2;
  }
  if (first === 0) return (levels[0] ?? 0) / 2;
  const [lowLevel = 0, highLevel = 1] = [levels[first - 1], levels[first]];
  const [low = actual, high = actual] = [quantiles[first - 1], quantiles[first]];
  return lowLevel + ((highLevel - lowLevel) * (actual - low)) / (high - low);
}

/** The quantile at a level, evenly between the two beside it. */
export function quantileAt({ levels, quantiles }: QuantileForecast, wanted: number): number {
  const above = levels.findIndex((level) => level >= wanted - SAME_LEVEL);
  if (above === -1) return quantiles.at(-1) ?? NaN;
  const [levelAbove = wanted, high = NaN] = [levels[above], quantiles[above]];
  if (above === 0 || Math.abs(levelAbove - wanted) < SAME_LEVEL) return high;
  const [levelBelow = wanted, low = high] = [levels[above - 1], quantiles[above - 1]];
  return low + ((high - low) * (wanted - levelBelow)) / (levelAbove - levelBelow);
}

/** The score that the best forecaster must expect of a count that comes as a Poisson process of this mean. */
export function poissonLimit(mean: number, levels: readonly number[]): number {
  const pmf = countProbabilities(mean, 0);
  const forecast = { levels, quantiles: countQuantiles(pmf, levels) };
  return pmf.reduce(
    (sum, probability, count) => sum + probability * weightedIntervalScore(forecast, count),
    0,
  );
}
