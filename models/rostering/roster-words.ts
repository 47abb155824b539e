import { dayAfter, weekdayOf } from "../shared/calendar-date";
import type { ShiftId } from "./roster-ids";
import type { RosterProblem } from "./roster-problem";

// How a roster's days and hours are said. English, as the rest of the interface; no platform formatter, which
// would be asked thousands of times.

const WEEKDAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const MONTHS = [
  ...["Jan", "Feb", "Mar", "Apr", "May", "Jun"],
  ...["Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
];

type Calendar = Pick<RosterProblem, "startsOn">;

/** `Tue 3 Mar` */
export function dayInWords({ startsOn }: Calendar, day: number): string {
  const date = dayAfter(startsOn, day);
  const [, month, dayOfMonth] = date.split("-").map(Number);
  return `${WEEKDAYS[weekdayOf(date)]} ${dayOfMonth} ${MONTHS[(month ?? 1) - 1]}`;
}

/** `on Tue 3 Mar`, or `from Tue 3 Mar to Mon 9 Mar`; the last day is excluded. */
export function daysInWords(calendar: Calendar, fromDay: number, toDay: number): string {
  if (toDay - fromDay === 1) return `on ${dayInWords(calendar, fromDay)}`;
  return `from ${dayInWords(calendar, fromDay)} to ${dayInWords(calendar, toDay - 1)}`;
}

/** Minutes as hours, to the tenth: `11.5 h`. */
export const hoursInWords = (minutes: number): string => `${roundedToTenth(minutes / 60)} h`;

/** `2.3`; whole numbers without a decimal. */
export const roundedToTenth = (value: number): string => String(Math.round(value * 10) / 10);

/** `1 shift`, `3 shifts` */
export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${count} ${count === 1 ? one : many}`;

/** `Early`, `Early or Late`, `Early, Late or Night` */
export const oneOf = (names: readonly string[]): string =>
  names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} or ${names.at(-1) ?? ""}`;

export const shiftNameOf = ({ shifts }: Pick<RosterProblem, "shifts">, shiftId: ShiftId): string =>
  shifts.find((shift) => shift.shiftId === shiftId)?.name ?? shiftId;
