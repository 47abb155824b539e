import { dayAfter, weekdayOf } from "../shared/calendar-date";
import { easterOf } from "../shared/easter";

/**
 * Days on which English hospitals discharge otherwise than on an ordinary day of the week. A bank holiday looks like
 * a Sunday, the day before one like a Friday, and the weeks around Christmas like no other.
 */
export const DAY_KINDS = [
  "ordinary",
  "bank-holiday",
  "christmas-day",
  "boxing-day",
  "christmas-eve",
  "before-christmas",
  "new-years-eve",
  "before-bank-holiday",
  "after-bank-holiday",
] as const;
export type DayKind = (typeof DAY_KINDS)[number];

/** What kind of day a date (`2025-04-18`) is; known years ahead. */
export function dayKindOf(date: string): DayKind {
  const monthAndDay = date.slice(5);
  if (monthAndDay === "12-25") return "christmas-day";
  if (monthAndDay === "12-26") return "boxing-day";
  if (monthAndDay === "12-24") return "christmas-eve";
  if (monthAndDay === "12-22" || monthAndDay === "12-23") return "before-christmas";
  if (isBankHoliday(date)) return "bank-holiday";
  if (monthAndDay === "12-31") return "new-years-eve";
  if (isBankHoliday(dayAfter(date, -1))) return "after-bank-holiday";
  return isBankHoliday(dayAfter(date, 1)) ? "before-bank-holiday" : "ordinary";
}

/** Proclaimed or moved, by date; the rest follows from rules (gov.uk/bank-holidays). */
const PROCLAIMED = new Set(["2022-06-02", "2022-06-03", "2022-09-19", "2023-05-08"]);
const MOVED_AWAY = new Set(["2022-05-30"]);

export function isBankHoliday(date: string): boolean {
  if (PROCLAIMED.has(date)) return true;
  if (MOVED_AWAY.has(date)) return false;
  const year = Number(date.slice(0, 4));
  const easter = easterOf(year);
  if (date === dayAfter(easter, -2) || date === dayAfter(easter, 1)) return true;
  return isMondayHoliday(date) || isYearsTurn(date);
}

/** The first and the last Monday of May, the last of August. */
function isMondayHoliday(date: string): boolean {
  if (weekdayOf(date) !== 0) return false;
  const [month, day] = [Number(date.slice(5, 7)), Number(date.slice(8))];
  return (month === 5 && (day <= 7 || day > 24)) || (month === 8 && day > 24);
}

/** Christmas Day, Boxing Day and New Year's Day; on a weekend, the next weekday that is none of them as well. */
function isYearsTurn(date: string): boolean {
  const monthAndDay = date.slice(5);
  const weekday = weekdayOf(date);
  if (["12-25", "12-26", "01-01"].includes(monthAndDay)) return true;
  if (monthAndDay === "12-27") return weekday === 0 || weekday === 1;
  if (monthAndDay === "12-28") return weekday === 0 || weekday === 1;
  return (monthAndDay === "01-02" || monthAndDay === "01-03") && weekday === 0;
}
