import type { InputKind } from "#models/flu/flu-inputs";
import type { FluGeneration } from "#models/flu/flu-model";
import { type FluRecipe, trainFluNet } from "#models/flu/train-flu-net";
import type { Vintage } from "#models/flu/vintage";
import type { IllnessTable } from "./read-illness";
import { trainingRows } from "./training-rows";

const KINDS: readonly InputKind[] = ["own", "with-nation"];
export const NETS_OF_A_KIND = 3;

export interface FluTraining {
  illness: IllnessTable;
  /** As published before the season that the networks are for. */
  vintage: Vintage;
  population: ReadonlyMap<string, number>;
  recipe: FluRecipe;
  /** How many networks of each kind. */
  seeds: number;
  /** After each network. */
  onNet: () => void;
}

/** Networks that have seen nothing after one vintage. A second and some megabytes for each. */
export async function trainGeneration(training: FluTraining): Promise<FluGeneration> {
  const { illness, vintage, population, recipe, seeds, onNet } = training;
  const nets: FluGeneration["nets"][number][] = [];
  for (const kind of KINDS) {
    const rows = trainingRows({ illness, admissions: vintage.counts, population }, kind);
    for (let seed = 0; seed < seeds; seed += 1) {
      nets.push(trainFluNet(rows, kind, { ...recipe, seed: recipe.seed + seed }));
      onNet();
      await new Promise((resolve) => setTimeout(resolve, 0)); // signals get their turn
    }
  }
  return { trainedUpTo: vintage.week, nets };
}
