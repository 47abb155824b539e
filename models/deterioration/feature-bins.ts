/** The bin of a value that was not measured; the others hold intervals of values, closed above. */
export const MISSING_BIN = 0;

/** Places for the bins of one feature, the missing one included: a bin is a byte. */
export const BIN_SLOTS = 256;

const MOST_VALUE_BINS = BIN_SLOTS - 2;
const SAMPLED_ROWS = 100_000;
/** Rows are turned into columns in blocks that stay in the cache. */
const BLOCK_ROWS = 128;

/** Rows as bins, column by column: row `r` of feature `f` is at `f * rows + r`. */
export interface BinnedRows {
  rows: number;
  features: number;
  columns: Uint8Array;
}

/**
 * For each feature of a table [rows, features] the highest value of each bin but the last, from evenly
 * spaced rows. A value that is common gets a bin of its own; the others share the rest evenly.
 */
export function fitBinEdges(
  values: Float32Array,
  features: number,
  valueBins = MOST_VALUE_BINS,
): Float32Array[] {
  const rows = values.length / features;
  const stride = Math.max(1, Math.ceil(rows / SAMPLED_ROWS));
  const sample = new Float32Array(Math.ceil(rows / stride));
  return Array.from({ length: features }, (_, feature) => {
    let known = 0;
    for (let row = 0; row < rows; row += stride) {
      const value = values[row * features + feature] ?? NaN;
      if (Number.isNaN(value)) continue;
      sample[known] = value;
      known += 1;
    }
    return edgesOf(sample.slice(0, known).sort(), valueBins);
  });
}

function edgesOf(sorted: Float32Array, valueBins: number): Float32Array {
  const ends: number[] = []; // past the last place of each distinct value
  for (let place = 1; place <= sorted.length; place += 1) {
    if (sorted[place] !== sorted[place - 1]) ends.push(place);
  }
  const edges: number[] = [];
  let openFrom = 0;
  for (const [index, end] of ends.slice(0, -1).entries()) {
    const binsLeft = valueBins - edges.length;
    if (binsLeft <= 1) break;
    const fair = (sorted.length - openFrom) / binsLeft;
    const next = (ends[index + 1] ?? end) - end;
    const isEnoughForAll = ends.length - index <= binsLeft;
    if (!isEnoughForAll && end - openFrom < fair && next < fair) continue;
    edges.push(sorted[end - 1] ?? NaN);
    openFrom = end;
  }
  return Float32Array.from(edges);
}

/** Bins a table [rows, features]; `into` lets several threads share the result. */
export function binRows(
  values: Float32Array,
  edges: readonly Float32Array[],
  into: Uint8Array = new Uint8Array(values.length),
): BinnedRows {
  const features = edges.length;
  const rows = values.length / features;
  for (let from = 0; from < rows; from += BLOCK_ROWS) {
    const to = Math.min(rows, from + BLOCK_ROWS);
    for (const [feature, ofFeature] of edges.entries()) {
      binBlock(values, features, feature, ofFeature, from, to, into, feature * rows);
    }
  }
  return { rows, features, columns: into };
}

function binBlock(
  values: Float32Array,
  features: number,
  feature: number,
  edges: Float32Array,
  from: number,
  to: number,
  columns: Uint8Array,
  column: number,
): void {
  for (let row = from; row < to; row += 1) {
    const value = values[row * features + feature] ?? NaN;
    if (Number.isNaN(value)) {
      columns[column + row] = MISSING_BIN;
      continue;
    }
    let low = 0;
    let high = edges.length; // how many edges are below the value
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((edges[middle] ?? 0) < value) low = middle + 1;
      else high = middle;
    }
    columns[column + row] = low + 1;
  }
}
