import type { ForecastKind } from "./forecast-issue";
import {
  expectedScore,
  isCovered,
  poissonLimit,
  probabilityRank,
  quantileAt,
  type QuantileForecast,
  weightedIntervalScore,
} from "./interval-score";

export interface ForecastScore {
  actual: number;
  /** Of the median. */
  absoluteError: number;
  wis: number;
  /** Of the same hour last week; undefined without one. */
  naiveWis: number | undefined;
  naiveAbsoluteError: number | undefined;
  /** The least an ideal forecaster could expect. */
  idealWis: number;
  covered50: boolean | undefined;
  covered80: boolean | undefined;
  covered95: boolean | undefined;
  probabilityRank: number;
}

/**
 * How a forecast of one number turned out. The least that could be expected is, of arrivals, what is left to
 * chance when their intensity is known (Poisson); of everything else, the score that the forecast itself
 * promises, since of beds the share of chance is known to nobody but the model of them.
 */
export function scoreForecast(
  kind: ForecastKind,
  forecast: QuantileForecast & { mean: number },
  { actual, naive }: { actual: number; naive: QuantileForecast | undefined },
): ForecastScore {
  return {
    actual,
    absoluteError: Math.abs(actual - quantileAt(forecast, 0.5)),
    wis: weightedIntervalScore(forecast, actual),
    naiveWis: naive && weightedIntervalScore(naive, actual),
    naiveAbsoluteError: naive && Math.abs(actual - quantileAt(naive, 0.5)),
    idealWis:
      kind === "arrivals" ? poissonLimit(forecast.mean, forecast.levels) : expectedScore(forecast),
    covered50: isCovered(forecast, 0.5, actual),
    covered80: isCovered(forecast, 0.8, actual),
    covered95: isCovered(forecast, 0.95, actual),
    probabilityRank: probabilityRank(forecast, actual),
  };
}
