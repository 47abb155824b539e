import { describe, expect, it } from "vitest";
import { meanOf, quantileOf } from "../census/census-quantiles";
import { FLU_LEVELS } from "../flu/quantile-levels";
import { intensiveShare, learnCatchmentShare, type SharedWeek } from "./catchment-share";
import { dailyWave } from "./daily-wave";
import { fluBeds } from "./flu-beds";
import { poissonMixture } from "./poisson-mixture";
import { atLevel, RegionalFluForecast } from "./regional-forecast";
import { WAVE_WEEKS, wavePaths } from "./wave-paths";

const weeksOf = (hospital: (region: number, week: number) => number): SharedWeek[] =>
  Array.from({ length: 40 }, (_, week) => {
    const region = 100 + 50 * (week % 10);
    return { region, hospital: hospital(region, week), age: 40 - week };
  });

const regional = (scale: number[]): RegionalFluForecast =>
  RegionalFluForecast.parse({
    region: "Somewhere",
    referenceOn: "2025-01-11",
    reportedUntil: "2025-01-04",
    levels: [...FLU_LEVELS],
    quantiles: scale.map((middle) => FLU_LEVELS.map((level) => middle * (0.5 + level))),
  });

const KNOWN = { mean: 0.01, cv: 0, dispersion: 1, weeks: 40 };

describe("the hospital's share of its region", () => {
  it("is found again, surely, where each week had exactly that", () => {
    const share = learnCatchmentShare(weeksOf((region) => region * 0.04));
    expect(share?.mean).toBeCloseTo(0.04, 10);
    expect(share?.dispersion).toBe(1);
    expect(share?.cv).toBeLessThan(0.06);
  });

  it("is less sure where weeks scatter about it", () => {
    const scattered = learnCatchmentShare(
      weeksOf((region, week) => region * 0.04 * (week % 2 ? 1.8 : 0.2)),
    );
    expect(scattered?.dispersion).toBeGreaterThan(3);
    expect(scattered?.cv).toBeGreaterThan(0.1);
  });

  it("follows the newer weeks when it changes", () => {
    const share = learnCatchmentShare([
      ...weeksOf((region) => region * 0.02).map((week) => ({ ...week, age: week.age + 200 })),
      ...weeksOf((region) => region * 0.06),
    ]);
    expect(share?.mean).toBeGreaterThan(0.045);
  });

  it("is not made up from a handful of weeks, nor from weeks without flu", () => {
    expect(learnCatchmentShare(weeksOf((region) => region * 0.04).slice(0, 7))).toBeUndefined();
    expect(
      learnCatchmentShare(weeksOf(() => 1).map((week) => ({ ...week, region: 0 }))),
    ).toBeUndefined();
  });

  it("of those who need intensive care is drawn to one in eight when nobody was counted", () => {
    expect(intensiveShare([])).toBe(0.125);
    expect(intensiveShare([{ general: 300, intensive: 100 }])).toBeCloseTo(0.244, 3);
  });
});

describe("the ways a wave may go", () => {
  it("are as many as the region's forecast, times the share, each week", () => {
    const paths = wavePaths(regional([1_000, 2_000, 3_000, 2_500]), KNOWN, "seed");
    for (const [week, middle] of [1_000, 2_000, 3_000, 2_500].entries()) {
      const sorted = paths.map((path) => path[week] ?? 0).toSorted((a, b) => a - b);
      expect(sorted[200]).toBeGreaterThan(middle * 0.01 * 0.93);
      expect(sorted[200]).toBeLessThan(middle * 0.01 * 1.07);
      // No further out than the outermost quantile: nothing is known there.
      expect(sorted[0]).toBeGreaterThanOrEqual(middle * 0.01 * 0.509);
      expect(sorted.at(-1)).toBeLessThanOrEqual(middle * 0.01 * 1.491);
    }
  });

  it("go high or low for weeks together", () => {
    const paths = wavePaths(regional([1_000, 1_000, 1_000, 1_000]), KNOWN, "seed");
    const isAbove = (path: readonly number[], week: number) => (path[week] ?? 0) > 10;
    const together = paths.filter((path) => isAbove(path, 0) === isAbove(path, 1)).length;
    expect(together / paths.length).toBeGreaterThan(0.7);
  });

  it("are wider for a share that is less sure, and the same for the same seed", () => {
    const spread = (cv: number) => {
      const paths = wavePaths(regional([1_000, 1_000, 1_000, 1_000]), { ...KNOWN, cv }, "seed");
      const sorted = paths.map((path) => path[0] ?? 0).toSorted((a, b) => a - b);
      return (sorted[380] ?? 0) - (sorted[20] ?? 0);
    };
    expect(spread(0.4)).toBeGreaterThan(spread(0) * 1.2);
    expect(spread(0.4)).toBe(spread(0.4));
  });

  it("ebb beyond what is forecast, and never end below nothing", () => {
    const [path = []] = wavePaths(regional([1_000, 2_000, 4_000, 8_000]), KNOWN, "seed");
    expect(path).toHaveLength(WAVE_WEEKS);
    expect(path.at(-1)).toBeLessThan(Math.max(...path));
    expect(Math.min(...path)).toBeGreaterThan(0);
  });

  it("are spread over the days of their weeks, from the present day on", () => {
    const [day] = dailyWave([[7, 14, 21]], {
      referenceOn: "2025-01-11",
      today: "2025-01-10",
      intensiveShare: 0.25,
    });
    // Friday and Saturday of the first week, then seven days of the second.
    expect(day?.generalPerDay.slice(0, 10)).toEqual([
      0.75, 0.75, 1.5, 1.5, 1.5, 1.5, 1.5, 1.5, 1.5, 2.25,
    ]);
    expect(day?.intensivePerDay[0]).toBe(0.25);
  });
});

describe("beds that flu takes", () => {
  const forDays = (days: number) => Float64Array.from({ length: 60 }, (_, at) => +(at < days));
  const steady = [
    { weight: 1, generalPerDay: Array(28).fill(2), intensivePerDay: Array(28).fill(1) },
  ];

  it("are admissions a day times days of stay, once as many days have passed", () => {
    const days = fluBeds(steady, [], "generalPerDay", forDays(3));
    expect(days.map(({ pmf }) => Math.round(meanOf(pmf) * 100) / 100).slice(0, 4)).toEqual([
      2, 4, 6, 6,
    ]);
  });

  it("hold those admitted before until they leave", () => {
    const [first] = fluBeds(steady, [4, 4, 4], "intensivePerDay", forDays(3));
    expect(meanOf(first?.pmf ?? new Float64Array())).toBeCloseTo(1 + 8, 6);
  });
});

describe("a mixture of Poisson counts", () => {
  it("is a distribution with the mean of the means", () => {
    for (const means of [[0], [0.3], [3, 5, 40], [900, 1_100]]) {
      const pmf = poissonMixture(means);
      expect(pmf.reduce((sum, probability) => sum + probability, 0)).toBeCloseTo(1, 5);
      const mean = means.reduce((sum, each) => sum + each, 0) / means.length;
      expect(Math.abs(meanOf(pmf) - mean)).toBeLessThan(1e-3 * (1 + mean));
    }
  });

  it("of one mean has the quantiles of Poisson's table", () => {
    // P(X <= 8) = 0.9319, P(X <= 9) = 0.9682 for a mean of 5.
    expect(quantileOf(poissonMixture([5]), 0.95)).toBe(9);
    expect(quantileOf(poissonMixture([5]), 0.93)).toBe(8);
  });
});

it("a level between two quantiles lies between their values", () => {
  expect(atLevel([0.25, 0.75], [10, 20], 0.5)).toBe(15);
  expect(atLevel([0.25, 0.75], [10, 20], 0.1)).toBe(10);
  expect(atLevel([0.25, 0.75], [10, 20], 0.9)).toBe(20);
});
