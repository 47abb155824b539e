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
  { kind: "network"; recipe: TrainingRecipe } | { kind: "trees"; recipe: BoostingRecipe };

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
  for (const [place, { kind, recipe }] of members.entries()) {
    const own = seed + place * 1_009;
    logits.push(
      kind === "network"
        ? await teachNetwork(lesson, encoded, { ...recipe, seed: own })
        : growTrees(lesson, { ...recipe, seed: own }),
    );
  }
  return logits;
}

interface EncodedLesson {
  width: number;
  train: Float32Array;
  apply: Float32Array;
}

async function teachNetwork(
  { table, train, apply }: Lesson,
  encoded: EncodedLesson,
  recipe: TrainingRecipe,
): Promise<Float32Array> {
  const { width } = encoded;
  const layers = await trainNetwork(
    {
      inputs: width,
      drawEpoch: () => Int32Array.from(train.keys()),
      writeInput: (row, out, to) => {
        out.set(encoded.train.subarray(row * width, (row + 1) * width), to);
      },
      target: (row) => table.labels[train[row] ?? -1] ?? 0,
      weight: () => 1,
    },
    recipe,
  );
  const network = new Network(layers);
  const logits = network.predict(encoded.apply, apply.length);
  network.dispose();
  return logits;
}

function growTrees({ table, train, apply }: Lesson, recipe: BoostingRecipe): Float32Array {
  const width = table.columns.length;
  const edges = fitBinEdges(rowsOf(table, train), width);
  const trees = trainBoostedTrees(
    {
      binned: binRows(rowsOf(table, train), edges),
      targets: Float32Array.from(train, (row) => table.labels[row] ?? 0),
      weights: new Float32Array(train.length).fill(1),
    },
    recipe,
  );
  return predictBoosted(trees, binRows(rowsOf(table, apply), edges));
}

function rowsOf({ columns, features }: OutcomeTable, rows: Int32Array): Float32Array {
  const { length } = columns;
  const taken = new Float32Array(rows.length * length);
  for (const [index, row] of rows.entries()) {
    taken.set(features.subarray(row * length, (row + 1) * length), index * length);
  }
  return taken;
}
