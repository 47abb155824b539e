import { describe, expect, it } from "vitest";
import { ShiftId } from "./roster-ids";
import type { RosterShift } from "./roster-problem";
import { minutesBetween, shiftInstants } from "./shift-instants";

const shift = (id: string, from: string, to: string, isNight = false): RosterShift => ({
  ...{ shiftId: ShiftId.parse(id), name: id, code: "X", from, to, unpaidBreakMinutes: 30, isNight },
});
const DAY = shift("day", "07:00", "19:30");
const NIGHT = shift("night", "19:00", "07:30", true);
const shifts = [DAY, NIGHT, shift("round", "08:00", "08:00"), shift("odd", "01:30", "09:00")];
const on = (timeZone: string, startsOn: string) => {
  const instants = shiftInstants({ startsOn, timeZone, shifts });
  return (id: string, day: number) => instants(ShiftId.parse(id), day);
};

describe("the nights when the clocks change", () => {
  // A night is 12 h paid; the rest from Saturday's day shift to Sunday's is 11.5 h.
  it.each([
    { zone: "Europe/London", saturday: "2026-03-28", night: 11, rest: 10.5 },
    { zone: "Europe/London", saturday: "2026-10-24", night: 13, rest: 12.5 },
    { zone: "America/New_York", saturday: "2026-03-07", night: 11, rest: 10.5 },
    { zone: "America/New_York", saturday: "2026-10-31", night: 13, rest: 12.5 },
    { zone: "America/Phoenix", saturday: "2026-03-07", night: 12, rest: 11.5 },
    { zone: "Europe/London", saturday: "2026-03-21", night: 12, rest: 11.5 },
  ])("$zone, $saturday: $night h paid, $rest h between days", ({ zone, saturday, night, rest }) => {
    const instants = on(zone, saturday);
    expect(instants("night", 0).paidMinutes).toBe(night * 60);
    expect(minutesBetween(instants("day", 0), instants("day", 1))).toBe(rest * 60);
    // The nights around it are as always.
    expect(instants("night", -1).paidMinutes).toBe(12 * 60);
    expect(instants("night", 1).paidMinutes).toBe(12 * 60);
  });

  it("begins a shift at an hour that is skipped when the clocks have moved", () => {
    const odd = on("Europe/London", "2026-03-28")("odd", 1);
    expect(new Date(odd.startAt).toISOString()).toBe("2026-03-29T01:30:00.000Z");
    expect(odd.paidMinutes).toBe(6 * 60);
  });
});

it("counts days from the first, also backwards, in the hospital's zone", () => {
  const instants = on("America/New_York", "2026-06-01");
  expect(new Date(instants("day", 0).startAt).toISOString()).toBe("2026-06-01T11:00:00.000Z");
  expect(new Date(instants("night", -1).endAt).toISOString()).toBe("2026-06-01T11:30:00.000Z");
});

it("takes a shift that ends when it began for a whole day", () => {
  expect(on("UTC", "2026-06-01")("round", 0).paidMinutes).toBe(24 * 60 - 30);
});

it("tells an overlap by a rest below nothing", () => {
  const instants = on("UTC", "2026-06-01");
  expect(minutesBetween(instants("night", 0), instants("day", 1))).toBe(-30);
});

it("refuses a shift that the roster has not", () => {
  expect(() => on("UTC", "2026-06-01")("late", 0)).toThrow(/no shift "late"/);
});
