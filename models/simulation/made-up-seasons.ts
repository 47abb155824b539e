import type { LocalHour } from "../arrivals/local-hour";
import { MS_PER_DAY } from "../shared/time-range";
import { gaussian, type RandomStream, randomStream, uniform, uniformBetween } from "./random";

/** Of those admitted for influenza, about one in eight needs intensive care. */
export const FLU_INTENSIVE_SHARE = 0.13;

/** Sporadic cases in summer, admissions a week in a hospital of 100 ward beds. */
const OUT_OF_SEASON_PER_WEEK = 0.5;

/** Expected flu admissions a day in a hospital of 100 ward beds: a wave each winter, each of its own size. */
export function fluPerDay(seed: string, date: string): number {
  const at = Date.parse(`${date}T00:00:00Z`);
  const year = Number(date.slice(0, 4));
  // The waves of the winters before and after: each is felt in one of the two years it lies in.
  const perWeek = [year - 1, year].reduce((sum, begins) => {
    const season = randomStream(seed, "season", begins);
    const peakAt = Date.UTC(begins + 1, 0, 6) + uniformBetween(season, -20, 24) * MS_PER_DAY;
    const height = uniformBetween(season, 16, 34);
    // It comes faster than it goes.
    const [riseDays, fallDays] = [uniformBetween(season, 13, 19), uniformBetween(season, 20, 30)];
    const days = (at - peakAt) / MS_PER_DAY;
    return sum + height * Math.exp(-0.5 * (days / (days < 0 ? riseDays : fallDays)) ** 2);
  }, OUT_OF_SEASON_PER_WEEK);
  return perWeek / 7;
}

/** Emergency arrivals over the day: fewest at five in the morning, most before noon and in the evening. */
const ARRIVALS_BY_HOUR = [
  0.62, 0.52, 0.45, 0.4, 0.38, 0.39, 0.47, 0.64, 0.95, 1.28, 1.5, 1.55, 1.5, 1.42, 1.37, 1.35, 1.37,
  1.38, 1.38, 1.32, 1.22, 1.06, 0.9, 0.74,
] as const;
/** From Monday. */
const ARRIVALS_BY_WEEKDAY = [1.09, 1.02, 0.99, 0.98, 0.98, 0.96, 0.98] as const;

/** Days on which nothing is planned, by month and day. */
const HOLIDAYS = new Set(["01-01", "05-01", "12-24", "12-25", "12-26", "12-31"]);
export const isHoliday = (date: string): boolean => HOLIDAYS.has(date.slice(5));

/** What the hour, the day and the season multiply the mean rate of emergency arrivals with. */
export function arrivalFactor(
  { date, hour, weekday, yearShare }: LocalHour,
  dayLevel: number,
): number {
  const winter = 1 + 0.05 * Math.cos(2 * Math.PI * (yearShare - 0.055));
  const holiday = date.slice(5) === "12-25" ? 0.78 : isHoliday(date) ? 0.92 : 1;
  return (
    (ARRIVALS_BY_HOUR[hour] ?? 1) *
    (ARRIVALS_BY_WEEKDAY[weekday] ?? 1) *
    winter *
    holiday *
    dayLevel
  );
}

/** Days that are busier or calmer than their kind, as their neighbours are. Mean about 1. */
export function nextDayLevel(random: RandomStream, level: number): number {
  return Math.exp(0.7 * Math.log(level) + 0.045 * gaussian(random));
}

/** A count with this mean that comes as a Poisson process; by Knuth, for means of some tens at most. */
export function poisson(random: RandomStream, mean: number): number {
  const limit = Math.exp(-mean);
  let product = uniform(random);
  let count = 0;
  while (product > limit) {
    product *= uniform(random);
    count += 1;
  }
  return count;
}
