import { describe, expect, it } from "vitest";
import { UnitId } from "../shared/ids";
import { type AlertCount, burdenOf, perBedShift, weeksUpTo } from "./alert-report";

const COUNT: AlertCount = {
  unitId: UnitId.parse("018f0000-0000-7000-8000-000000000001"),
  week: "2026-03-23",
  shift: "day",
  cause: "early-warning-score",
  priority: "high",
  disposition: null,
  alerts: 6,
  answered: 4,
  escalated: 3,
  expired: 1,
};
const DAYS = (days: number) => [{ seconds: days * 86_400 }];

describe("the burden of alerts", () => {
  it("is what they come to for each day somebody was in a bed", () => {
    const other = { ...COUNT, alerts: 2, answered: 2, escalated: 0, expired: 0 };
    expect(burdenOf([COUNT, other], [...DAYS(3), ...DAYS(1)])).toEqual({
      ...{ alerts: 8, bedDays: 4, perBedDay: 2 },
      ...{ answeredShare: 0.75, escalatedShare: 0.375, expiredShare: 0.125 },
    });
  });

  it("is not known, rather than none, of empty beds", () => {
    expect(burdenOf([COUNT], []).perBedDay).toBeUndefined();
    expect(perBedShift([COUNT], [])).toBeUndefined();
  });

  it("has no shares of no alerts", () => {
    expect(burdenOf([], DAYS(2))).toMatchObject({ perBedDay: 0, answeredShare: undefined });
  });

  it("of a shift is for twelve hours, however long the clocks made it", () => {
    expect(perBedShift([COUNT], DAYS(3))).toBe(1);
  });
});

it("lists weeks by their Mondays over the turn of the year and the change of clocks", () => {
  expect(weeksUpTo("2026-01-05", 3)).toEqual(["2025-12-22", "2025-12-29", "2026-01-05"]);
  expect(weeksUpTo("2026-04-06", 3)).toEqual(["2026-03-23", "2026-03-30", "2026-04-06"]);
});
