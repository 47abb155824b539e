import { BIN_SLOTS, type BinnedRows } from "./feature-bins";

/** The rows a tree is grown from, in ascending order, and the loss of each: first and second derivative. */
export interface Sample {
  rows: Int32Array;
  gradients: Float64Array;
  curvatures: Float64Array;
}

/**
 * A gradient and a curvature travel as one whole number, gradient × 2^26 + curvature, so that a histogram is one
 * sum of doubles. Both are scaled so that no sum leaves its 26 bits: sums are exact, the order of rows does not
 * matter, and a child is exactly its parent minus its sibling.
 */
const SLOT = 2 ** 26;
const MOST = SLOT / 2 - 1;

export const gradientOf = (packed: number): number => Math.floor(packed / SLOT);
export const curvatureOf = (packed: number): number => packed - Math.floor(packed / SLOT) * SLOT;

/** By what gradients and curvatures were multiplied. */
export interface Scales {
  gradient: number;
  curvature: number;
}

/** Packs the loss of a sample into the first places of `packed`. */
export function packSample(
  { rows: { length }, gradients, curvatures }: Sample,
  packed: Float64Array,
): Scales {
  let gradientSum = 0;
  let curvatureSum = 0;
  for (let index = 0; index < length; index += 1) {
    gradientSum += Math.abs(gradients[index] ?? 0);
    curvatureSum += curvatures[index] ?? 0;
  }
  const room = MOST - length; // rounding may add a half to each
  const gradient = room / Math.max(gradientSum, Number.MIN_VALUE);
  const curvature = room / Math.max(curvatureSum, Number.MIN_VALUE);
  for (let index = 0; index < length; index += 1) {
    packed[index] =
      Math.round((gradients[index] ?? 0) * gradient) * SLOT +
      Math.round((curvatures[index] ?? 0) * curvature);
  }
  return { gradient, curvature };
}

/** Rows of a tree in the order of its leaves, with their packed loss. */
export interface PackedRows {
  rows: Int32Array;
  packed: Float64Array;
}

/**
 * Adds the rows from place `from` to `to` to a histogram with `BIN_SLOTS` places for each used feature. Four features
 * at a time, so that a row and its loss are read once for four.
 */
export function fillHistogram(
  histogram: Float64Array,
  used: Int32Array,
  { columns, rows: height }: BinnedRows,
  { rows, packed }: PackedRows,
  from: number,
  to: number,
): void {
  const fours = used.length - (used.length % 4);
  for (let place = 0; place < fours; place += 4) {
    fillFour(
      histogram,
      place * BIN_SLOTS,
      columns,
      (used[place] ?? 0) * height,
      (used[place + 1] ?? 0) * height,
      (used[place + 2] ?? 0) * height,
      (used[place + 3] ?? 0) * height,
      rows,
      packed,
      from,
      to,
    );
  }
  for (let place = fours; place < used.length; place += 1) {
    const column = (used[place] ?? 0) * height;
    fillOne(histogram, place * BIN_SLOTS, columns, column, rows, packed, from, to);
  }
}

function fillFour(
  histogram: Float64Array,
  slot: number,
  columns: Uint8Array,
  first: number,
  second: number,
  third: number,
  fourth: number,
  rows: Int32Array,
  packed: Float64Array,
  from: number,
  to: number,
): void {
  const slot2 = slot + BIN_SLOTS;
  const slot3 = slot2 + BIN_SLOTS;
  const slot4 = slot3 + BIN_SLOTS;
  for (let index = from; index < to; index += 1) {
    const row = rows[index] ?? 0;
    const value = packed[index] ?? 0;
    const at1 = slot + (columns[first + row] ?? 0);
    const at2 = slot2 + (columns[second + row] ?? 0);
    const at3 = slot3 + (columns[third + row] ?? 0);
    const at4 = slot4 + (columns[fourth + row] ?? 0);
    histogram[at1] = (histogram[at1] ?? 0) + value;
    histogram[at2] = (histogram[at2] ?? 0) + value;
    histogram[at3] = (histogram[at3] ?? 0) + value;
    histogram[at4] = (histogram[at4] ?? 0) + value;
  }
}

function fillOne(
  histogram: Float64Array,
  slot: number,
  columns: Uint8Array,
  column: number,
  rows: Int32Array,
  packed: Float64Array,
  from: number,
  to: number,
): void {
  for (let index = from; index < to; index += 1) {
    const at = slot + (columns[column + (rows[index] ?? 0)] ?? 0);
    histogram[at] = (histogram[at] ?? 0) + (packed[index] ?? 0);
  }
}
