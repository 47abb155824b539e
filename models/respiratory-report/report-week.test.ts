import { describe, expect, it } from "vitest";
import { dayRange, isOver, parseWeek, snapshotAt, weekOf, weeksOver } from "./report-week";

const hours = ({ from, to }: { from: Date; to: Date }) =>
  (to.getTime() - from.getTime()) / 3_600_000;

describe("a reporting week", () => {
  it("goes from Sunday to Saturday, with its Wednesday between", () => {
    const week = { startsOn: "2026-11-22", snapshotOn: "2026-11-25", endsOn: "2026-11-28" };
    for (const day of ["2026-11-22", "2026-11-25", "2026-11-28"]) expect(weekOf(day)).toEqual(week);
    expect(weekOf("2026-11-29").startsOn).toBe("2026-11-29");
  });

  it("is over once its Saturday has passed, across a year's end", () => {
    expect(weeksOver("2027-01-02", 2).map(({ endsOn }) => endsOn)).toEqual([
      "2026-12-26",
      "2026-12-19",
    ]);
    expect(isOver(weekOf("2027-01-02"), "2027-01-02")).toBe(false);
    expect(isOver(weekOf("2027-01-02"), "2027-01-03")).toBe(true);
  });

  it("is named by a Saturday and by nothing else", () => {
    expect(parseWeek("2026-11-28")?.startsOn).toBe("2026-11-22");
    for (const other of ["2026-11-27", "2026-13-40", "28.11.2026", ""])
      expect(parseWeek(other)).toBeUndefined();
  });

  it("takes its census at noon of the hospital's clocks, in summer and in winter", () => {
    expect(snapshotAt(weekOf("2026-03-07"), "America/New_York").toISOString()).toBe(
      "2026-03-04T17:00:00.000Z",
    );
    expect(snapshotAt(weekOf("2026-03-14"), "America/New_York").toISOString()).toBe(
      "2026-03-11T16:00:00.000Z",
    );
  });
});

it("gives a day as many hours as its clocks show", () => {
  expect(hours(dayRange("2026-03-08", "America/New_York"))).toBe(23);
  expect(hours(dayRange("2026-11-01", "America/New_York"))).toBe(25);
  expect(hours(dayRange("2026-11-02", "America/New_York"))).toBe(24);
});
