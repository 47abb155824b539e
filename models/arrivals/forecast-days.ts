import { z } from "zod";
import { countProbabilities, countQuantiles } from "./count-distribution";
import { localHours } from "./local-hour";

/** What the hours of one model's forecast share; see `ArrivalsForecast`. */
export const ArrivalSpread = z.object({
  dispersion: z.number().min(0),
  dayDispersion: z.number().min(0),
});
export type ArrivalSpread = z.infer<typeof ArrivalSpread>;

/** As it is stored beside a forecast of several sites, by their ids. */
export const ArrivalSpreads = z.record(z.string(), ArrivalSpread);

export interface ForecastDay {
  /** Local date. */
  date: string;
  /** How many of its hours are forecast: fewer than the day has on the first and on the last. */
  hours: number;
  /** Expected arrivals in those hours. */
  mean: number;
  /** At the levels asked for, in arrivals. */
  quantiles: readonly number[];
}

/**
 * Totals by local day. Their spread is not the sum of the hours' spreads: what chance adds to an hour evens out
 * over a day, what makes a day busy moves all of its hours. With the dispersion d of an hour, of which s is shared,
 * the variance is sum(mean) + (d - s) × sum(mean²) + s × sum(mean)².
 */
export function forecastDays(
  hours: readonly { startsAt: Date; mean: number }[],
  { dispersion, dayDispersion }: ArrivalSpread,
  { timeZone, levels }: { timeZone: string; levels: readonly number[] },
): ForecastDay[] {
  const readLocal = localHours(timeZone);
  const days = new Map<string, { hours: number; mean: number; squares: number }>();
  for (const { startsAt, mean } of hours) {
    const { date } = readLocal(startsAt);
    const day = days.get(date) ?? { hours: 0, mean: 0, squares: 0 };
    day.hours += 1;
    day.mean += mean;
    day.squares += mean ** 2;
    days.set(date, day);
  }
  return [...days].map(([date, day]) => {
    const excess = (dispersion - dayDispersion) * day.squares + dayDispersion * day.mean ** 2;
    const ofTotal = day.mean === 0 ? 0 : Math.max(0, excess) / day.mean ** 2;
    const quantiles = countQuantiles(countProbabilities(day.mean, ofTotal), levels);
    return { date, hours: day.hours, mean: day.mean, quantiles };
  });
}
