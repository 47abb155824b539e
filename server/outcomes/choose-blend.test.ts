import { expect, it } from "vitest";
import { applyBlend, chooseBlend } from "./choose-blend";
import type { OutcomeTable } from "./outcome-table";

/** Stays of four hours; the label is in the second half of every other stay. */
const STAYS = 40;
const HOURS = 4;
const rows = STAYS * HOURS;
const isPositive = (row: number): boolean =>
  Math.floor(row / HOURS) % 2 === 0 && row % HOURS >= HOURS / 2;
const table: OutcomeTable = {
  rows,
  columns: { names: [], length: 0, indicated: [], inputs: 0 },
  features: new Float32Array(),
  labels: Uint8Array.from({ length: rows }, (_, row) => (isPositive(row) ? 1 : 0)),
  stays: Array.from({ length: STAYS }, (_, stay) => ({
    firstRow: stay * HOURS,
    rows: HOURS,
    fold: stay % 2,
  })),
  scores: [],
};
const all = Int32Array.from({ length: rows }, (_, row) => row);
/** Not random, but of no use: the same for stays with and without the outcome. */
const noise = Float32Array.from({ length: rows }, (_, row) => ((row * 7_919) % 101) / 50 - 1);
const telling = noise.map((value, row) => value + (isPositive(row) ? 1 : 0));

it("gives the weight to who knows, and calibrates and thresholds what comes of it", () => {
  const blend = chooseBlend(table, { train: all, trainLogits: [noise, telling] });
  expect(blend.weights[1]).toBeGreaterThan(blend.weights[0] ?? NaN);
  const probabilities = applyBlend(table, { testLogits: [noise, telling] }, blend);
  const expected = probabilities.reduce((sum, probability) => sum + probability, 0);
  expect(expected).toBeCloseTo(rows / 4, 2);
  expect(blend.threshold).toBeGreaterThan(0);
  expect(blend.threshold).toBeLessThan(1);
});

it("never lets an hour know of a later one, or of another stay", () => {
  const blend = {
    weights: [1],
    newest: 0.5,
    calibration: { slope: 1, intercept: 0 },
    threshold: 0.5,
  };
  const before = applyBlend(table, { testLogits: [telling] }, blend);
  const changed = telling.slice();
  const row = 5 * HOURS + 2;
  changed[row] = 9;
  const after = applyBlend(table, { testLogits: [changed] }, blend);
  const differing = [...all].filter((one) => after[one] !== before[one]);
  expect(differing).toEqual([row, row + 1]);
});

it("says the frequency where nothing ranks better than chance", () => {
  const flat = new Float32Array(rows);
  const { calibration } = chooseBlend(table, { train: all, trainLogits: [flat] });
  expect(calibration.slope).toBe(0);
  const [probability] = applyBlend(
    table,
    { testLogits: [flat] },
    { weights: [1], newest: 1, calibration, threshold: 1 },
  );
  expect(probability).toBeCloseTo(0.25);
});
