import type { DecisionTree } from "./decision-tree";
import { BIN_SLOTS, MISSING_BIN, type BinnedRows } from "./feature-bins";

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
  split: Split;
}

interface Split {
  gain: number;
  /** Place of the feature among those the tree may use. */
  place: number;
  bin: number;
  missingLeft: boolean;
  left: number;
}

const gradientOf = (packed: number): number => Math.floor(packed / SLOT);
const curvatureOf = (packed: number): number => packed - Math.floor(packed / SLOT) * SLOT;

/** Grows trees leaf by leaf, best split first, on the same table; its buffers are used again. */
export class TreeGrower {
  private readonly rows: Int32Array;
  private readonly packed: Float64Array;
  private readonly rowsBeside: Int32Array;
  private readonly packedBeside: Float64Array;
  private readonly free: Float64Array[] = [];

  // Of the tree that is growing.
  private used: Int32Array = new Int32Array(0);
  private l2 = 0;
  private minChildWeight = 0;
  private minGain = 0;

  constructor(
    private readonly binned: BinnedRows,
    private readonly limits: GrowthLimits,
  ) {
    this.rows = new Int32Array(binned.rows);
    this.packed = new Float64Array(binned.rows);
    this.rowsBeside = new Int32Array(binned.rows);
    this.packedBeside = new Float64Array(binned.rows);
  }

  /** `used` are the features it may split by. */
  grow(sample: Sample, used: Int32Array): DecisionTree {
    const { leaves: mostLeaves } = this.limits;
    const scales = this.pack(sample);
    this.used = used;
    this.l2 = this.limits.l2 * scales.curvature;
    this.minChildWeight = this.limits.minChildWeight * scales.curvature;
    const perGain = scales.curvature / scales.gradient ** 2;
    this.minGain = this.limits.minGain / perGain;

    const tree = emptyTree(2 * mostLeaves - 1);
    const leaves = [this.root(sample.rows.length)];
    let nodes = 1;
    while (leaves.length < mostLeaves) {
      const leaf = mostGaining(leaves);
      if (!leaf) break;
      const { node, split } = leaf;
      tree.feature[node] = used[split.place] ?? 0;
      tree.bin[node] = split.bin;
      tree.missingLeft[node] = split.missingLeft ? 1 : 0;
      tree.left[node] = nodes;
      tree.gain[node] = split.gain * perGain;
      const isLast = leaves.length + 1 === mostLeaves;
      leaves.splice(leaves.indexOf(leaf), 1, ...this.divide(leaf, nodes, isLast));
      nodes += 2;
    }
    for (const { node, total, low, high, histogram } of leaves) {
      const value = Math.min(high, Math.max(low, this.valueOf(total)));
      tree.value[node] = (value * scales.curvature) / scales.gradient;
      if (histogram !== NO_HISTOGRAM) this.free.push(histogram);
    }
    return tree;
  }

  /** Takes the sample in; returns by what gradients and curvatures were multiplied. */
  private pack({ rows, gradients, curvatures }: Sample): { gradient: number; curvature: number } {
    let gradientSum = 0;
    let curvatureSum = 0;
    for (let index = 0; index < rows.length; index += 1) {
      gradientSum += Math.abs(gradients[index] ?? 0);
      curvatureSum += curvatures[index] ?? 0;
    }
    // Rounding may add a half to each.
    const room = MOST - rows.length;
    const gradient = room / Math.max(gradientSum, Number.MIN_VALUE);
    const curvature = room / Math.max(curvatureSum, Number.MIN_VALUE);
    this.rows.set(rows);
    for (let index = 0; index < rows.length; index += 1) {
      this.packed[index] =
        Math.round((gradients[index] ?? 0) * gradient) * SLOT +
        Math.round((curvatures[index] ?? 0) * curvature);
    }
    return { gradient, curvature };
  }

  private root(rows: number): Leaf {
    let total = 0;
    for (let index = 0; index < rows; index += 1) total += this.packed[index] ?? 0;
    const histogram = this.takeHistogram();
    this.fill(histogram, 0, rows);
    return this.examined({
      ...{ node: 0, from: 0, to: rows, depth: 0, total, histogram },
      ...{ low: -Infinity, high: Infinity },
    });
  }

  /** The two leaves a leaf becomes; after the last split of the tree nobody asks how they could split. */
  private divide(leaf: Leaf, node: number, isLast: boolean): [Leaf, Leaf] {
    const { from, to, total, split } = leaf;
    const middle = this.partition(leaf);
    const depth = leaf.depth + 1;
    const rest = total - split.left;
    const isFinal = isLast || depth >= this.limits.depth;
    const [histogram, histogramRight] = isFinal
      ? [leaf.histogram, NO_HISTOGRAM]
      : this.divideHistogram(leaf, middle);
    const [bounds, boundsRight] = this.boundsBelow(leaf, rest);
    const left = { ...{ node, from, to: middle, depth }, total: split.left, histogram, ...bounds };
    const right = {
      ...{ node: node + 1, from: middle, to, depth },
      ...{ total: rest, histogram: histogramRight, ...boundsRight },
    };
    return isFinal
      ? [withoutSplit(left), withoutSplit(right)]
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
  private boundsBelow({ split, low, high }: Leaf, rest: number): [Bounds, Bounds] {
    const direction = this.limits.monotone?.[this.used[split.place] ?? 0] ?? 0;
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
  private partition({ from, to, split }: Leaf): number {
    const { rows, packed, rowsBeside, packedBeside } = this;
    const { columns, rows: height } = this.binned;
    const column = (this.used[split.place] ?? 0) * height;
    const { bin } = split;
    const lowest = split.missingLeft ? MISSING_BIN : MISSING_BIN + 1;
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

  /** Four features at a time, so that a row and its loss are read once for four. */
  private fill(histogram: Float64Array, from: number, to: number): void {
    const { used } = this;
    const { columns, rows: height } = this.binned;
    const last = used.length - 1;
    for (let place = 0; place <= last; place += 4) {
      if (place + 3 > last) {
        for (let one = place; one <= last; one += 1) {
          this.fillOne(histogram, one * BIN_SLOTS, (used[one] ?? 0) * height, from, to);
        }
        return;
      }
      fillFour(
        histogram,
        place * BIN_SLOTS,
        columns,
        (used[place] ?? 0) * height,
        (used[place + 1] ?? 0) * height,
        (used[place + 2] ?? 0) * height,
        (used[place + 3] ?? 0) * height,
        this.rows,
        this.packed,
        from,
        to,
      );
    }
  }

  private fillOne(
    histogram: Float64Array,
    slot: number,
    column: number,
    from: number,
    to: number,
  ): void {
    const { rows, packed } = this;
    const { columns } = this.binned;
    for (let index = from; index < to; index += 1) {
      const at = slot + (columns[column + (rows[index] ?? 0)] ?? 0);
      histogram[at] = (histogram[at] ?? 0) + (packed[index] ?? 0);
    }
  }

  private examined(leaf: Omit<Leaf, "split">): Leaf {
    const best: Split = { ...NO_SPLIT };
    const gradient = gradientOf(leaf.total);
    const curvature = curvatureOf(leaf.total);
    const before = (gradient * gradient) / (curvature + this.l2);
    // A split must beat what there is, and the best so far.
    best.gain = this.minGain;
    if (curvature >= 2 * this.minChildWeight) {
      for (let place = 0; place < this.used.length; place += 1) {
        this.examineFeature(leaf, place, before, best);
      }
    }
    return { ...leaf, split: best.place < 0 ? NO_SPLIT : best };
  }

  private examineFeature(
    { histogram, total }: Omit<Leaf, "split">,
    place: number,
    before: number,
    best: Split,
  ): void {
    const slot = place * BIN_SLOTS;
    const direction = this.limits.monotone?.[this.used[place] ?? 0] ?? 0;
    const missing = histogram[slot + MISSING_BIN] ?? 0;
    let left = 0;
    for (let bin = MISSING_BIN + 1; bin < BIN_SLOTS; bin += 1) {
      const here = histogram[slot + bin] ?? 0;
      if (here === 0) continue;
      left += here;
      const gainRight = this.gainOf(left, total, direction) - before;
      if (gainRight > best.gain) {
        best.gain = gainRight;
        best.place = place;
        best.bin = bin;
        best.left = left;
        // Nobody was missing here: later ones go where most went.
        best.missingLeft = missing === 0 && curvatureOf(left) * 2 > curvatureOf(total);
      }
      if (missing === 0) continue;
      const gainLeft = this.gainOf(left + missing, total, direction) - before;
      if (gainLeft > best.gain) {
        best.gain = gainLeft;
        best.place = place;
        best.bin = bin;
        best.left = left + missing;
        best.missingLeft = true;
      }
    }
  }

  /** What the two sides reach together; nothing when one is too light or the order is forbidden. */
  private gainOf(left: number, total: number, direction: number): number {
    const leftGradient = Math.floor(left / SLOT);
    const leftCurvature = left - leftGradient * SLOT;
    const right = total - left;
    const rightGradient = Math.floor(right / SLOT);
    const rightCurvature = right - rightGradient * SLOT;
    if (leftCurvature < this.minChildWeight || rightCurvature < this.minChildWeight) return 0;
    const leftValue = leftGradient / (leftCurvature + this.l2);
    const rightValue = rightGradient / (rightCurvature + this.l2);
    // A gradient is the risk's downhill: the side with the lower one gets the higher risk.
    if (direction * (rightValue - leftValue) > 0) return 0;
    return leftGradient * leftValue + rightGradient * rightValue;
  }

  private valueOf(packed: number): number {
    return -gradientOf(packed) / (curvatureOf(packed) + this.l2);
  }
}

const NO_SPLIT: Split = { gain: 0, place: -1, bin: 0, missingLeft: false, left: 0 };
const NO_HISTOGRAM = new Float64Array(0);
const withoutSplit = (leaf: Omit<Leaf, "split">): Leaf => ({ ...leaf, split: NO_SPLIT });

function mostGaining(leaves: readonly Leaf[]): Leaf | undefined {
  let best: Leaf | undefined;
  for (const leaf of leaves) {
    if (leaf.split.place >= 0 && leaf.split.gain > (best?.split.gain ?? 0)) best = leaf;
  }
  return best;
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

const emptyTree = (nodes: number): DecisionTree => ({
  feature: new Int16Array(nodes),
  bin: new Uint8Array(nodes),
  missingLeft: new Uint8Array(nodes),
  left: new Uint16Array(nodes),
  value: new Float64Array(nodes),
  gain: new Float64Array(nodes),
});
