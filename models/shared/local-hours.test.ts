import { expect, it } from "vitest";
import { formatLocal } from "./hospital-instant";
import { hourOfWeek, localHours } from "./local-hours";
import { MS_PER_HOUR } from "./time-range";

it("has every hour as the clock on the wall, over both changes of a year", () => {
  const from = new Date("2025-03-29T05:00:00Z");
  for (const timeZone of ["Europe/London", "America/New_York", "Asia/Kolkata"]) {
    const hours = localHours(from, 24 * 230, timeZone);
    const wrong = hours.filter(({ date, hourOfDay }, index) => {
      const clock = formatLocal(new Date(from.getTime() + index * MS_PER_HOUR), timeZone);
      return clock.slice(0, 13) !== `${date}T${String(hourOfDay).padStart(2, "0")}`;
    });
    expect(wrong).toEqual([]);
  }
});

it("counts a week from Monday midnight", () => {
  const [hour] = localHours(new Date("2026-11-30T00:00:00Z"), 1, "Europe/London");
  expect(hour && hourOfWeek(hour)).toBe(0);
  const [last] = localHours(new Date("2026-11-29T23:00:00Z"), 1, "Europe/London");
  expect(last && hourOfWeek(last)).toBe(167);
});
