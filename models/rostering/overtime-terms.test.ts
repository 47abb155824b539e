import { expect, it } from "vitest";
import { weekdayOf } from "../shared/calendar-date";
import { overtimePeriods } from "./overtime-periods";
import { hasWeeks, OVERTIME_SETS, overtimeOf } from "./overtime-terms";

const SUNDAY = 6;

it("begin their weeks on the day that is chosen", () => {
  const terms = overtimeOf("flsa-40", SUNDAY);
  expect(weekdayOf(terms.weeksFrom)).toBe(SUNDAY);
  // From Monday 2 March: the week of the Sunday before is the first.
  const periods = overtimePeriods({ startsOn: "2026-03-02", days: 7 }, terms, 1);
  expect(periods).toEqual([
    { fromDay: -1, toDay: 6 },
    { fromDay: 6, toDay: 13 },
  ]);
});

it("stay as a roster has them when the same is chosen again", () => {
  const own = {
    ...OVERTIME_SETS["flsa-8-80"].terms,
    ...{ weeksFrom: "2024-01-14", perDay: { beyondMinutes: 450 } },
  };
  expect(overtimeOf("flsa-8-80", SUNDAY, own)).toBe(own);
  expect(overtimeOf("flsa-8-80", 0, own)).toEqual(OVERTIME_SETS["flsa-8-80"].terms);
  expect(overtimeOf("california", SUNDAY, own).setId).toBe("california");
});

it("have a first day of the week where something is counted by weeks", () => {
  expect(hasWeeks(OVERTIME_SETS.contract.terms)).toBe(false);
  expect(hasWeeks(OVERTIME_SETS["california-12"].terms)).toBe(true);
});
