import { expect, it } from "vitest";
import { weekdayOf } from "../shared/calendar-date";
import { dayKindOf, isBankHoliday } from "./english-days";

/** As published for England and Wales. */
const PUBLISHED = {
  2022: "01-03 04-15 04-18 05-02 06-02 06-03 08-29 09-19 12-26 12-27",
  2023: "01-02 04-07 04-10 05-01 05-08 05-29 08-28 12-25 12-26",
  2024: "01-01 03-29 04-01 05-06 05-27 08-26 12-25 12-26",
  2025: "01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26",
  2026: "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28",
};

it.each(Object.entries(PUBLISHED))("knows the bank holidays of %s on weekdays", (year, days) => {
  const start = Date.UTC(Number(year), 0, 1);
  const found = Array.from({ length: 366 }, (_, index) =>
    new Date(start + index * 86_400_000).toISOString().slice(0, 10),
  ).filter((date) => date.startsWith(year) && weekdayOf(date) < 5 && isBankHoliday(date));
  expect(found.map((date) => date.slice(5))).toEqual(days.split(" "));
});

it.each([
  ["2025-04-17", "before-bank-holiday"],
  ["2025-04-18", "bank-holiday"],
  ["2025-04-22", "after-bank-holiday"],
  ["2025-12-23", "before-christmas"],
  ["2025-12-25", "christmas-day"],
  ["2025-12-26", "boxing-day"],
  ["2025-07-16", "ordinary"],
])("%s is %s", (date, kind) => {
  expect(dayKindOf(date)).toBe(kind);
});
