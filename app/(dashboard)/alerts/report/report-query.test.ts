import { expect, it } from "vitest";
import { parseWeeks, reportedWeeks } from "./report-query";

it.each([
  ["13", 13],
  ["5", 8],
  [undefined, 8],
  ["all", 8],
])("takes %s for %i weeks", (text, weeks) => {
  expect(parseWeeks(text)).toBe(weeks);
});

it("begins at midnight of a Monday where the hospital is, over a change of its clocks", () => {
  // Half past midnight on Monday in Berlin is still Sunday in Greenwich.
  const monday = new Date("2026-04-05T22:30:00Z");
  const { weeks, from, to } = reportedWeeks(monday, 4, "Europe/Berlin");
  expect(weeks).toEqual(["2026-03-16", "2026-03-23", "2026-03-30", "2026-04-06"]);
  expect(from).toEqual(new Date("2026-03-15T23:00:00Z"));
  expect(to).toEqual(monday);

  const sunday = reportedWeeks(monday, 4, "America/New_York");
  expect(sunday.weeks.at(-1)).toBe("2026-03-30");
});
