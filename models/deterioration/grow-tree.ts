import type { DecisionTree } from "./decision-tree";
import { BIN_SLOTS, MISSING_BIN, type BinnedRows } from "./feature-bins";
import { findSplit, type Split, type SplitLimits } from "./find-split";
import {
  curvatureOf,
  fillHistogram,
  gradientOf,
  packSample,
  type PackedRows,
  type Sample,
} from "./gradient-histogram";

export interface GrowthLimits {
  leaves: number;
  depth: number;
  /** The least sum of curvatures (weight × p × (1 − p)) in a leaf. */
  minChildWeight: number;
  /** Ridge penalty on the values of leaves. */
  l2: number;
  /** The least fall of the loss a split must bring. */
  minGain: number;
  /** For each feature 1 where risk may only rise with it, -1 where it may only fall, 0 where it is free. */
  monotone?: Int8Array | undefined;
}

/** Of a leaf's value, as monotone splits above it demand. */
interface Bounds {
  low: number;
  high: number;
}

interface Leaf extends Bounds {
  node: number;
  from: number;
  to: number;
  depth: number;
  /** Packed sum over its rows. */
  total: number;
  histogram: Float64Array;
  split: Split | undefined;
}

/** Grows trees leaf by leaf, best split first, on the same table; its buffers are used again. */
export class TreeGrower {
  private readonly ordered: PackedRows;
  private readonly beside: PackedRows;
  private readonly free: Float64Array[] = [];

  // Of the tree that is growing.
  private used = new Int32Array(0);
  private directions = new Int8Array(0);
  private scaled: SplitLimits = { l2: 0, minChildWeight: 0, minGain: 0 };

  constructor(
    private readonly binned: BinnedRows,
    private readonly limits: GrowthLimits,
  ) {
    this.ordered = roomFor(binned);
    this.beside = roomFor(binned);
  }

  /** `used` are the features it may split by. */
  grow(sample: Sample, used: Int32Array<ArrayBuffer>): DecisionTree {
    const { leaves: mostLeaves, l2, minChildWeight, minGain, monotone } = this.limits;
    const scales = packSample(sample, this.ordered.packed);
    this.ordered.rows.set(sample.rows);
    const perGain = scales.curvature / scales.gradient ** 2;
    this.used = used;
    this.directions = Int8Array.from(used, (feature) => monotone?.[feature] ?? 0);
    this.scaled = {
      l2: l2 * scales.curvature,
      minChildWeight: minChildWeight * scales.curvature,
      minGain: minGain / perGain,
    };

    const tree = emptyTree(2 * mostLeaves - 1);
    const leaves = [this.root(sample.rows.length)];
    let nodes = 1;
    while (leaves.length < mostLeaves) {
      const leaf = mostGaining(leaves);
      if (!leaf?.split) break;
      const { node, split } = leaf;
      tree.feature[node] = used[split.place] ?? 0;
      tree.bin[node] = split.bin;
      tree.missingLeft[node] = split.missingLeft ? 1 : 0;
      tree.left[node] = nodes;
      tree.gain[node] = split.gain * perGain;
      const isLast = leaves.length + 1 === mostLeaves;
      leaves.splice(leaves.indexOf(leaf), 1, ...this.divide(leaf, split, nodes, isLast));
      nodes += 2;
    }
    for (const { node, total, low, high, histogram } of leaves) {
      const value = Math.min(high, Math.max(low, this.valueOf(total)));
      tree.value[node] = (value * scales.curvature) / scales.gradient;
      if (histogram !== NO_HISTOGRAM) this.free.push(histogram);
    }
    return tree;
  }

  private root(rows: number): Leaf {
    let total = 0;
    for (let index = 0; index < rows; index += 1) total += this.ordered.packed[index] ?? 0;
    const histogram = this.takeHistogram();
    this.fill(histogram, 0, rows);
    return this.examined({
      ...{ node: 0, from: 0, to: rows, depth: 0, total, histogram },
      ...{ low: -Infinity, high: Infinity },
    });
  }

  /** The two leaves a leaf becomes; after the last split of the tree nobody asks how they could split. */
  private divide(leaf: Leaf, split: Split, node: number, isLast: boolean): [Leaf, Leaf] {
    const { from, to, total } = leaf;
    const middle = this.partition(from, to, split);
    const depth = leaf.depth + 1;
    const rest = total - split.left;
    const isFinal = isLast || depth >= this.limits.depth;
    const [histogram, histogramRight] = isFinal
      ? [leaf.histogram, NO_HISTOGRAM]
      : this.divideHistogram(leaf, middle);
    const [bounds, boundsRight] = this.boundsBelow(leaf, split, rest);
    const left = { ...{ node, from, to: middle, depth }, total: split.left, histogram, ...bounds };
    const right = {
      ...{ node: node + 1, from: middle, to, depth },
      ...{ total: rest, histogram: histogramRight, ...boundsRight },
    };
    return isFinal
      ? [
          { ...left, split: undefined },
          { ...right, split: undefined },
        ]
      : [this.examined(left), this.examined(right)];
  }

  /** Only the side with fewer rows is counted; the other is what is left of the parent. */
  private divideHistogram(
    { from, to, histogram }: Leaf,
    middle: number,
  ): [Float64Array, Float64Array] {
    const counted = this.takeHistogram();
    const isLeftCounted = middle - from <= to - middle;
    if (isLeftCounted) this.fill(counted, from, middle);
    else this.fill(counted, middle, to);
    for (let place = 0; place < counted.length; place += 1) {
      histogram[place] = (histogram[place] ?? 0) - (counted[place] ?? 0);
    }
    return isLeftCounted ? [counted, histogram] : [histogram, counted];
  }

  /** Everything below the left side of a rising feature stays under everything below the right one. */
  private boundsBelow({ low, high }: Bounds, split: Split, rest: number): [Bounds, Bounds] {
    const direction = this.directions[split.place] ?? 0;
    if (direction === 0) {
      return [
        { low, high },
        { low, high },
      ];
    }
    const between = (this.valueOf(split.left) + this.valueOf(rest)) / 2;
    const under = { low, high: Math.min(high, between) };
    const over = { low: Math.max(low, between), high };
    return direction > 0 ? [under, over] : [over, under];
  }

  /** Rows that go left first, both sides in the order they were. */
  private partition(from: number, to: number, { place, bin, missingLeft }: Split): number {
    const { rows, packed } = this.ordered;
    const { rows: rowsBeside, packed: packedBeside } = this.beside;
    const { columns, rows: height } = this.binned;
    const column = (this.used[place] ?? 0) * height;
    const lowest = missingLeft ? MISSING_BIN : MISSING_BIN + 1;
    let left = from;
    let right = 0;
    for (let index = from; index < to; index += 1) {
      const row = rows[index] ?? 0;
      const value = packed[index] ?? 0;
      const at = columns[column + row] ?? 0;
      if (at >= lowest && at <= bin) {
        rows[left] = row;
        packed[left] = value;
        left += 1;
      } else {
        rowsBeside[right] = row;
        packedBeside[right] = value;
        right += 1;
      }
    }
    rows.set(rowsBeside.subarray(0, right), left);
    packed.set(packedBeside.subarray(0, right), left);
    return left;
  }

  private takeHistogram(): Float64Array {
    const length = this.used.length * BIN_SLOTS;
    const held = this.free.pop();
    return held?.length === length ? held.fill(0) : new Float64Array(length);
  }

  private fill(histogram: Float64Array, from: number, to: number): void {
    fillHistogram(histogram, this.used, this.binned, this.ordered, from, to);
  }

  private examined(leaf: Omit<Leaf, "split">): Leaf {
    const split = findSplit(leaf.histogram, leaf.total, this.directions, this.scaled);
    return { ...leaf, split };
  }

  private valueOf(packed: number): number {
    return -gradientOf(packed) / (curvatureOf(packed) + this.scaled.l2);
  }
}

const NO_HISTOGRAM = new Float64Array(0);

const roomFor = ({ rows }: BinnedRows): PackedRows => ({
  rows: new Int32Array(rows),
  packed: new Float64Array(rows),
});

function mostGaining(leaves: readonly Leaf[]): Leaf | undefined {
  let best: Leaf | undefined;
  for (const leaf of leaves) {
    if (leaf.split && leaf.split.gain > (best?.split?.gain ?? 0)) best = leaf;
  }
  return best;
}

const emptyTree = (nodes: number): DecisionTree => ({
  feature: new Int16Array(nodes),
  bin: new Uint8Array(nodes),
  missingLeft: new Uint8Array(nodes),
  left: new Uint16Array(nodes),
  value: new Float64Array(nodes),
  gain: new Float64Array(nodes),
});
