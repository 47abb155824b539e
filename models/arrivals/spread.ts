import { dot, type RegressionRow } from "./poisson-regression";

/** An hour as one forecast of it saw it, and what came. */
export interface ForecastCount extends RegressionRow {
  startsAt: Date;
  /** Local date of the hour. */
  date: string;
}

interface Residual {
  /** What came less what was expected. */
  error: number;
  mean: number;
}

/**
 * How far counts lie from their forecasts beyond what chance alone makes of a known mean, by moments: the variance
 * of an hour over its mean squared, and the part of it that two hours of one day share, from the products of
 * their errors.
 */
export function spreadOf(
  rows: readonly ForecastCount[],
  coefficients: readonly number[],
): { dispersion: number; dayDispersion: number } {
  let excess = 0;
  let squares = 0;
  const days = new Map<string, Map<number, Residual & { forecasts: number }>>();
  for (const { count, expected, features, startsAt, date } of rows) {
    const mean = expected * Math.exp(dot(features, coefficients));
    const error = count - mean;
    excess += error ** 2 - mean;
    squares += mean ** 2;

    // Of an hour that several forecasts reached, their mean: it came once.
    const day = days.get(date) ?? new Map<number, Residual & { forecasts: number }>();
    const hour = day.get(startsAt.getTime()) ?? { error: 0, mean: 0, forecasts: 0 };
    hour.forecasts += 1;
    hour.error += (error - hour.error) / hour.forecasts;
    hour.mean += (mean - hour.mean) / hour.forecasts;
    day.set(startsAt.getTime(), hour);
    days.set(date, day);
  }
  const dispersion = Math.max(0, excess / squares);
  const shared = sharedOf([...days.values()].map((day) => [...day.values()]));
  return { dispersion, dayDispersion: Math.max(0, Math.min(dispersion, shared)) };
}

function sharedOf(days: readonly (readonly Residual[])[]): number {
  let errors = 0;
  let means = 0;
  for (const day of days) {
    errors += pairProducts(day.map(({ error }) => error));
    means += pairProducts(day.map(({ mean }) => mean));
  }
  return means === 0 ? 0 : errors / means;
}

/** The sum of the products of all pairs, each pair twice. */
function pairProducts(values: readonly number[]): number {
  const sum = values.reduce((total, value) => total + value, 0);
  return sum ** 2 - values.reduce((total, value) => total + value ** 2, 0);
}
