import { dayAfter, weekdayOf } from "#models/shared/calendar-date";
import { timeFormat } from "@/_lib/format-time";

const time = timeFormat("UTC");
const at = (on: string) => Date.parse(`${on}T00:00:00Z`);

/** "Sat 21 Nov", of a date of the calendar, which has no zone. */
export const dayInWords = (on: string): string => time.day(at(on));

/** "Sat 21 Nov", or "Sat 21 Nov – Mon 23 Nov". */
export const daysInWords = (fromOn: string, toOn: string): string =>
  fromOn === toOn ? dayInWords(fromOn) : `${dayInWords(fromOn)} – ${dayInWords(toOn)}`;

/** Minutes as hours: `37.5 h`. */
export const hoursInWords = (minutes: number): string =>
  `${(Math.round(minutes / 6) / 10).toLocaleString("en-GB")} h`;

export const monthOf = (on: string): string => on.slice(0, 7);

/** "November 2026" */
export const monthInWords = (month: string): string =>
  new Intl.DateTimeFormat("en-GB", { month: "long", year: "numeric", timeZone: "UTC" }).format(
    at(`${month}-01`),
  );

export const monthAfter = (month: string, months: number): string => {
  const [year = 0, of = 1] = month.split("-").map(Number);
  return new Date(Date.UTC(year, of - 1 + months, 1)).toISOString().slice(0, 7);
};

/** The weeks that a month touches, from Monday, each with its seven dates. */
export function weeksOf(month: string): string[][] {
  const first = `${month}-01`;
  const weeks: string[][] = [];
  for (let monday = dayAfter(first, -weekdayOf(first)); ; monday = dayAfter(monday, 7)) {
    if (monthOf(monday) > month) return weeks;
    weeks.push(Array.from({ length: 7 }, (_, day) => dayAfter(monday, day)));
  }
}

/** The Monday of the week a date lies in. */
export const mondayOf = (on: string): string => dayAfter(on, -weekdayOf(on));
