import { describe, expect, it } from "vitest";
import { MS_PER_HOUR } from "../shared/time-range";
import { SHIFT_PLAN, shiftAt, shiftBefore, ShiftPlan, shiftToHandOver } from "./shift";

const ZONE = "Europe/London";
const at = (instant: string) => new Date(instant);
const hoursOf = ({ from, to }: { from: Date; to: Date }) =>
  (to.getTime() - from.getTime()) / MS_PER_HOUR;

describe("the shift that is on", () => {
  it.each([
    ["2026-01-15T07:00:00Z", "Day", "2026-01-15T07:00:00.000Z", "2026-01-15T19:00:00.000Z"],
    ["2026-01-15T06:59:59Z", "Night", "2026-01-14T19:00:00.000Z", "2026-01-15T07:00:00.000Z"],
    ["2026-01-15T23:30:00Z", "Night", "2026-01-15T19:00:00.000Z", "2026-01-16T07:00:00.000Z"],
    ["2026-07-15T06:00:00Z", "Day", "2026-07-15T06:00:00.000Z", "2026-07-15T18:00:00.000Z"],
    ["2026-07-15T23:30:00Z", "Night", "2026-07-15T18:00:00.000Z", "2026-07-16T06:00:00.000Z"],
  ])("at %s is %s", (instant, name, from, to) => {
    const shift = shiftAt(SHIFT_PLAN, at(instant), ZONE);
    expect(shift).toEqual({ name, from: at(from), to: at(to) });
  });

  it.each([
    ["2026-03-29T03:00:00Z", 11], // the clocks go forward in this night
    ["2026-10-25T03:00:00Z", 13], // and back in this one
    ["2026-10-25T12:00:00Z", 12],
  ])("at %s lasts %i hours", (instant, hours) => {
    expect(hoursOf(shiftAt(SHIFT_PLAN, at(instant), ZONE))).toBe(hours);
  });

  it("follows the hospital's zone, not the machine's", () => {
    const shift = shiftAt(SHIFT_PLAN, at("2026-01-15T03:00:00Z"), "Asia/Kolkata"); // 08:30 there
    expect(shift.name).toBe("Day");
    expect(shift.from).toEqual(at("2026-01-15T01:30:00Z"));
  });

  it.each(["2026-04-02", "2026-10-28"])("leaves no gap and no overlap before %s", (day) => {
    let shift = shiftAt(SHIFT_PLAN, at(`${day}T12:00:00Z`), ZONE);
    for (let count = 0; count < 16; count += 1) {
      const before = shiftBefore(SHIFT_PLAN, shift, ZONE);
      expect(before.to).toEqual(shift.from);
      expect(before.name).not.toBe(shift.name);
      shift = before;
    }
  });

  it("may be one of three", () => {
    const plan = ShiftPlan.parse([
      { name: "Early", from: "06:00" },
      { name: "Late", from: "14:00" },
      { name: "Night", from: "22:00" },
    ]);
    expect(shiftAt(plan, at("2026-01-15T15:00:00Z"), ZONE).name).toBe("Late");
    expect(shiftAt(plan, at("2026-01-15T05:00:00Z"), ZONE).name).toBe("Night");
  });
});

it.each([
  ["2026-01-15T18:30:00Z", "Day"],
  ["2026-01-15T20:59:00Z", "Day"],
  ["2026-01-15T21:00:00Z", "Night"],
  ["2026-01-16T07:10:00Z", "Night"],
])("at %s the %s shift is handed over", (instant, name) => {
  expect(shiftToHandOver(SHIFT_PLAN, at(instant), ZONE).name).toBe(name);
});

it.each([
  [[]],
  [[{ name: "Day", from: "7:00" }]],
  [[{ name: "Day", from: "24:00" }]],
  [
    [
      { name: "Night", from: "19:00" },
      { name: "Day", from: "07:00" },
    ],
  ],
  [
    [
      { name: "Day", from: "07:00" },
      { name: "Other", from: "07:00" },
    ],
  ],
])("is no plan: %j", (plan) => expect(ShiftPlan.safeParse(plan).success).toBe(false));
