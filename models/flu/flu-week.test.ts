import { expect, it } from "vitest";
import { dateOfFluWeek, fluWeekOf, weeksFromChristmas } from "./flu-week";

it("counts weeks by the Saturday that ends them", () => {
  expect(dateOfFluWeek(fluWeekOf("2025-01-04"))).toBe("2025-01-04");
  expect(fluWeekOf("2025-01-11") - fluWeekOf("2024-12-28")).toBe(2);
});

it.each([
  ["2021-12-25", 0],
  ["2024-12-21", -4 / 7],
  ["2025-01-04", 10 / 7],
  ["2025-06-21", 178 / 7],
  ["2025-07-05", -173 / 7],
])("%s is %f weeks from Christmas", (date, weeks) => {
  expect(weeksFromChristmas(fluWeekOf(date))).toBeCloseTo(weeks, 10);
});

it("refuses what is no date", () => {
  expect(() => fluWeekOf("soon")).toThrow("soon is not a date");
});
