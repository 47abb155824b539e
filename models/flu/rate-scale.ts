/** Keeps the root of a rate of nothing from being steep. */
const OFFSET = 0.05;

/**
 * Admissions per 100,000 on the scale the networks learn on: a fourth root, which makes a large wave and a
 * small one, and a large state and a small one, alike in how they rise.
 */
export const toScale = (ratePer100k: number): number =>
  (Math.max(0, ratePer100k) + OFFSET) ** 0.25 / 2;

/** Back to a rate; never below nothing. */
export const fromScale = (scaled: number): number =>
  Math.max((2 * Math.max(0, scaled)) ** 4 - OFFSET, 0);

export const rateOf = (count: number, population: number): number => (count / population) * 100_000;
export const countOf = (rate: number, population: number): number => (rate * population) / 100_000;
