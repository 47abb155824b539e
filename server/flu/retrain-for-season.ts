import { join } from "node:path";
import type { FluModel } from "#models/flu/flu-model";
import { fluWeekOf } from "#models/flu/flu-week";
import { FLU_RECIPE } from "#models/flu/train-flu-net";
import { FLU_GENERATIONS, seasonPopulations } from "./flu-seasons";
import { readIllness } from "./read-illness";
import { readVintages } from "./read-vintages";
import { trainGeneration } from "./train-flu";

export interface Retraining {
  /** Folder with vintages/ and locations*.csv. */
  data: string;
  /** Folder with the surveys of illness. */
  ilinet: string;
  onProgress: (share: number) => void;
}

/** Before this month and day of its first year nothing of a season is known. */
const SEASON_STARTS = "10-01";

/** Networks trained anew on the last vintage before a season, by the recipe of the shipped ones. */
export async function retrainForSeason(
  season: string,
  { data, ilinet, onProgress }: Retraining,
): Promise<FluModel> {
  const known = FLU_GENERATIONS.find((generation) => generation.season === season)?.vintage;
  const until = fluWeekOf(known ?? `${season.slice(0, 4)}-${SEASON_STARTS}`);
  const vintage = (await readVintages(join(data, "vintages"), until + 1)).at(-1);
  if (!vintage) throw new Error(`${data}/vintages has nothing from before ${season}`);
  const generation = await trainGeneration({
    ...{ illness: await readIllness(ilinet), vintage, recipe: FLU_RECIPE },
    population: await seasonPopulations(data, season),
    onNet: onProgress,
  });
  return { version: `retrained for ${season}`, generations: [generation] };
}
