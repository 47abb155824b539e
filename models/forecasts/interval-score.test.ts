import { describe, expect, it } from "vitest";
import { QUANTILE_LEVELS } from "../census/census-quantiles";
import { countQuantiles } from "../arrivals/count-distribution";
import { randomStream, uniform } from "../simulation/random";
import {
  expectedScore,
  isCovered,
  poissonLimit,
  probabilityRank,
  quantileAt,
  weightedIntervalScore,
} from "./interval-score";
import { scoreForecast } from "./score-forecast";

/** As many uniform values between 0 and 100 as make chance small. */
const evenly = { levels: QUANTILE_LEVELS, quantiles: QUANTILE_LEVELS.map((level) => level * 100) };

describe("weightedIntervalScore", () => {
  it("is the sum of weighted interval scores", () => {
    const forecast = { levels: [0.1, 0.25, 0.5, 0.75, 0.9], quantiles: [2, 4, 6, 9, 14] };
    // Truth 16, above both intervals: width + 2/alpha × overshoot.
    const eighty = 12 + (2 / 0.2) * (16 - 14);
    const fifty = 5 + (2 / 0.5) * (16 - 9);
    const expected = (0.5 * Math.abs(16 - 6) + (0.2 / 2) * eighty + (0.5 / 2) * fifty) / 2.5;
    expect(weightedIntervalScore(forecast, 16)).toBeCloseTo(expected, 10);
  });

  it("is the absolute error of a forecast that is a point", () => {
    const point = { levels: QUANTILE_LEVELS, quantiles: QUANTILE_LEVELS.map(() => 20) };
    expect(weightedIntervalScore(point, 13)).toBeCloseTo(7, 10);
  });
});

describe("expectedScore", () => {
  it("is what truths drawn from the forecast come to", () => {
    const random = randomStream("expected-score");
    const draws = Array.from({ length: 20_000 }, () => quantileAt(evenly, uniform(random)));
    const scores = draws.map((draw) => weightedIntervalScore(evenly, draw));
    const mean = scores.reduce((sum, score) => sum + score, 0) / scores.length;
    expect(Math.abs(expectedScore(evenly) / mean - 1)).toBeLessThan(0.02);
  });

  it("is nothing for a forecast that is a point", () => {
    expect(expectedScore({ levels: [0.25, 0.5, 0.75], quantiles: [8, 8, 8] })).toBeCloseTo(0, 12);
  });
});

describe("poissonLimit", () => {
  it("is no more than any other forecast of the same counts must expect", () => {
    const wider = Array.from({ length: 60 }, () => 1 / 60);
    const mean = 9;
    const limit = poissonLimit(mean, QUANTILE_LEVELS);
    // The counts of the Poisson process, scored by another's quantiles.
    let probability = Math.exp(-mean);
    let others = 0;
    const forecast = {
      levels: QUANTILE_LEVELS,
      quantiles: countQuantiles(wider, QUANTILE_LEVELS),
    };
    for (let count = 0; count < 60; count += 1) {
      others += probability * weightedIntervalScore(forecast, count);
      probability *= mean / (count + 1);
    }
    expect(limit).toBeGreaterThan(0);
    expect(limit).toBeLessThan(others);
  });

  it("grows with the root of a large mean", () => {
    const ratio = poissonLimit(400, QUANTILE_LEVELS) / poissonLimit(100, QUANTILE_LEVELS);
    expect(ratio).toBeGreaterThan(1.95);
    expect(ratio).toBeLessThan(2.05);
  });
});

describe("isCovered", () => {
  it("knows an interval whose levels were stored in single precision", () => {
    const stored = { levels: [...Float32Array.of(0.1, 0.5, 0.9)], quantiles: [3, 5, 8] };
    expect(isCovered(stored, 0.8, 8)).toBe(true);
    expect(isCovered(stored, 0.8, 9)).toBe(false);
  });

  it("does not say what it cannot know", () => {
    expect(isCovered({ levels: [0.1, 0.5, 0.9], quantiles: [3, 5, 8] }, 0.95, 5)).toBeUndefined();
  });
});

describe("probabilityRank", () => {
  const forecast = { levels: [0.25, 0.5, 0.75], quantiles: [10, 10, 20] };

  it("lies between the levels as the truth between the quantiles", () => {
    expect(probabilityRank(forecast, 15)).toBeCloseTo(0.625, 10);
  });

  it("is the middle of what one value holds", () => {
    expect(probabilityRank(forecast, 10)).toBeCloseTo(0.375, 10);
  });

  it("lies beyond the outermost levels for a truth beyond them", () => {
    expect(probabilityRank(forecast, 3)).toBeLessThan(0.25);
    expect(probabilityRank(forecast, 30)).toBeGreaterThan(0.75);
  });
});

it("scores a forecast beside its rival and the least that was possible", () => {
  const naive = { levels: QUANTILE_LEVELS, quantiles: evenly.quantiles.map((value) => value + 30) };
  const score = scoreForecast("census-hourly", { ...evenly, mean: 50 }, { actual: 50, naive });
  expect(score).toMatchObject({ actual: 50, covered50: true, covered80: true, covered95: true });
  expect(score.absoluteError).toBeCloseTo(0, 10);
  expect(score.naiveAbsoluteError).toBeCloseTo(30, 10);
  expect(score.naiveWis).toBeGreaterThan(score.wis);
  expect(score.idealWis).toBeCloseTo(expectedScore(evenly), 10);
});
