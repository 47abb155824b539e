import { expect, it } from "vitest";
import { daysOver } from "./days-over";
import { SHIFTS } from "./testing/sample-problem";

const calendar = {
  startsOn: "2026-10-19",
  days: 14,
  timeZone: "Europe/London",
  shifts: [...SHIFTS],
};

it.each([
  ["2026-10-18T12:00:00Z", 0],
  ["2026-10-19T23:30:00Z", 0], // past midnight, and the night that began on the first is worked
  ["2026-10-20T06:29:00Z", 0],
  ["2026-10-20T06:30:00Z", 1],
  ["2026-10-25T07:29:00Z", 5], // the night when the clocks are put back
  ["2026-10-25T07:30:00Z", 6],
  ["2027-05-01T00:00:00Z", 14],
])("at %s so many days are over: %i", (now, over) => {
  expect(daysOver(calendar, new Date(now))).toBe(over);
});
