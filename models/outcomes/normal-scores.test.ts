import { expect, it } from "vitest";
import { seededRandom } from "../deterioration/seeded-random";
import { NormalScores } from "./normal-scores";

const all = (rows: number): Int32Array => Int32Array.from({ length: rows }, (_, row) => row);
const scoreOf = (scores: NormalScores, value: number): number => {
  const row = Float32Array.of(value);
  scores.apply(row);
  return row[0] ?? NaN;
};

it("gives the middle 0, and a long tail the same as its mirror image", () => {
  const random = seededRandom(1);
  const values = Float32Array.from({ length: 2_001 }, () => Math.exp(4 * random()));
  const scores = NormalScores.fit(values, 1, all(values.length));
  const sorted = values.slice().sort();
  expect(scoreOf(scores, sorted[1_000] ?? NaN)).toBeCloseTo(0, 1);
  // One in six is a deviation below the mean of a normal distribution, and one above.
  expect(scoreOf(scores, sorted[Math.round(2_000 * 0.1587)] ?? NaN)).toBeCloseTo(-1, 1);
  expect(scoreOf(scores, sorted[Math.round(2_000 * 0.8413)] ?? NaN)).toBeCloseTo(1, 1);
});

it("never falls as the value rises, and holds what is beyond training to its ends", () => {
  const random = seededRandom(2);
  const values = Float32Array.from({ length: 500 }, () => Math.round(20 * random()));
  const scores = NormalScores.fit(values, 1, all(values.length));
  let last = -Infinity;
  for (let value = -5; value <= 25; value += 0.25) {
    const score = scoreOf(scores, value);
    expect(score).toBeGreaterThanOrEqual(last);
    last = score;
  }
  expect(scoreOf(scores, 1_000)).toBe(scoreOf(scores, 20));
});

it("leaves missing values missing and looks at the given rows alone", () => {
  const values = Float32Array.of(1, 2, 3, NaN, 1e9, 1e9, 1e9);
  const scores = NormalScores.fit(values, 1, Int32Array.of(0, 1, 2, 3));
  expect(scoreOf(scores, NaN)).toBeNaN();
  expect(scoreOf(scores, 2)).toBeCloseTo(0);
  expect(scoreOf(scores, 1e9)).toBe(scoreOf(scores, 3));
});

it("says nothing of a column that nobody measured", () => {
  const scores = NormalScores.fit(Float32Array.of(NaN, NaN), 1, all(2));
  expect(scoreOf(scores, 3)).toBe(0);
});
