import { describe, expect, it } from "vitest";
import { QUANTILE_LEVELS } from "../census/census-quantiles";
import type { NurseDemand } from "../nurse-demand/nurse-demand";
import { leadingShifts } from "./leading-shifts";
import { type DemandOptions, makeDemand } from "./make-demand";
import { MICU, SHIFTS, shiftIdOf, WARD } from "./testing/sample-problem";

const OPTIONS: DemandOptions = {
  ...{ serviceLevel: 0.8, spare: 1 },
  price: { belowMinimum: 1000, belowTarget: 100, aboveMaximum: 10 },
};
const calendar = (startsOn: string, days: number, timeZone = "Europe/London") => ({
  ...{ startsOn, days, timeZone, shifts: [...SHIFTS], units: [{ unitId: MICU, name: "MICU" }] },
});
/** The median and all below are `usual`, what is above is `high`. */
const row = (startsAt: string, endsAt: string, usual: number, high: number): NurseDemand => ({
  ...{ unitId: MICU, shift: "Day", minimum: usual, target: high },
  ...{ startsAt: new Date(startsAt), endsAt: new Date(endsAt) },
  quantiles: QUANTILE_LEVELS.map((level) => (level > 0.7 ? high : usual)),
});
/** Long days and nights of a week from Monday 1 June, in summer time; each day asks for one nurse more. */
const week = Array.from({ length: 7 }, (_, day) => {
  const at = (hours: number) => new Date(Date.UTC(2026, 5, 1 + day, hours)).toISOString();
  return [row(at(6), at(18), day + 2, day + 4), row(at(18), at(30), 1, 2)];
}).flat();

const told = (made: ReturnType<typeof makeDemand>) =>
  made.map(({ demand: { day, shiftId, minimum, target, maximum }, origin }) => [
    ...[day, shiftId, minimum, target, maximum, origin],
  ]);

describe("shifts that carry the demand", () => {
  it.each([
    ["EDLN", ["day", "night"]],
    ["ELN", ["early", "late", "night"]],
    ["EL", ["early", "late"]],
  ])("of %s are %o", (codes, leading) => {
    const shifts = SHIFTS.filter(({ code }) => codes.includes(code)).map((shift) =>
      codes === "ELN" && shift.code === "N" ? { ...shift, from: "22:00" } : shift,
    );
    expect(leadingShifts(shifts).map(({ shiftId }) => shiftId)).toEqual(leading);
  });
});

describe("demand from a forecast", () => {
  it("is asked of the shift that covers it: the minimum, and the target at the service level", () => {
    expect(told(makeDemand({ demand: week }, calendar("2026-06-01", 2), OPTIONS))).toEqual([
      [0, "day", 2, 4, 5, "forecast"],
      [0, "night", 1, 2, 3, "forecast"],
      [1, "day", 3, 5, 6, "forecast"],
      [1, "night", 1, 2, 3, "forecast"],
    ]);
    const even = makeDemand({ demand: week }, calendar("2026-06-01", 1), {
      ...OPTIONS,
      serviceLevel: 0.5,
    });
    expect(even[0]?.demand).toMatchObject({ minimum: 2, target: 2 });
  });

  it("is, for a shift over several of its periods, the most of them", () => {
    // The late shift lies over the day and the night, the early one in the day.
    const named = { ...OPTIONS, shiftIds: ["E", "L", "N"].map(shiftIdOf) };
    const late = told(makeDemand({ demand: week }, calendar("2026-06-02", 1), named));
    expect(late).toEqual([
      [0, "early", 3, 5, 6, "forecast"],
      [0, "late", 3, 5, 6, "forecast"],
      [0, "night", 1, 2, 3, "forecast"],
    ]);
  });

  it("keeps its interval, for the coverage row", () => {
    const [first] = makeDemand({ demand: week }, calendar("2026-06-01", 1), OPTIONS);
    expect([first?.quantiles?.at(0), first?.quantiles?.at(-1)]).toEqual([2, 4]);
  });

  it("is of the hospital's hours, also on the night when the clocks change", () => {
    const night = row("2026-03-28T19:00:00Z", "2026-03-29T06:00:00Z", 3, 5);
    const day = row("2026-03-28T07:00:00Z", "2026-03-28T19:00:00Z", 4, 6);
    expect(told(makeDemand({ demand: [day, night] }, calendar("2026-03-28", 1), OPTIONS))).toEqual([
      [0, "day", 4, 6, 7, "forecast"],
      [0, "night", 3, 5, 6, "forecast"],
    ]);
  });

  it("keeps a skill beside all nurses", () => {
    const skilled = week.map((each) => ({ ...each, skill: "ventilation", minimum: 1 }));
    const made = makeDemand({ demand: [...week, ...skilled] }, calendar("2026-06-01", 1), OPTIONS);
    expect(made.map(({ demand }) => demand.skill)).toEqual([
      undefined,
      undefined,
      "ventilation",
      "ventilation",
    ]);
  });
});

describe("beyond the forecast", () => {
  const later = calendar("2026-06-01", 9);

  it("is the typical week, and marked as such, without an interval", () => {
    const made = makeDemand({ demand: week }, later, OPTIONS);
    expect(told(made).slice(-4)).toEqual([
      [7, "day", 2, 4, 5, "typical-week"],
      [7, "night", 1, 2, 3, "typical-week"],
      [8, "day", 3, 5, 6, "typical-week"],
      [8, "night", 1, 2, 3, "typical-week"],
    ]);
    expect(made.at(-1)?.quantiles).toBeUndefined();
  });

  it("is the median day where the weekday is not in the forecast", () => {
    const made = makeDemand({ demand: week.slice(0, 6) }, later, OPTIONS);
    // Of 2, 3 and 4 nurses on its three days.
    expect(told(made).filter(([day, shift]) => day === 4 && shift === "day")).toEqual([
      [4, "day", 3, 5, 6, "typical-week"],
    ]);
  });

  it("is the staffing plan where there is one", () => {
    const plan = [{ unitId: MICU, shiftId: shiftIdOf("D"), weekday: 0, minimum: 7, target: 8 }];
    const made = told(makeDemand({ demand: week }, later, { ...OPTIONS, plan }));
    expect(made.slice(-4, -2)).toEqual([
      [7, "day", 7, 8, 9, "plan"],
      [7, "night", 1, 2, 3, "typical-week"],
    ]);
    expect(made[0]).toEqual([0, "day", 2, 4, 5, "forecast"]);
  });

  it("is the typical week long after the forecast, and before it", () => {
    const after = told(makeDemand({ demand: week }, calendar("2026-08-03", 1), OPTIONS));
    expect(after[0]).toEqual([0, "day", 2, 4, 5, "typical-week"]);
    const made = told(makeDemand({ demand: week }, calendar("2026-05-31", 2), OPTIONS));
    expect(made[0]).toEqual([0, "day", 8, 10, 11, "typical-week"]);
  });

  it("is nothing for a unit that nobody forecasts or plans", () => {
    const ward = { ...later, units: [{ unitId: WARD, name: "Ward" }] };
    expect(makeDemand({ demand: week }, ward, OPTIONS)).toEqual([]);
  });
});
