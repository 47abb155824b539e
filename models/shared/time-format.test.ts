import { expect, it } from "vitest";
import { ago, countdown, duration, timeFormat } from "./time-format";

const INSTANT = new Date("2026-07-04T22:05:09Z");

it("shows the hospital's time, summer time included", () => {
  const london = timeFormat("Europe/London");

  expect(london.clock(INSTANT)).toBe("23:05");
  expect(london.clockWithSeconds(INSTANT)).toBe("23:05:09");
  expect(london.dateAndClock(INSTANT)).toBe("4 Jul 2026, 23:05");
});

it("shows the day it is at the hospital, not in Greenwich", () => {
  expect(timeFormat("Asia/Tokyo").dayAndClock(INSTANT)).toBe("Sun 5 Jul, 07:05");
});

it("writes midnight as 00, not 24", () => {
  expect(timeFormat("UTC").clock(new Date("2026-01-01T00:00:00Z"))).toBe("00:00");
});

it.each([
  [8.9, "8 s"],
  [0, "0 s"],
  [60, "1 min"],
  [7_800, "2 h 10 min"],
  [7_200, "2 h"],
  [273_600, "3 d 4 h"],
])("writes %d seconds as %s", (seconds, text) => {
  expect(duration(seconds)).toBe(text);
});

it("says how long ago something was", () => {
  expect(ago(INSTANT, INSTANT.getTime() + 3_000)).toBe("just now");
  expect(ago(INSTANT, INSTANT.getTime() + 240_000)).toBe("4 min ago");
});

it("counts down to the second", () => {
  expect(countdown(59.2)).toBe("1:00");
  expect(countdown(5)).toBe("0:05");
  expect(countdown(-3)).toBe("0:00");
});
