import { dayAfter, weekdayOf } from "#models/shared/calendar-date";

/** Minutes as hours: `37.5 h`. */
export const hoursInWords = (minutes: number): string =>
  `${(Math.round(minutes / 6) / 10).toLocaleString("en-GB")} h`;

export const monthOf = (on: string): string => on.slice(0, 7);

/** "November 2026" */
export const monthInWords = (month: string): string =>
  new Intl.DateTimeFormat("en-GB", { month: "long", year: "numeric", timeZone: "UTC" }).format(
    Date.parse(`${month}-01T00:00:00Z`),
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
