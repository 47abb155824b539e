import type { LocalHour } from "../arrivals/local-hour";
import { MS_PER_HOUR } from "../shared/time-range";

/** How a unit's admissions from outside are spread over a week. */
export interface AdmissionPattern {
  /** By hour of the week: expected admissions that nobody has planned. */
  perHour: readonly number[];
  /** From Monday: expected planned admissions of a day. */
  electivePerWeekday: readonly number[];
  /** Variance over mean of a day's admissions, at least 1. */
  dispersion: number;
}

/** The hospital's, as `hospitalClock` gives it: one for all units, because it is slow to be asked. */
type Clock = (at: Date) => LocalHour;

interface CountedHour {
  /** Admissions are those of the hour before it. */
  hour: Date;
  admissions: number;
}

const DAYS_PER_WEEK = 7;
const HOURS_PER_DAY = 24;
const MOST_DISPERSION = 10;
/** Fewer planned admissions a weekday are chance. */
const FEWEST_ELECTIVE = 0.25;
/** Hours of the day are drawn towards each other by as many admissions: few say little of an hour. */
const EVEN_ADMISSIONS = 24;

/**
 * Learnt from the last weeks. What comes by appointment is what a weekday has beyond a day of the weekend;
 * the rest comes by the hour and by the day as it came.
 */
export function admissionPattern(hours: readonly CountedHour[], clock: Clock): AdmissionPattern {
  const counted = located(hours, clock);
  const byHour = Array.from({ length: HOURS_PER_DAY }, () => 0);
  for (const { clock, admissions } of counted)
    byHour[clock.hour] = (byHour[clock.hour] ?? 0) + admissions;
  const all = byHour.reduce((sum, each) => sum + each, 0);
  const hourShares = byHour.map(
    (each) => (each + EVEN_ADMISSIONS / HOURS_PER_DAY) / (all + EVEN_ADMISSIONS),
  );

  const days = wholeDays(counted);
  const meanOf = (some: readonly Day[]) => mean(some.map(({ admissions }) => admissions));
  const weekend = meanOf(days.filter(({ weekday }) => weekday >= 5));
  const perWeekday = Array.from({ length: DAYS_PER_WEEK }, (_, weekday) =>
    meanOf(days.filter((day) => day.weekday === weekday)),
  );
  const excess = meanOf(days.filter(({ weekday }) => weekday < 5)) - weekend;
  // An emergency department is fuller on Mondays, too: planned is only what weekends hardly have.
  const isPlanned = excess >= FEWEST_ELECTIVE && excess > weekend;
  const electivePerWeekday = perWeekday.map((day, weekday) =>
    isPlanned && weekday < 5 ? Math.max(0, day - weekend) : 0,
  );
  return {
    perHour: perWeekday.flatMap((day, weekday) =>
      hourShares.map((share) => share * (day - (electivePerWeekday[weekday] ?? 0))),
    ),
    electivePerWeekday,
    dispersion: dispersionOf(days, perWeekday),
  };
}

/**
 * How far the level of all admissions together strays from week to week beyond chance: the coefficient of
 * variation of what all units share.
 */
export function levelVariation(units: readonly (readonly CountedHour[])[], clock: Clock): number {
  const byDate = new Map<string, number>();
  for (const hours of units)
    for (const { date, admissions } of wholeDays(located(hours, clock)))
      byDate.set(date, (byDate.get(date) ?? 0) + admissions);
  const days = [...byDate.entries()].toSorted(([one], [other]) => one.localeCompare(other));
  const weeks: number[] = [];
  for (let from = 0; from + DAYS_PER_WEEK <= days.length; from += DAYS_PER_WEEK)
    weeks.push(days.slice(from, from + DAYS_PER_WEEK).reduce((sum, [, count]) => sum + count, 0));
  if (weeks.length < 3) return UNKNOWN_VARIATION;
  const level = mean(weeks);
  const beyondChance = level > 0 ? variance(weeks) / level ** 2 - 1 / level : 0;
  return Math.min(MOST_VARIATION, Math.sqrt(Math.max(LEAST_VARIATION ** 2, beyondChance)));
}
/** A level is never known exactly; without a past it may be off by a tenth. */
const LEAST_VARIATION = 0.02;
const UNKNOWN_VARIATION = 0.1;
const MOST_VARIATION = 0.3;

interface Day {
  date: string;
  weekday: number;
  admissions: number;
}

function located(
  hours: readonly CountedHour[],
  clock: Clock,
): { clock: LocalHour; admissions: number }[] {
  return hours.map(({ hour, admissions }) => ({
    clock: clock(new Date(hour.getTime() - MS_PER_HOUR)),
    admissions,
  }));
}

/** Days of which nearly every hour was counted. */
function wholeDays(counted: readonly { clock: LocalHour; admissions: number }[]): Day[] {
  const days = new Map<string, Day & { hours: number }>();
  for (const { clock, admissions } of counted) {
    const day = days.get(clock.date) ?? { ...clock, admissions: 0, hours: 0 };
    day.admissions += admissions;
    day.hours += 1;
    days.set(clock.date, day);
  }
  return [...days.values()].filter(({ hours }) => hours >= HOURS_PER_DAY - 1);
}

function dispersionOf(days: readonly Day[], perWeekday: readonly number[]): number {
  // Of as many days, seven means were taken off.
  const free = days.length - DAYS_PER_WEEK;
  const level = mean(days.map(({ admissions }) => admissions));
  if (free <= 0 || level === 0) return 1;
  const squares = days.reduce(
    (sum, { weekday, admissions }) => sum + (admissions - (perWeekday[weekday] ?? 0)) ** 2,
    0,
  );
  return Math.min(MOST_DISPERSION, Math.max(1, squares / free / level));
}

const mean = (values: readonly number[]): number =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;

const variance = (values: readonly number[]): number => {
  const middle = mean(values);
  return values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / (values.length - 1);
};
