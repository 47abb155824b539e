import { MISSING_BIN, type BinnedRows } from "./feature-bins";

/**
 * A binary tree in arrays, the root first; the right child stands after the left one. A node without a left
 * child (0) is a leaf and has the value.
 */
export interface DecisionTree {
  feature: Int16Array;
  /** Bins up to and including it go left. */
  bin: Uint8Array;
  /** Where those who were not measured go: 1 for left. */
  missingLeft: Uint8Array;
  left: Uint16Array;
  value: Float64Array;
  /** By how much a split lowered the loss, to second order. */
  gain: Float64Array;
}

/** Rows that lie together. */
export interface RowRange {
  firstRow: number;
  rows: number;
}

/** Adds the tree's value to `sums` for each row of the ranges. */
export function addTree(
  tree: DecisionTree,
  binned: BinnedRows,
  ranges: readonly RowRange[],
  sums: Float64Array,
): void {
  for (const { firstRow, rows } of ranges) addToRows(tree, binned, firstRow, firstRow + rows, sums);
}

function addToRows(
  { feature, bin, missingLeft, left, value }: DecisionTree,
  { rows, columns }: BinnedRows,
  from: number,
  to: number,
  sums: Float64Array,
): void {
  for (let row = from; row < to; row += 1) {
    let node = 0;
    let child = left[0] ?? 0;
    while (child !== 0) {
      const at = columns[(feature[node] ?? 0) * rows + row] ?? 0;
      const goesLeft = at === MISSING_BIN ? missingLeft[node] === 1 : at <= (bin[node] ?? 0);
      node = goesLeft ? child : child + 1;
      child = left[node] ?? 0;
    }
    sums[row] = (sums[row] ?? 0) + (value[node] ?? 0);
  }
}
