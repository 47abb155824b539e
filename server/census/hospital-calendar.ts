import type { ArrivalHour, HospitalCalendar } from "#models/arrivals/arrival-hour";
import { localHours } from "#models/arrivals/local-hour";
import { dayAfter } from "#models/shared/calendar-date";
import { easterOf } from "#models/shared/easter";

/** Days of every year on which a hospital is unlike itself. */
const SPECIAL_DAYS: Readonly<Record<string, string>> = {
  "12-24": "christmas-eve",
  "12-25": "christmas",
  "12-26": "second-christmas-day",
  "12-31": "new-years-eve",
  "01-01": "new-years-day",
};
/** By days from Easter Sunday. Where one of them is a day like others, its arrivals teach that. */
const EASTER_DAYS: Readonly<Record<string, number>> = {
  "good-friday": -2,
  "easter-sunday": 0,
  "easter-monday": 1,
  "ascension-day": 39,
  "whit-sunday": 49,
  "whit-monday": 50,
};

const specialDaysOf = (year: number): (readonly [date: string, name: string])[] => [
  ...Object.entries(EASTER_DAYS).map(
    ([name, days]) => [dayAfter(easterOf(year), days), name] as const,
  ),
  ...Object.entries(SPECIAL_DAYS).map(([day, name]) => [`${year}-${day}`, name] as const),
];

/** The calendar of the years of a history, and of the one after it. */
export function hospitalCalendar(
  timeZone: string,
  history: readonly Pick<ArrivalHour, "startsAt">[],
): HospitalCalendar {
  const clock = localHours(timeZone);
  const yearOf = (hour: Pick<ArrivalHour, "startsAt"> | undefined) =>
    Number(clock(hour?.startsAt ?? new Date()).date.slice(0, 4));
  const [first, last] = [yearOf(history[0]), yearOf(history.at(-1)) + 1];
  const years = Array.from({ length: last - first + 1 }, (_, index) => first + index);
  return {
    timeZone,
    specialDays: new Map(years.flatMap(specialDaysOf)),
  };
}
