import { expect, it } from "vitest";
import { rosterDayAt } from "./roster-day";

const roster = { startsOn: "2026-10-19", timeZone: "Europe/London" };

it.each([
  ["2026-10-18T22:59:00Z", -1],
  ["2026-10-18T23:00:00Z", 0],
  // The clocks go back on the sixth day: it has twenty-five hours.
  ["2026-10-25T23:59:00Z", 6],
  ["2026-10-26T00:00:00Z", 7],
])("%s is day %d", (at, day) => {
  expect(rosterDayAt(roster, new Date(at))).toBe(day);
});
