import { expect, it } from "vitest";
import { seededRandom } from "../deterioration/seeded-random";
import { fitPoissonRegression, solveSymmetric } from "./poisson-regression";

/** Knuth's way: multiply uniform numbers until they fall below e^-mean. */
function poisson(mean: number, random: () => number): number {
  let count = -1;
  for (let product = 1; product > Math.exp(-mean); product *= random()) count += 1;
  return count;
}

const random = seededRandom(4);
const rows = Array.from({ length: 4_000 }, () => {
  const features = [random() - 0.5, random() - 0.5, 1];
  const expected = 3 + 5 * random();
  const mean = expected * Math.exp(0.8 * (features[0] ?? 0) - 0.1);
  return { count: poisson(mean, random), expected, features };
});

it("finds what moves a count, and that something does not", () => {
  const [moves = NaN, idle = NaN, constant = NaN] = fitPoissonRegression(rows, {
    centres: [0, 0, 0],
    strength: [1, 1, 1],
  });
  expect(Math.abs(moves - 0.8)).toBeLessThan(0.08);
  expect(Math.abs(idle)).toBeLessThan(0.08);
  expect(Math.abs(constant + 0.1)).toBeLessThan(0.03);
});

it("keeps to its prior where the data are few", () => {
  const [kept] = fitPoissonRegression(rows.slice(0, 3), {
    centres: [0.3, 0, 0],
    strength: [1e6, 1e6, 1e6],
  });
  expect(kept).toBeCloseTo(0.3, 3);
});

it("solves by Cholesky, and refuses what has no single answer", () => {
  const solved = solveSymmetric(
    [
      [4, 0],
      [2, 3],
    ],
    [8, 7],
  );
  expect(solved[0]).toBeCloseTo(1.25);
  expect(solved[1]).toBeCloseTo(1.5);
  expect(() =>
    solveSymmetric(
      [
        [1, 0],
        [1, 1],
      ],
      [1, 1],
    ),
  ).toThrow("positive definite");
});
