import { describe, expect, it } from "vitest";
import { UnitId } from "../shared/ids";
import { MS_PER_DAY } from "../shared/time-range";
import {
  exceedanceDays,
  exceedanceRisk,
  fanPoint,
  likelihoodStep,
  peakOf,
  peakOfAll,
  percent,
  type PlaceOutlook,
  probableExceedances,
} from "./outlook";

const AT = Date.UTC(2026, 0, 5, 21);
const LEVELS = [0.025, 0.1, 0.25, 0.5, 0.75, 0.9, 0.975];
const point = (at: number, mean: number) =>
  fanPoint({ at, mean, levels: LEVELS, quantiles: [1, 2, 3, 4, 5, 6, 7] });

const place = (last: number, exceedanceByDay: number[]): PlaceOutlook => ({
  unitId: UnitId.parse(`00000000-0000-4000-8000-00000000000${last}`),
  ...{ code: `U${last}`, name: `Unit ${last}`, kind: "ward", staffedBeds: 20, licensedBeds: 24 },
  ...{ occupiedAtIssue: 18, hourly: [], daily: [] },
  exceedanceByDay,
});

it("is told in whole beds, also of quantiles that are spread within them", () => {
  const quantiles = [0.51, 1.5, 2.6, 3.49, 4.5, 5.51, 7];
  expect(fanPoint({ at: 1, mean: 3.2, levels: LEVELS, quantiles })).toEqual({
    ...{ at: 1, mean: 3.2, median: 3, half: [3, 4], most: [1, 6], nearlyAll: [1, 7] },
  });
});

describe("the peak", () => {
  it("is where most are expected, the earliest of several", () => {
    expect(peakOf([point(1, 3), point(2, 5), point(3, 5)])?.at).toBe(2);
    expect(peakOf([])).toBeUndefined();
    const [early, late] = [point(1, 9), point(24, 5)];
    expect(peakOfAll({ hourly: [early], daily: [late] })).toBe(early);
    expect(peakOfAll({ hourly: [late], daily: [point(48, 7)] })?.at).toBe(48);
  });
});

describe("exceedance", () => {
  it("names a day by the middle of its 24 hours", () => {
    const [first, second] = exceedanceDays(place(1, [0.1, 0.2]), AT);
    expect(first).toMatchObject({ from: AT, middle: AT + MS_PER_DAY / 2, probability: 0.1 });
    expect(second?.from).toBe(AT + MS_PER_DAY);
  });

  it("tells the first probable day from the likeliest", () => {
    const risk = exceedanceRisk(place(1, [0.2, 0.5, 0.9, 0.9, 0.1]), AT);
    expect(risk?.firstProbable?.index).toBe(1);
    expect(risk?.likeliest.index).toBe(2);
    expect(risk?.probableDays).toBe(3);
    expect(exceedanceRisk(place(1, []), AT)).toBeUndefined();
  });

  it("lists the units that probably exceed, the soonest first, then the likeliest", () => {
    const units = [place(1, [0, 0.9]), place(2, [0.5, 0.5]), place(3, [0.7, 0]), place(4, [0.49])];
    const outlook = { issuedAt: AT, hospital: place(9, []), units, intensiveTransfers: undefined };
    expect(probableExceedances(outlook).map((risk) => risk.place.code)).toEqual(["U3", "U2", "U1"]);
  });

  it.each([
    [0, "0", 0],
    [0.001, "<1", 0],
    [0.049, "5", 0],
    [0.05, "5", 1],
    [0.25, "25", 2],
    [0.5, "50", 3],
    [0.75, "75", 4],
    [0.999, ">99", 4],
    [1, "100", 4],
  ])("of %d is %s percent, in step %d", (probability, words, step) => {
    expect(percent(probability)).toBe(words);
    expect(likelihoodStep(probability)).toBe(step);
  });
});
