import { weeksUpTo } from "#models/alerts/alert-report";
import type { TimeRange } from "#models/shared/time-range";
import { formatLocal, parseLocal } from "#models/shared/hospital-instant";

/** How many weeks a report may span, the running one among them. */
export const REPORT_WEEKS = [4, 8, 13, 26] as const;
export type ReportWeeks = (typeof REPORT_WEEKS)[number];

export const parseWeeks = (text: string | undefined): ReportWeeks =>
  REPORT_WEEKS.find((weeks) => String(weeks) === text) ?? 8;

/** The unit's code, or this for all of the person's. */
export const ALL_UNITS = "all";

const DAYS_FROM_MONDAY = 6;
const DAYS_PER_WEEK = 7;

/** The weeks up to this instant by the hospital's calendar, and the time they span. */
export function reportedWeeks(
  now: Date,
  count: ReportWeeks,
  timeZone: string,
): { weeks: readonly string[] } & TimeRange {
  const today = new Date(`${formatLocal(now, timeZone).slice(0, 10)}T00:00:00Z`);
  const sinceMonday = (today.getUTCDay() + DAYS_FROM_MONDAY) % DAYS_PER_WEEK;
  today.setUTCDate(today.getUTCDate() - sinceMonday);
  const weeks = weeksUpTo(today.toISOString().slice(0, 10), count);
  const from = parseLocal(`${weeks[0]}T00:00`, timeZone);
  if (!from) throw new Error(`no instant in ${timeZone} begins the week of ${weeks[0]}`);
  return { weeks, from, to: now };
}
