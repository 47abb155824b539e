import { join } from "node:path";
import { readPopulations } from "./read-flu-tables";

/**
 * Seasons and what had been published before each: the last vintage that networks for it are trained on. The
 * newest serve; the earlier ones forecast the past as they would have then.
 */
export const FLU_GENERATIONS = [
  { season: "2023-24", vintage: "2023-09-23" },
  { season: "2024-25", vintage: "2024-11-16" },
  { season: "2025-26", vintage: "2025-08-30" },
] as const;

const LIST_OF: Readonly<Record<string, string>> = {
  "2023-24": "locations_202324.csv",
  "2024-25": "locations_202425.csv",
};

/** Populations that the hub used in a season; `data` is the folder of its files. */
export const seasonPopulations = (data: string, season: string): Promise<Map<string, number>> =>
  readPopulations(join(data, LIST_OF[season] ?? "locations.csv"));
