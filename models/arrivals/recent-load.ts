import { MS_PER_HOUR } from "../shared/time-range";
import type { ArrivalHour } from "./arrival-hour";
import type { LocalHour } from "./local-hour";
import { type Climate, usualTemperature } from "./weather";

/** Over how many hours before the forecast arrivals are compared with what was expected of them. */
export const LOAD_WINDOWS_HOURS = [24, 168, 672] as const;

/** Horizons, in hours, between which a coefficient changes in a straight line. */
const KNOTS = [1, 24, 72, 168] as const;

/** By window and knot, then the weather by knot, then a constant. */
export const LOAD_FEATURES = LOAD_WINDOWS_HOURS.length * KNOTS.length + KNOTS.length + 1;

/** Before anything is learnt: the last four weeks count most, and the last day is forgotten within the week. */
export const ASSUMED_COEFFICIENTS: readonly number[] = [
  ...[0.15, 0.1, 0.05, 0],
  ...[0.25, 0.25, 0.25, 0.25],
  ...[0.4, 0.4, 0.4, 0.4],
  ...[0, 0, 0, 0],
  0,
];

/** So many arrivals as expected are added to both sides of a ratio: a small hospital's week is mostly chance. */
const PRIOR_ARRIVALS = 20;

/** °C that count as one: the coefficients become of a size with the others. */
const WEATHER_SCALE = 10;

/** What is known at the time of issue of how the hospital differs from what its calendar lets expect. */
export interface RecentLoad {
  /** By window: the logarithm of arrivals over expected arrivals; 0 where nothing was counted. */
  logRatios: readonly number[];
  /** How much warmer the last day was than usual, in tens of °C; 0 where nobody measured. */
  warmth: number;
}

export interface RecentLoadOptions {
  expected: (startsAt: Date) => number;
  climate: Climate | undefined;
  readLocal: (startsAt: Date) => LocalHour;
}

/**
 * Reads hours that have ended at `issuedAt`. Hours that are missing count on neither side. The weather is the
 * measured one of the last day, never that of the hours to come.
 */
export function recentLoad(
  history: readonly ArrivalHour[],
  issuedAt: Date,
  { expected, climate, readLocal }: RecentLoadOptions,
): RecentLoad {
  const arrivals = LOAD_WINDOWS_HOURS.map(() => PRIOR_ARRIVALS);
  const means = LOAD_WINDOWS_HOURS.map(() => PRIOR_ARRIVALS);
  let warmer = 0;
  let measured = 0;
  for (let index = endedBefore(history, issuedAt) - 1; index >= 0; index -= 1) {
    const hour = history[index];
    if (!hour) break;
    const ageHours = (issuedAt.getTime() - hour.startsAt.getTime()) / MS_PER_HOUR;
    if (ageHours > LONGEST_WINDOW_HOURS) break;
    const mean = expected(hour.startsAt);
    for (const [window, hours] of LOAD_WINDOWS_HOURS.entries()) {
      if (ageHours > hours) continue;
      arrivals[window] = (arrivals[window] ?? 0) + hour.arrivals;
      means[window] = (means[window] ?? 0) + mean;
    }
    if (ageHours <= 24 && climate && hour.temperatureCelsius !== undefined) {
      warmer += hour.temperatureCelsius - usualTemperature(climate, readLocal(hour.startsAt));
      measured += 1;
    }
  }
  return {
    logRatios: arrivals.map((count, window) => Math.log(count / (means[window] ?? NaN))),
    warmth: measured === 0 ? 0 : warmer / measured / WEATHER_SCALE,
  };
}

const LONGEST_WINDOW_HOURS = Math.max(...LOAD_WINDOWS_HOURS);

/** How many hours of the history, oldest first, have ended at that instant. */
export function endedBefore(history: readonly ArrivalHour[], at: Date): number {
  let low = 0;
  let high = history.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const startsAt = history[middle]?.startsAt.getTime() ?? Infinity;
    if (startsAt + MS_PER_HOUR <= at.getTime()) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The regression's features of the hour that begins `horizonHours` - 1 after the forecast is issued. */
export function loadFeatures({ logRatios, warmth }: RecentLoad, horizonHours: number): number[] {
  const hats = knotShares(horizonHours);
  return [...logRatios, warmth].flatMap((value) => hats.map((share) => share * value)).concat(1);
}

/** How near the horizon is to each knot; together 1. */
function knotShares(horizonHours: number): number[] {
  return KNOTS.map((knot, index) => {
    const before = KNOTS[index - 1];
    const after = KNOTS[index + 1];
    if (horizonHours < knot) {
      return before === undefined ? 1 : Math.max(0, (horizonHours - before) / (knot - before));
    }
    return after === undefined ? 1 : Math.max(0, (after - horizonHours) / (after - knot));
  });
}
