import { HOURS_PER_WEEK, type LocalHour } from "./local-hour";

/** A counted hour, and how much it weighs in learning: the older, the less. */
export interface WeighedHour {
  local: LocalHour;
  arrivals: number;
  weight: number;
}

/**
 * The shape of a day where a hospital's own is not known yet, mean 1: quietest about four in the morning, busy
 * from late morning until evening, as emergency departments are. Assumed, not measured; a week outweighs it.
 */
const ASSUMED_DAY: readonly number[] = normalised(
  Array.from({ length: 24 }, (_, hour) =>
    Math.exp(
      0.6 * Math.cos((2 * Math.PI * (hour - 15)) / 24) +
        0.2 * Math.cos((4 * Math.PI * (hour - 12)) / 24),
    ),
  ),
);

/** How many hours of its own count as much as what it is shrunk to. */
const PRIOR_HOURS = {
  /** An hour of the day, to the assumed day. */
  hourOfDay: 7,
  /** A weekday's total, to the mean of all. */
  weekday: 96,
  /** An hour of the week, to hour of the day × weekday. */
  hourOfWeek: 25,
};

/**
 * Expected arrivals by hour of the week, Monday 00:00 first, each level shrunk to the one above it as the mean of
 * a gamma posterior is: hour of the week to hour of the day × weekday, that to the assumed day. So a profile of two
 * days is sensible, and one of three years is the hospital's own.
 */
export function fitWeekProfile(hours: readonly WeighedHour[]): number[] {
  const total = new Tally(1);
  const byHour = new Tally(24);
  const byWeekday = new Tally(7);
  const byHourOfWeek = new Tally(HOURS_PER_WEEK);
  const mean = meanOf(hours, total);
  for (const { local, arrivals, weight } of hours) byHour.add(local.hour, arrivals, weight);
  const day = ASSUMED_DAY.map((share, hour) =>
    byHour.shrunk(hour, mean * share, PRIOR_HOURS.hourOfDay),
  );
  // By what the day's hours let expect, so that a history that ends at noon does not make that weekday quiet.
  for (const { local, arrivals, weight } of hours) {
    const expected = day[local.hour] ?? mean;
    byWeekday.add(local.weekday, arrivals / mean, (weight * expected) / mean, weight);
  }
  for (const { local, arrivals, weight } of hours) {
    byHourOfWeek.add(local.weekday * 24 + local.hour, arrivals, weight);
  }
  return Array.from({ length: HOURS_PER_WEEK }, (_, index) => {
    const weekday = byWeekday.shrunk(Math.floor(index / 24), 1, PRIOR_HOURS.weekday);
    return byHourOfWeek.shrunk(index, (day[index % 24] ?? mean) * weekday, PRIOR_HOURS.hourOfWeek);
  });
}

/** Never 0, of which no ratio can be taken: a quiet hospital's hour is half a patient in all that was seen. */
function meanOf(hours: readonly WeighedHour[], tally: Tally): number {
  for (const { arrivals, weight } of hours) tally.add(0, arrivals, weight);
  return tally.shrunk(0, 0.5, 1);
}

function normalised(values: readonly number[]): number[] {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.map((value) => value / mean);
}

/** Weighed counts, and the hours they were counted in. */
class Tally {
  private readonly counts: Float64Array;
  private readonly hours: Float64Array;

  constructor(cells: number) {
    this.counts = new Float64Array(cells);
    this.hours = new Float64Array(cells);
  }

  /** `exposure` is how much was to be expected, in the unit that the cell's ratio is of. */
  add(cell: number, count: number, exposure: number, weight = exposure): void {
    this.counts[cell] = (this.counts[cell] ?? 0) + count * weight;
    this.hours[cell] = (this.hours[cell] ?? 0) + exposure;
  }

  shrunk(cell: number, towards: number, priorHours: number): number {
    const count = (this.counts[cell] ?? 0) + priorHours * towards;
    return count / ((this.hours[cell] ?? 0) + priorHours);
  }
}
