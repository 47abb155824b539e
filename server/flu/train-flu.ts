import { INPUT_KINDS } from "#models/flu/flu-inputs";
import type { FluGeneration } from "#models/flu/flu-model";
import { type FluRecipe, trainFluNet } from "#models/flu/train-flu-net";
import type { Vintage } from "#models/flu/vintage";
import type { IllnessTable } from "./read-illness";
import { trainingRows } from "./training-rows";

/**
 * Rates of admission that the surveys' high weeks are made to look like. How large the coming season will be
 * nobody knows: the median state's highest week came to 10, 7 and 18 per 100,000 in the three seasons to 2025.
 */
export const SURVEY_PEAKS = [7.5, 10.5, 15] as const;

export interface FluTraining {
  illness: IllnessTable;
  /** As published before the season that the networks are for. */
  vintage: Vintage;
  population: ReadonlyMap<string, number>;
  recipe: FluRecipe;
  /** After each network, with the share that is done. */
  onNet: (share: number) => void;
}

/** Networks that have seen nothing after one vintage: one for each kind of inputs and scale of the surveys. */
export async function trainGeneration(training: FluTraining): Promise<FluGeneration> {
  const { illness, vintage, population, recipe, onNet } = training;
  const data = { illness, admissions: vintage.counts, population };
  // Every other one, as on a chessboard, learns from regions too: more seasons, but less like a state.
  const choices = INPUT_KINDS.flatMap((kind, column) =>
    SURVEY_PEAKS.map((surveyPeak, row) => ({
      ...{ kind, surveyPeak },
      withRegions: (row + column) % 2 === 1,
    })),
  );
  const nets: FluGeneration["nets"][number][] = [];
  for (const [index, choice] of choices.entries()) {
    const seed = recipe.seed + index;
    nets.push(trainFluNet(trainingRows(data, choice), choice.kind, { ...recipe, seed }));
    onNet((index + 1) / choices.length);
    await new Promise((resolve) => setTimeout(resolve, 0)); // signals get their turn
  }
  return { trainedUpTo: vintage.week, nets };
}
