import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  countProbabilities,
  countQuantiles,
  medianCount,
  poissonExpectedError,
} from "./count-distribution";

const momentsOf = (probabilities: readonly number[]) => {
  const mean = probabilities.reduce((sum, share, count) => sum + share * count, 0);
  const square = probabilities.reduce((sum, share, count) => sum + share * count ** 2, 0);
  return { mean, variance: square - mean ** 2 };
};

describe("the probabilities of a count", () => {
  it("sum up to 1 and have the mean and the variance asked for", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.05, max: 300, noNaN: true }),
        fc.constantFrom(0, 0.005, 0.03, 0.2),
        (mean, dispersion) => {
          const probabilities = countProbabilities(mean, dispersion);
          const { mean: found, variance } = momentsOf(probabilities);
          expect(probabilities.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 6);
          expect(found / mean).toBeCloseTo(1, 4);
          expect(variance / (mean + dispersion * mean ** 2)).toBeCloseTo(1, 3);
        },
      ),
      { numRuns: 60 },
    );
  });

  it("are Poisson's without dispersion", () => {
    const probabilities = countProbabilities(2, 0);
    expect(probabilities[0]).toBeCloseTo(Math.exp(-2), 12);
    expect(probabilities[3]).toBeCloseTo((Math.exp(-2) * 8) / 6, 12);
  });

  it("of none expected are all on none", () => {
    expect(medianCount(countProbabilities(0, 0.03))).toBe(0);
    expect(countQuantiles(countProbabilities(0, 0.03), [0.05, 0.95])).toEqual([
      0,
      expect.closeTo(0.45, 9),
    ]);
  });
});

describe("the quantiles of a count", () => {
  it("round to its ordinary quantiles, and never cross", () => {
    const levels = [0.05, 0.25, 0.5, 0.75, 0.95];
    fc.assert(
      fc.property(fc.double({ min: 0.5, max: 60, noNaN: true }), (mean) => {
        const probabilities = countProbabilities(mean, 0.02);
        const quantiles = countQuantiles(probabilities, levels);
        expect(quantiles.toSorted((a, b) => a - b)).toEqual(quantiles);
        for (const [index, level] of levels.entries()) {
          const ordinary = ordinaryQuantile(probabilities, level);
          expect(Math.abs((quantiles[index] ?? NaN) - ordinary)).toBeLessThanOrEqual(0.5);
        }
      }),
      { numRuns: 60 },
    );
  });

  it("hold 90 % on average over means, where whole ones hold more", () => {
    const means = Array.from({ length: 200 }, (_, index) => 2 + index * 0.05);
    const coverage = means.map((mean) => {
      const probabilities = countProbabilities(mean, 0.02);
      const held = (low: number, high: number) =>
        probabilities.reduce(
          (sum, share, count) => sum + (count >= low && count <= high ? share : 0),
          0,
        );
      const [low = NaN, high = NaN] = countQuantiles(probabilities, [0.05, 0.95]);
      const whole = [0.05, 0.95].map((level) => ordinaryQuantile(probabilities, level));
      return { ours: held(low, high), whole: held(whole[0] ?? NaN, whole[1] ?? NaN) };
    });
    const meanOf = (of: "ours" | "whole") =>
      coverage.reduce((sum, each) => sum + each[of], 0) / coverage.length;
    expect(Math.abs(meanOf("ours") - 0.9)).toBeLessThan(0.01);
    expect(meanOf("whole")).toBeGreaterThan(0.92);
  });
});

it("an ideal forecaster errs by the mean deviation of a Poisson count", () => {
  // By hand: of mean 1 the median is 1, and E|Y - 1| = 2 / e.
  expect(poissonExpectedError(1)).toBeCloseTo(2 / Math.E, 6);
});

function ordinaryQuantile(probabilities: readonly number[], level: number): number {
  let sum = 0;
  return probabilities.findIndex((share) => (sum += share) >= level);
}
