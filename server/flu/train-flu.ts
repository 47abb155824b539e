import { join } from "node:path";
import type { InputKind } from "#models/flu/flu-inputs";
import type { FluNet } from "#models/flu/flu-net";
import { dateOfFluWeek, fluWeekOf } from "#models/flu/flu-week";
import { type FluRecipe, trainFluNet } from "#models/flu/train-flu-net";
import type { TrainedGeneration } from "./flu-artifact";
import { readPlaces } from "./read-flu-tables";
import { readIllness } from "./read-illness";
import { readVintages } from "./read-vintages";
import { trainingRows } from "./training-rows";

/** What was published before each season, and the populations that the hub used for it. */
const GENERATIONS = [
  { vintage: "2023-09-23", places: "locations_202324.csv" },
  { vintage: "2024-11-16", places: "locations_202425.csv" },
  { vintage: "2025-08-30", places: "locations.csv" },
] as const;

const KINDS: readonly InputKind[] = ["own", "with-nation"];

export interface FluTraining {
  /** Folder with flusight/ and ilinet/. */
  data: string;
  recipe: FluRecipe;
  /** How many networks of each kind. */
  seeds: number;
  onProgress: (done: number, total: number) => void;
}

/** Networks for each season, by what was known before it: those of the last serve, the others are evaluated. */
export async function trainFlu({ data, recipe, seeds, onProgress }: FluTraining): Promise<TrainedGeneration[]> {
  const illness = await readIllness(join(data, "ilinet"));
  const vintages = await readVintages(join(data, "flusight", "vintages"));
  const total = GENERATIONS.length * KINDS.length * seeds;
  const generations: TrainedGeneration[] = [];
  let done = 0;
  for (const { vintage, places: file } of GENERATIONS) {
    const known = vintages.find(({ week }) => week === fluWeekOf(vintage));
    if (!known) throw new Error(`the vintage of ${vintage} is missing`);
    const places = await readPlaces(join(data, "flusight", file));
    const nets: FluNet[] = [];
    for (const kind of KINDS) {
      const rows = trainingRows({ illness, admissions: known.counts, places }, kind);
      for (let seed = 0; seed < seeds; seed += 1) {
        nets.push(trainFluNet(rows, kind, { ...recipe, seed: recipe.seed + seed }));
        onProgress((done += 1), total);
        await new Promise((resolve) => setTimeout(resolve, 0)); // signals get their turn
      }
    }
    generations.push({ trainedUpTo: dateOfFluWeek(known.week), nets });
  }
  return generations;
}
