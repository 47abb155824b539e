import { addTree, type DecisionTree, type RowRange } from "./decision-tree";
import type { BinnedRows } from "./feature-bins";
import type { Sample } from "./gradient-histogram";
import { TreeGrower, type GrowthLimits } from "./grow-tree";
import { seededRandom, shuffle } from "./seeded-random";

export interface BoostingRecipe extends GrowthLimits {
  rounds: number;
  learningRate: number;
  /** Share of the features each tree may split by. */
  featureShare: number;
  /** Trees that are grown from the same draw of the groups. */
  roundsPerDraw: number;
  /** Rounds between two looks at the tune rows. */
  roundsPerLook: number;
  /** Looks without a better one before training stops. */
  patience: number;
  seed: number;
}

/** Rows that are drawn together, such as the hours of one patient. */
export interface RowGroup extends RowRange {
  /** How likely a draw takes it; its rows then weigh the inverse more. */
  share: number;
}

export interface BoostingExamples {
  binned: BinnedRows;
  /** 0 to 1. */
  targets: Float32Array;
  weights: Float32Array;
  /**
   * Logits to start from, row by row, that no prediction contains: what they explain, such as how common
   * the outcome is at that hour of a stay, is not learnt.
   */
  offsets?: Float32Array;
  /** Without groups every tree sees every row. */
  groups?: readonly RowGroup[];
}

/** Rows that are not learnt from; the rounds that do best on them are kept. */
export interface TuneRows {
  binned: BinnedRows;
  /** Higher is better. */
  score: (logits: Float64Array) => number;
}

export interface BoostingProgress {
  round: number;
  rounds: number;
  /** Of the last look, and the best so far; NaN before the first and without tune rows. */
  score: number;
  best: number;
}

export interface BoostedTrees {
  start: number;
  trees: readonly DecisionTree[];
}

/**
 * Gradient boosting on weighted cross-entropy with Newton steps, from histograms of binned features (Friedman, Ann
 * Stat 2001; Chen and Guestrin, KDD 2016; Ke et al., NIPS 2017). For training only: it teaches the network. The
 * same seed and data give the same trees.
 */
export function trainBoostedTrees(
  examples: BoostingExamples,
  recipe: BoostingRecipe,
  tune?: TuneRows,
  onProgress: (progress: BoostingProgress) => void = () => undefined,
): BoostedTrees {
  const { binned, targets, weights, groups = [{ ...allOf(binned), share: 1 }] } = examples;
  const random = seededRandom(recipe.seed);
  const grower = new TreeGrower(binned, recipe);
  const start = startOf(groups, targets, weights);
  const logits = new Float64Array(binned.rows).fill(start);
  if (examples.offsets) addTo(logits, examples.offsets);
  const tuneLogits = new Float64Array(tune?.binned.rows ?? 0).fill(start);

  const trees: DecisionTree[] = [];
  let best = { score: NaN, trees: 0, look: 0 };
  let score = NaN;
  let look = 0;
  let draw: Draw | undefined;
  for (let round = 1; round <= recipe.rounds; round += 1) {
    if (!draw || (round - 1) % recipe.roundsPerDraw === 0) draw = drawRows(groups, weights, random);
    deriveLoss(draw, targets, logits);
    const tree = grower.grow(draw, drawFeatures(binned.features, recipe.featureShare, random));
    shrink(tree, recipe.learningRate);
    trees.push(tree);
    addTree(tree, binned, groups, logits);
    if (tune) addTree(tree, tune.binned, [allOf(tune.binned)], tuneLogits);
    if (tune && (round % recipe.roundsPerLook === 0 || round === recipe.rounds)) {
      look += 1;
      score = tune.score(tuneLogits);
      if (!(score <= best.score)) best = { score, trees: round, look };
    }
    onProgress({ round, rounds: recipe.rounds, score, best: best.score });
    if (tune && look - best.look >= recipe.patience) break;
  }
  return { start, trees: tune ? trees.slice(0, best.trees) : trees };
}

/** Logits of rows binned with the edges the trees were grown on; 0 outside the ranges. */
export function predictBoosted(
  { start, trees }: BoostedTrees,
  binned: BinnedRows,
  ranges: readonly RowRange[] = [allOf(binned)],
): Float32Array {
  const sums = new Float64Array(binned.rows);
  for (const { firstRow, rows } of ranges) sums.fill(start, firstRow, firstRow + rows);
  for (const tree of trees) addTree(tree, binned, ranges, sums);
  return Float32Array.from(sums);
}

const allOf = ({ rows }: BinnedRows): RowRange => ({ firstRow: 0, rows });

/** By how much the splits on each feature lowered the loss. */
export function gainByFeature({ trees }: BoostedTrees, features: number): Float64Array {
  const gains = new Float64Array(features);
  for (const { feature, gain } of trees) {
    for (let node = 0; node < gain.length; node += 1) {
      const at = feature[node] ?? 0;
      gains[at] = (gains[at] ?? 0) + (gain[node] ?? 0);
    }
  }
  return gains;
}

/** Rows of one draw with their weights, and room for the derivatives of their loss. */
interface Draw extends Sample {
  weights: Float64Array;
}

function drawRows(groups: readonly RowGroup[], weights: Float32Array, random: () => number): Draw {
  const drawn = groups.filter(({ share }) => share >= 1 || random() < share);
  const most = drawn.reduce((sum, group) => sum + group.rows, 0);
  const rows = new Int32Array(most);
  const drawnWeights = new Float64Array(most);
  let taken = 0;
  for (const { firstRow, rows: height, share } of drawn) {
    for (let row = firstRow; row < firstRow + height; row += 1) {
      const weight = weights[row] ?? 0;
      if (weight === 0) continue; // says nothing
      rows[taken] = row;
      drawnWeights[taken] = weight / Math.min(1, share);
      taken += 1;
    }
  }
  return {
    rows: rows.slice(0, taken),
    weights: drawnWeights.slice(0, taken),
    gradients: new Float64Array(taken),
    curvatures: new Float64Array(taken),
  };
}

function deriveLoss(
  { rows, weights, gradients, curvatures }: Draw,
  targets: Float32Array,
  logits: Float64Array,
): void {
  for (let index = 0; index < rows.length; index += 1) {
    const row = rows[index] ?? 0;
    const weight = weights[index] ?? 0;
    const probability = 1 / (1 + Math.exp(-(logits[row] ?? 0)));
    gradients[index] = weight * (probability - (targets[row] ?? 0));
    curvatures[index] = weight * probability * (1 - probability);
  }
}

/** The logit of the mean target: what is best without any feature. */
function startOf(
  ranges: readonly RowRange[],
  targets: Float32Array,
  weights: Float32Array,
): number {
  let positive = 0;
  let total = 0;
  for (const { firstRow, rows } of ranges) {
    for (let row = firstRow; row < firstRow + rows; row += 1) {
      positive += (targets[row] ?? 0) * (weights[row] ?? 0);
      total += weights[row] ?? 0;
    }
  }
  const share = Math.min(1 - 1e-6, Math.max(1e-6, total === 0 ? 0.5 : positive / total));
  return Math.log(share / (1 - share));
}

/** In ascending order, so that the columns are read in the order they lie. */
function drawFeatures(
  features: number,
  share: number,
  random: () => number,
): Int32Array<ArrayBuffer> {
  const all = Int32Array.from({ length: features }, (_, feature) => feature);
  shuffle(all, random);
  return all.slice(0, Math.max(1, Math.round(features * share))).sort();
}

function addTo(sums: Float64Array, values: Float32Array): void {
  for (let row = 0; row < sums.length; row += 1) sums[row] = (sums[row] ?? 0) + (values[row] ?? 0);
}

function shrink({ value }: DecisionTree, learningRate: number): void {
  for (let node = 0; node < value.length; node += 1) {
    value[node] = (value[node] ?? 0) * learningRate;
  }
}
