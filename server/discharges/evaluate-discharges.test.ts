import { describe, expect, it } from "vitest";
import { dayAfter, weekdayOf } from "#models/shared/calendar-date";
import { normal, seededRandom } from "#models/deterioration/seeded-random";
import { describeDischarges, dischargeFigures, overAllHorizons } from "./describe-discharges";
import { evaluateDischarges } from "./evaluate-discharges";
import type { DailyDischarges } from "./read-discharges";

const START = "2024-01-08";
const WEEK = [80, 100, 110, 110, 130, 60, 40];
const DAYS = 140;

const madeUp = (): DailyDischarges => {
  const random = seededRandom(9);
  return new Map(
    Array.from({ length: DAYS }, (_, index) => {
      const date = dayAfter(START, index);
      const mean = WEEK[weekdayOf(date)] ?? NaN;
      const count = (): number => Math.round(mean + Math.sqrt(mean) * normal(random));
      return [date, new Map(["T1", "T2", "T3"].map((trust) => [trust, count()]))];
    }),
  );
};
const period = { from: dayAfter(START, 112), to: dayAfter(START, 139) };

describe("on made-up trusts", () => {
  it("judges every day of the period seven times, and beats the week before", () => {
    const report = evaluateDischarges(madeUp(), period);
    const all = overAllHorizons(report);
    expect(report.trusts).toBe(3);
    expect(report.byHorizon.map(({ forecasts }) => forecasts)).toEqual(Array(7).fill(28 * 3));
    expect(dischargeFigures(all).wisRatioToNaive).toBeLessThan(0.95);
    expect(describeDischarges(report)).toMatch(/^all +588 /m);
  });

  it("is not moved by what comes after a day", () => {
    const cut = { from: period.from, to: dayAfter(START, 125) };
    const until = new Map([...madeUp()].filter(([date]) => date <= cut.to));
    expect(evaluateDischarges(madeUp(), cut)).toEqual(evaluateDischarges(until, cut));
  });

  it("leaves out days that a trust did not report, for both forecasts", () => {
    const days = madeUp();
    for (const [date, day] of days) if (date >= period.from) day.delete("T2");
    const report = evaluateDischarges(days, period);
    expect(report.trusts).toBe(2);
    expect(overAllHorizons(report).forecasts).toBe(28 * 2 * 7);
  });
});
