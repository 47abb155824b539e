import { expect, it } from "vitest";
import { Encoder } from "./encoder";
import type { OutcomeTable } from "./outcome-table";

const NAMES = ["value", "same value", "constant", "rarely known"];
const ROWS = 200;

/** Every fifth row lacks the value; nobody but three has the last column. */
function tableOf(
  change: (row: number, features: number[]) => void = () => undefined,
): OutcomeTable {
  const features = Array.from({ length: ROWS }, (_, row) => {
    const value = row % 5 === 0 ? NaN : (row * 37) % ROWS;
    const its = [value, value, 4, row < 3 ? row : NaN];
    change(row, its);
    return its;
  });
  return {
    rows: ROWS,
    columns: { names: NAMES, length: 4, indicated: [0, 3], inputs: 6 },
    features: Float32Array.from(features.flat()),
    labels: new Uint8Array(ROWS),
    stays: [],
    scores: [],
  };
}

const rows = (from: number, to: number): Int32Array =>
  Int32Array.from({ length: to - from }, (_, index) => from + index);

it("keeps what varies, once, and says what is missing", () => {
  const table = tableOf();
  const encoder = Encoder.fit(table, rows(0, ROWS));
  expect(encoder.inputs).toBe(2); // the value and its indicator
  const encoded = encoder.encode(table.features, Int32Array.of(0, 1));
  expect(encoded[0]).toBe(0);
  expect(encoded[1]).toBe(1);
  expect(encoded[2]).not.toBe(0);
  expect(encoded[3]).toBe(0);
});

it("is fitted on the rows it was given and on no others", () => {
  const given = rows(0, 150);
  const table = tableOf();
  const elsewhere = tableOf((row, features) => {
    if (row >= 150) features.splice(0, 4, 1e6, -1e6, row, row);
  });
  const one = Encoder.fit(table, given);
  const other = Encoder.fit(elsewhere, given);
  expect(other.inputs).toBe(one.inputs);
  expect(other.encode(table.features, given)).toEqual(one.encode(table.features, given));
});

it("ranks: a row's input does not depend on the scale of the column", () => {
  const table = tableOf();
  const stretched = tableOf((_, features) => {
    features[0] = (features[0] ?? NaN) ** 3 + 10;
  });
  const all = rows(0, ROWS);
  const inputOf = (its: OutcomeTable): number[] => {
    const encoder = Encoder.fit(its, all);
    const encoded = encoder.encode(its.features, all);
    return Array.from(all, (row) => encoded[row * encoder.inputs] ?? NaN);
  };
  const plain = inputOf(table);
  for (const [row, value] of inputOf(stretched).entries()) {
    expect(value).toBeCloseTo(plain[row] ?? NaN, 5);
  }
});
