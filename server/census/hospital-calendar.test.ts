import { expect, it } from "vitest";
import { hospitalCalendar } from "./hospital-calendar";

const { specialDays } = hospitalCalendar("Europe/Berlin", [
  // Already the new year on the hospital's clocks.
  { startsAt: new Date("2023-12-31T23:30:00Z") },
  { startsAt: new Date("2026-11-28T00:00:00Z") },
]);

it("knows the holidays that move with the moon, a year ahead as well", () => {
  expect(specialDays.get("2024-03-29")).toBe("good-friday");
  expect(specialDays.get("2025-04-21")).toBe("easter-monday");
  expect(specialDays.get("2026-05-14")).toBe("ascension-day");
  expect(specialDays.get("2027-05-17")).toBe("whit-monday");
  expect(specialDays.get("2027-03-27")).toBeUndefined();
});

it("begins with the year in which the history begins on the hospital's clocks", () => {
  expect(specialDays.has("2023-12-25")).toBe(false);
  expect(specialDays.get("2024-12-25")).toBe("christmas");
});
