import {
  predictBoosted,
  trainBoostedTrees,
  type BoostingRecipe,
} from "#models/deterioration/boosted-trees";
import { binRows, fitBinEdges } from "#models/deterioration/feature-bins";
import { Network } from "#models/deterioration/network";
import { trainNetwork, type TrainingRecipe } from "#models/deterioration/train-network";
import { Encoder } from "./encoder";
import type { OutcomeTable } from "./outcome-table";

export type MemberRecipe =
  | {
      kind: "network";
      recipe: TrainingRecipe;
      /** How far it learns the probability of the trees before it in place of the label: 0 not, 1 alone. */
      teacherShare: number;
    }
  | { kind: "trees"; recipe: BoostingRecipe };

/** Which rows are learnt from, and of which others the logits are wanted. */
export interface Lesson {
  table: OutcomeTable;
  train: Int32Array;
  apply: Int32Array;
}

/** Logits of each member, by the place of the row in `apply`. Nothing of `apply` is looked at before. */
export async function teachMembers(
  lesson: Lesson,
  members: readonly MemberRecipe[],
  seed: number,
): Promise<Float32Array[]> {
  const { table, train, apply } = lesson;
  const encoder = Encoder.fit(table, train);
  const encoded = {
    width: encoder.inputs,
    train: encoder.encode(table.features, train),
    apply: encoder.encode(table.features, apply),
  };
  const logits: Float32Array[] = [];
  const targets = Float32Array.from(train, (row) => table.labels[row] ?? 0);
  let taught = targets;
  for (const [place, member] of members.entries()) {
    const own = seed + place * 1_009;
    if (member.kind === "trees") {
      const trees = growTrees(lesson, { ...member.recipe, seed: own });
      logits.push(trees.apply);
      taught = trees.train.map((logit) => 1 / (1 + Math.exp(-logit)));
    } else {
      const its = mixed(targets, taught, member.teacherShare);
      logits.push(await teachNetwork(encoded, its, { ...member.recipe, seed: own }));
    }
  }
  return logits;
}

const mixed = (labels: Float32Array, taught: Float32Array, share: number): Float32Array =>
  labels.map((label, index) => (1 - share) * label + share * (taught[index] ?? label));

interface EncodedLesson {
  width: number;
  train: Float32Array;
  apply: Float32Array;
}

async function teachNetwork(
  { width, train, apply }: EncodedLesson,
  targets: Float32Array,
  recipe: TrainingRecipe,
): Promise<Float32Array> {
  const layers = await trainNetwork(
    {
      inputs: width,
      drawEpoch: () => Int32Array.from(targets.keys()),
      writeInput: (row, out, to) => {
        out.set(train.subarray(row * width, (row + 1) * width), to);
      },
      target: (row) => targets[row] ?? 0,
      weight: () => 1,
    },
    recipe,
  );
  const network = new Network(layers);
  const logits = network.predict(apply, apply.length / width);
  network.dispose();
  return logits;
}

function growTrees(
  { table, train, apply }: Lesson,
  recipe: BoostingRecipe,
): { train: Float32Array; apply: Float32Array } {
  const values = rowsOf(table, train);
  const edges = fitBinEdges(values, table.columns.length);
  const binned = binRows(values, edges);
  const trees = trainBoostedTrees(
    {
      binned,
      targets: Float32Array.from(train, (row) => table.labels[row] ?? 0),
      weights: new Float32Array(train.length).fill(1),
    },
    recipe,
  );
  return {
    train: predictBoosted(trees, binned),
    apply: predictBoosted(trees, binRows(rowsOf(table, apply), edges)),
  };
}

function rowsOf({ columns, features }: OutcomeTable, rows: Int32Array): Float32Array {
  const { length } = columns;
  const taken = new Float32Array(rows.length * length);
  for (const [index, row] of rows.entries()) {
    taken.set(features.subarray(row * length, (row + 1) * length), index * length);
  }
  return taken;
}
