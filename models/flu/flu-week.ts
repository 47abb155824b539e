import { MS_PER_DAY } from "../shared/time-range";

/** A surveillance week by the Saturday it ends on, counted from the first Saturday of 1970. */
export type FluWeek = number;

const FIRST_SATURDAY_MS = Date.UTC(1970, 0, 3);
const WEEK_MS = 7 * MS_PER_DAY;

/** Of an ISO date; the date may be any day of the week it names the end of. */
export function fluWeekOf(date: string): FluWeek {
  const at = Date.parse(`${date}T00:00:00Z`);
  if (Number.isNaN(at)) throw new RangeError(`${date} is not a date`);
  return Math.round((at - FIRST_SATURDAY_MS) / WEEK_MS);
}

export const dateOfFluWeek = (week: FluWeek): string =>
  new Date(FIRST_SATURDAY_MS + week * WEEK_MS).toISOString().slice(0, 10);

/** Weeks from the nearest 25 December, negative before it: the clock of a flu season. */
export function weeksFromChristmas(week: FluWeek): number {
  const at = FIRST_SATURDAY_MS + week * WEEK_MS;
  const year = new Date(at).getUTCFullYear();
  const distances = [year - 1, year, year + 1].map((y) => (at - Date.UTC(y, 11, 25)) / WEEK_MS);
  return distances.reduce((nearest, each) => (Math.abs(each) < Math.abs(nearest) ? each : nearest));
}
