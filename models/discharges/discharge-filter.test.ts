import { describe, expect, it } from "vitest";
import { DischargeFilter } from "./discharge-filter";
import { dayAfter, weekdayOf } from "../shared/calendar-date";

const WEEK = [80, 100, 110, 110, 130, 60, 40];
const START = "2025-06-02"; // a Monday, with no bank holiday until late August

function learnt(days: number, countOf: (date: string, index: number) => number): DischargeFilter {
  const filter = new DischargeFilter();
  for (let index = 0; index < days; index += 1) {
    const date = dayAfter(START, index);
    filter.learn(date, new Map([["T1", countOf(date, index)]]));
  }
  return filter;
}

const usual = (date: string): number => WEEK[weekdayOf(date)] ?? NaN;

describe("expected discharges", () => {
  it("follow the trust's own week", () => {
    const filter = learnt(77, usual);
    for (let ahead = 1; ahead <= 7; ahead += 1) {
      const date = dayAfter(START, 76 + ahead);
      const ratio = (filter.expect("T1", date) ?? NaN) / usual(date);
      expect(Math.abs(ratio - 1)).toBeLessThan(0.1);
    }
  });

  it("follow a new level within two weeks", () => {
    const filter = learnt(70, (date, index) => usual(date) * (index < 56 ? 1 : 1.5));
    const date = dayAfter(START, 71);
    expect((filter.expect("T1", date) ?? NaN) / usual(date)).toBeGreaterThan(1.3);
  });

  it("take the 0 of a large trust for a missing report", () => {
    const date = dayAfter(START, 57);
    const reported = learnt(56, usual).expect("T1", date);
    expect(learnt(57, (day, index) => (index === 56 ? 0 : usual(day))).expect("T1", date)).toBe(
      reported,
    );
  });

  it("are unknown of a trust that has not reported", () => {
    expect(learnt(7, usual).expect("T2", dayAfter(START, 8))).toBeUndefined();
  });

  it("learn from all trusts what a bank holiday does to one", () => {
    const filter = learnt(84, (date) => usual(date)); // until 24 August, a Sunday
    const holiday = "2025-08-25";
    const before = filter.expect("T1", holiday) ?? NaN;
    filter.learn(holiday, new Map([["T1", usual(holiday) / 2]]));
    const next = filter.expect("T1", "2025-12-25");
    expect(next).toBeDefined();
    const easterMonday = filter.expect("T1", "2026-04-06") ?? NaN;
    expect(easterMonday / before).toBeLessThan(0.7);
  });
});
