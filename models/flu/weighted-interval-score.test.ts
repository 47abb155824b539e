import { describe, expect, it } from "vitest";
import { FLU_LEVELS } from "./quantile-levels";
import { covers, weightedIntervalScore } from "./weighted-interval-score";

describe("the weighted interval score", () => {
  it("of a forecast that is certain is the distance to the truth", () => {
    // Twice the mean pinball loss of one value: the levels are symmetric around a half.
    expect(weightedIntervalScore(new Array(23).fill(40), 52)).toBeCloseTo(12, 10);
    expect(weightedIntervalScore(new Array(23).fill(40), 28)).toBeCloseTo(12, 10);
  });

  it("is the weighted sum of interval scores of Bracher et al.", () => {
    const quantiles = FLU_LEVELS.map((level) => 100 * level);
    const truth = 97;
    const intervals = FLU_LEVELS.slice(0, 11).map((level, index) => {
      const [low = 0, high = 0] = [quantiles[index], quantiles[22 - index]];
      const alpha = 2 * level;
      const outside = Math.max(0, low - truth) + Math.max(0, truth - high);
      return (alpha / 2) * (high - low + (2 / alpha) * outside);
    });
    const byHand =
      (0.5 * Math.abs(truth - 50) + intervals.reduce((sum, each) => sum + each, 0)) / 11.5;
    expect(weightedIntervalScore(quantiles, truth)).toBeCloseTo(byHand, 10);
  });

  it("prefers the narrower of two forecasts that are right", () => {
    const spread = (width: number) => FLU_LEVELS.map((level) => 50 + width * (level - 0.5));
    expect(weightedIntervalScore(spread(10), 50)).toBeLessThan(
      weightedIntervalScore(spread(20), 50),
    );
  });
});

it("an interval covers its ends, and nothing beyond", () => {
  const quantiles = FLU_LEVELS.map((level) => 100 * level);
  expect(covers(quantiles, 25, 0.5)).toBe(true);
  expect(covers(quantiles, 75, 0.5)).toBe(true);
  expect(covers(quantiles, 75.1, 0.5)).toBe(false);
  expect(covers(quantiles, 75.1, 0.95)).toBe(true);
  expect(covers(quantiles, 97.6, 0.95)).toBe(false);
});
