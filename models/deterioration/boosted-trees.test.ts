import { describe, expect, it } from "vitest";
import {
  gainByFeature,
  predictBoosted,
  trainBoostedTrees,
  type BoostingExamples,
  type BoostingRecipe,
} from "./boosted-trees";
import { binRows, fitBinEdges } from "./feature-bins";
import { auroc } from "./metrics";
import { seededRandom } from "./seeded-random";

const RECIPE: BoostingRecipe = {
  ...{ rounds: 60, learningRate: 0.2, leaves: 8, depth: 4, minChildWeight: 1, l2: 1, minGain: 0 },
  ...{ featureShare: 1, roundsPerDraw: 1, roundsPerLook: 5, patience: 4, seed: 7 },
};

/** One step to the Newton value, without penalties: what can be computed by hand. */
const BY_HAND: BoostingRecipe = {
  ...RECIPE,
  ...{ rounds: 1, learningRate: 1, leaves: 2, minChildWeight: 0.01, l2: 0 },
};

/** Bins a table and keeps its edges, to bin others alike. */
function examplesOf(
  values: readonly number[],
  features: number,
  targets: readonly number[],
  weights: readonly number[] = targets.map(() => 1),
): BoostingExamples & { edges: Float32Array[] } {
  const table = Float32Array.from(values);
  const edges = fitBinEdges(table, features);
  return {
    edges,
    binned: binRows(table, edges),
    targets: Float32Array.from(targets),
    weights: Float32Array.from(weights),
  };
}

/** Risk high where the first feature is far from 0 and the second is positive; the third is noise. */
function knownFunction(rows: number, seed: number) {
  const random = seededRandom(seed);
  const values: number[] = [];
  const targets: number[] = [];
  for (let row = 0; row < rows; row += 1) {
    const [one, two, three] = [random() * 2 - 1, random() * 2 - 1, random()];
    values.push(one, two, three);
    targets.push(random() < (Math.abs(one) > 0.5 && two > 0 ? 0.9 : 0.1) ? 1 : 0);
  }
  return { values, targets };
}

describe("boosted trees", () => {
  it("grow the one split and the two values a pencil finds", () => {
    // Mean target 1/2, so every p is 1/2: gradients ± 1/2, curvatures 1/4.
    const examples = examplesOf([1, 2, 3, 4], 1, [0, 0, 1, 1]);
    const { start, trees } = trainBoostedTrees(examples, BY_HAND);
    expect(start).toBe(0);
    const [tree] = trees;
    expect(tree?.left[0]).toBe(1);
    expect(examples.edges[0]?.[(tree?.bin[0] ?? 0) - 1]).toBe(2);
    // -G / H: left -(1/2 + 1/2) / (1/4 + 1/4) = -2, right 2.
    expect(tree?.value[1]).toBeCloseTo(-2, 5);
    expect(tree?.value[2]).toBeCloseTo(2, 5);
    // G² / H on both sides: 1 / (1/2) twice.
    expect(tree?.gain[0]).toBeCloseTo(4, 4);
  });

  it("shrink values by the ridge penalty and the learning rate", () => {
    const examples = examplesOf([1, 2, 3, 4], 1, [0, 0, 1, 1]);
    const { trees } = trainBoostedTrees(examples, { ...BY_HAND, l2: 0.5, learningRate: 0.1 });
    expect(trees[0]?.value[1]).toBeCloseTo(-0.1, 5); // 0.1 × -1 / (0.5 + 0.5)
  });

  it("recover a function with an interaction, on rows they have not seen", () => {
    const seen = knownFunction(4_000, 1);
    const fresh = knownFunction(4_000, 2);
    const examples = examplesOf(seen.values, 3, seen.targets);
    const trees = trainBoostedTrees(examples, RECIPE);
    const binned = binRows(Float32Array.from(fresh.values), examples.edges);
    const ceiling = fresh.targets.map((_, row) => {
      const [one = 0, two = 0] = fresh.values.slice(row * 3, row * 3 + 2);
      return Math.abs(one) > 0.5 && two > 0 ? 1 : 0;
    });
    expect(auroc(predictBoosted(trees, binned), fresh.targets)).toBeGreaterThan(
      auroc(ceiling, fresh.targets) - 0.01,
    );
    const [one = 0, two = 0, three = 0] = gainByFeature(trees, 3);
    expect(Math.min(one, two)).toBeGreaterThan(5 * three);
  });

  it("are the same for the same seed, and others for another", () => {
    const { values, targets } = knownFunction(500, 3);
    const examples = {
      ...examplesOf(values, 3, targets),
      groups: Array.from({ length: 50 }, (_, g) => ({ firstRow: g * 10, rows: 10, share: 0.5 })),
    };
    const logitsOf = (seed: number) =>
      predictBoosted(
        trainBoostedTrees(examples, { ...RECIPE, featureShare: 0.7, seed }),
        examples.binned,
      );
    expect(logitsOf(1)).toEqual(logitsOf(1));
    expect(logitsOf(1)).not.toEqual(logitsOf(2));
  });

  it("send the missing to the side that is better for them", () => {
    const values = Array.from({ length: 90 }, (_, row) => (row % 3 === 0 ? NaN : row % 3));
    // 1 is low risk, 2 is high; who was not measured is once like the ones, once like the twos.
    for (const ofMissing of [0, 1]) {
      const targets = values.map((value) => (Number.isNaN(value) ? ofMissing : value - 1));
      const examples = examplesOf(values, 1, targets);
      const trees = trainBoostedTrees(examples, BY_HAND);
      const [missing = NaN, low = NaN, high = NaN] = predictBoosted(trees, examples.binned);
      expect(missing).toBe(ofMissing === 1 ? high : low);
      expect(high).toBeGreaterThan(low);
    }
  });

  it("tell the missing from everybody measured", () => {
    const values = Array.from({ length: 60 }, (_, row) => (row % 2 === 0 ? NaN : row));
    const examples = examplesOf(
      values,
      1,
      values.map((value) => (Number.isNaN(value) ? 1 : 0)),
    );
    const [missing = 0, measured = 0] = predictBoosted(
      trainBoostedTrees(examples, BY_HAND),
      examples.binned,
    );
    expect(missing).toBeGreaterThan(measured);
  });

  it("take a weight for as many rows", () => {
    const { values, targets } = knownFunction(300, 4);
    const weights = targets.map((_, row) => 1 + (row % 3));
    const weighted = examplesOf(values, 3, targets, weights);
    const many = weights.flatMap((weight, row) => Array<number>(weight).fill(row));
    const repeated = {
      ...weighted,
      binned: binRows(
        Float32Array.from(many.flatMap((row) => values.slice(row * 3, row * 3 + 3))),
        weighted.edges,
      ),
      targets: Float32Array.from(many, (row) => targets[row] ?? 0),
      weights: new Float32Array(many.length).fill(1),
    };
    const logits = (examples: BoostingExamples) =>
      predictBoosted(trainBoostedTrees(examples, { ...RECIPE, rounds: 10 }), weighted.binned);
    const other = logits(repeated);
    for (const [row, logit] of logits(weighted).entries())
      expect(logit).toBeCloseTo(other[row]!, 3);
  });

  it("learn nothing from rows without weight", () => {
    const examples = examplesOf([1, 2, 3, 4], 1, [0, 0, 1, 1], [1, 0, 0, 1]);
    const flipped = { ...examples, targets: Float32Array.of(0, 1, 0, 1) };
    expect(trainBoostedTrees(examples, BY_HAND)).toEqual(trainBoostedTrees(flipped, BY_HAND));
  });

  it("reach targets between 0 and 1", () => {
    const values = Array.from({ length: 200 }, (_, row) => row % 2);
    const examples = examplesOf(
      values,
      1,
      values.map((value) => (value === 1 ? 0.8 : 0.3)),
    );
    const trees = trainBoostedTrees(examples, { ...RECIPE, l2: 0 });
    const [low = NaN, high = NaN] = predictBoosted(trees, examples.binned);
    expect(1 / (1 + Math.exp(-low))).toBeCloseTo(0.3, 3);
    expect(1 / (1 + Math.exp(-high))).toBeCloseTo(0.8, 3);
  });

  it("stop when the tune rows get worse, and keep what did best", () => {
    const { values, targets } = knownFunction(300, 5);
    const fresh = knownFunction(300, 6);
    const examples = examplesOf(values, 3, targets);
    const binned = binRows(Float32Array.from(fresh.values), examples.edges);
    const score = (logits: Float64Array): number => auroc(logits, fresh.targets);
    const looks: number[] = [];
    const recipe = { ...RECIPE, rounds: 500, roundsPerLook: 1, patience: 10, minChildWeight: 0.1 };
    const trained = trainBoostedTrees(examples, recipe, { binned, score }, (progress) =>
      looks.push(progress.score),
    );
    expect(looks.length).toBeLessThan(500);
    expect(trained.trees).toHaveLength(looks.indexOf(Math.max(...looks)) + 1);
    expect(score(Float64Array.from(predictBoosted(trained, binned)))).toBeCloseTo(
      Math.max(...looks),
      2,
    );
  });

  it("never fall along a feature that may only raise the risk", () => {
    const random = seededRandom(8);
    const values = Array.from({ length: 2_000 }, () => random() * 10);
    const targets = values.map((value) => (random() < 0.5 + 0.4 * Math.sin(value) ? 1 : 0));
    const examples = examplesOf(values, 1, targets);
    const grid = binRows(
      Float32Array.from({ length: 100 }, (_, step) => step / 10),
      examples.edges,
    );
    const falls = (monotone: number): number => {
      const trees = trainBoostedTrees(examples, { ...RECIPE, monotone: Int8Array.of(monotone) });
      const curve = predictBoosted(trees, grid);
      return curve.filter((logit, step) => step > 0 && logit < (curve[step - 1] ?? 0)).length;
    };
    expect(falls(0)).toBeGreaterThan(0);
    expect(falls(1)).toBe(0);
  });
});

describe("bins", () => {
  it("give every value its own while there are few, and keep the order of many", () => {
    const few = fitBinEdges(Float32Array.of(3, 1, 2, 2, NaN), 1);
    expect(few.map((edges) => [...edges])).toEqual([[1, 2]]);
    expect([...binRows(Float32Array.of(NaN, 0, 1, 1.5, 2, 9), few).columns]).toEqual([
      0, 1, 1, 2, 2, 3,
    ]);

    const random = seededRandom(9);
    const many = Float32Array.from({ length: 5_000 }, () => Math.exp(8 * random()));
    const { columns } = binRows(many, fitBinEdges(many, 1));
    expect(new Set(columns).size).toBe(254);
    const counts = new Map<number, number>();
    for (const bin of columns) counts.set(bin, (counts.get(bin) ?? 0) + 1);
    expect(Math.max(...counts.values())).toBeLessThan(40);
    const ranked = [...columns.keys()].sort((one, other) => many[one]! - many[other]!);
    const bins = ranked.map((row) => columns[row]!);
    expect(bins).toEqual([...bins].sort((one, other) => one - other));
  });

  it("leave a bin to a value that is common", () => {
    const values = Float32Array.from({ length: 10_000 }, (_, row) => (row % 2 === 0 ? 0 : row));
    const { columns } = binRows(values, fitBinEdges(values, 1));
    expect(values.filter((_, row) => columns[row] === columns[0])).toEqual(
      values.filter((value) => value === 0),
    );
    expect(new Set(columns).size).toBeGreaterThan(240);
  });
});
