import { describe, expect, it } from "vitest";
import { QUANTILE_LEVELS, quantilesOf } from "./census-quantiles";
import { middleCoverage, weightedIntervalScore } from "./score-census";
import { poissonPmf } from "./poisson";

describe("the weighted interval score", () => {
  it("of a single value is its distance, and of the median alone the absolute error", () => {
    const at = (value: number) => QUANTILE_LEVELS.map(() => value);
    expect(weightedIntervalScore(at(5), 5)).toBe(0);
    expect(weightedIntervalScore(at(5), 8)).toBeCloseTo(3, 9);
    expect(weightedIntervalScore(at(5), 1)).toBeCloseTo(4, 9);
  });

  it("is best, on average, for the true distribution", () => {
    const truth = poissonPmf(9, new Float64Array(60));
    const mean = (forecast: Float64Array) => {
      const quantiles = quantilesOf(forecast);
      return truth.reduce(
        (sum, mass, count) => sum + mass * weightedIntervalScore(quantiles, count),
        0,
      );
    };
    for (const other of [7, 8, 10, 12])
      expect(mean(poissonPmf(other, new Float64Array(60)))).toBeGreaterThan(mean(truth));
  });
});

describe("the coverage of the middle", () => {
  const covers = (truth: Float64Array, forecast: Float64Array) =>
    truth.reduce((sum, mass, count) => sum + mass * middleCoverage(forecast, count), 0);

  it.each([0.3, 2, 9, 40])(
    "is 80 %% of a right distribution, also of a quiet unit's (%d)",
    (mean) => {
      expect(
        covers(poissonPmf(mean, new Float64Array(120)), poissonPmf(mean, new Float64Array(120))),
      ).toBeCloseTo(0.8, 6);
    },
  );

  it("is less of one that is too narrow or wrong", () => {
    expect(
      covers(poissonPmf(9, new Float64Array(60)), poissonPmf(12, new Float64Array(60))),
    ).toBeLessThan(0.75);
    expect(middleCoverage(Float64Array.of(1), 3)).toBe(0);
  });
});
