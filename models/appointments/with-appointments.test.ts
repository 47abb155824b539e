import { describe, expect, it } from "vitest";
import type { PlannedDemand } from "../rostering/make-demand";
import { ShiftId, Skill } from "../rostering/roster-ids";
import { UnitId } from "../shared/ids";
import type { NursedSlot } from "./appointment-demand";
import { withAppointments } from "./with-appointments";

const SURGERY = UnitId.parse("6f0c1b7e-3f57-4c0c-9a3e-0d8f1f0b5a01");
const ELSEWHERE = UnitId.parse("6f0c1b7e-3f57-4c0c-9a3e-0d8f1f0b5a02");
const DAY = ShiftId.parse("day");
const NIGHT = ShiftId.parse("night");
const shift = { unpaidBreakMinutes: 0, isNight: false };
const CALENDAR = {
  startsOn: "2026-03-07", // the clocks of New York go forward in the night to the 8th
  days: 3,
  timeZone: "America/New_York",
  units: [{ unitId: SURGERY }],
  shifts: [
    { ...shift, shiftId: DAY, name: "Day", code: "D", from: "07:00", to: "19:00" },
    { ...shift, shiftId: NIGHT, name: "Night", code: "N", from: "19:00", to: "07:00" },
  ],
};
const OPTIONS = { price: { belowMinimum: 9, belowTarget: 3, aboveMaximum: 1 }, spare: 1 };
const planned = (day: number): PlannedDemand => ({
  demand: {
    ...{ unitId: SURGERY, day, shiftId: DAY, minimum: 4, target: 5, maximum: 6 },
    price: OPTIONS.price,
  },
  origin: "forecast",
  quantiles: [4, 5, 6],
});
const slot = (from: string, to: string, more: Partial<NursedSlot> = {}): NursedSlot => ({
  ...{ unitId: SURGERY, nurses: 1, from: new Date(from), to: new Date(to) },
  ...more,
});
const counts = ({ demand }: PlannedDemand) => ({
  ...{ day: demand.day, shift: demand.shiftId, skill: demand.skill },
  needs: [demand.minimum, demand.target, demand.maximum],
});

describe("withAppointments", () => {
  it("raises what the shift needs, by the clock of the day", () => {
    const slots = [slot("2026-03-08T11:30:00Z", "2026-03-08T13:00:00Z")];
    const raised = withAppointments([planned(0), planned(1), planned(2)], slots, CALENDAR, OPTIONS);
    expect(raised.map(counts)).toEqual([
      { day: 0, shift: DAY, skill: undefined, needs: [4, 5, 6] },
      { day: 1, shift: DAY, skill: undefined, needs: [5, 6, 7] },
      { day: 2, shift: DAY, skill: undefined, needs: [4, 5, 6] },
    ]);
    expect(raised[1]?.quantiles).toEqual([5, 6, 7]);
  });

  it("asks for a skill beside what the beds need", () => {
    const scrub = Skill.parse("scrub");
    const slots = [
      slot("2026-03-07T14:00:00Z", "2026-03-07T16:00:00Z", { skill: scrub, nurses: 2 }),
    ];
    expect(withAppointments([planned(0)], slots, CALENDAR, OPTIONS).map(counts)).toEqual([
      { day: 0, shift: DAY, skill: undefined, needs: [4, 5, 6] },
      { day: 0, shift: DAY, skill: scrub, needs: [2, 2, 3] },
    ]);
  });

  it("asks both shifts when a slot goes over their change", () => {
    const slots = [slot("2026-03-07T23:30:00Z", "2026-03-08T01:00:00Z")];
    expect(withAppointments([planned(0)], slots, CALENDAR, OPTIONS).map(counts)).toEqual([
      { day: 0, shift: DAY, skill: undefined, needs: [5, 6, 7] },
      { day: 0, shift: NIGHT, skill: undefined, needs: [1, 1, 2] },
    ]);
  });

  it("leaves alone what other units nurse", () => {
    const slots = [slot("2026-03-07T14:00:00Z", "2026-03-07T16:00:00Z", { unitId: ELSEWHERE })];
    expect(withAppointments([planned(0)], slots, CALENDAR, OPTIONS)).toEqual([planned(0)]);
  });
});
