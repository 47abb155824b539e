import { readdir } from "node:fs/promises";
import { basename, join } from "node:path";
import { NATION } from "#models/flu/hub-places";
import { FLU_LEVELS, HORIZONS } from "#models/flu/quantile-levels";
import { readTable } from "./read-flu-tables";

/** One team's quantiles by task, `2024-11-23 06 1`: reference date, place, horizon. */
export type TeamForecasts = Map<string, Float64Array>;

export const taskOf = (referenceDate: string, location: string, horizon: number): string =>
  `${referenceDate} ${location} ${horizon}`;

export const BASELINE = "FluSight-baseline";

/** A season of the hub runs from August to July. */
export function isOfSeason(referenceDate: string, season: string): boolean {
  const first = Number(season.slice(0, 4));
  return referenceDate >= `${first}-08-01` && referenceDate < `${first + 1}-08-01`;
}

/** What every team, the baseline among them, forecast for the states in a season. */
export async function readSeasonForecasts(
  folder: string,
  season: string,
): Promise<Map<string, TeamForecasts>> {
  const teams = new Map<string, TeamForecasts>();
  for (const file of (await readdir(folder)).sort()) {
    if (!/\.csv(\.gz)?$/.test(file)) continue;
    const forecasts = await readTeam(join(folder, file), season);
    if (forecasts.size > 0) teams.set(basename(file).replace(/\.csv(\.gz)?$/, ""), forecasts);
  }
  if (!teams.has(BASELINE))
    throw new Error(`${folder} has no forecasts of ${BASELINE} for ${season}`);
  return teams;
}

const LEVEL_AT = new Map(FLU_LEVELS.map((level, at) => [level.toFixed(3), at]));
const HORIZON_NAMES = new Set(HORIZONS.map(String));

/** Tasks for which every quantile is there; the level is in `quantile`, or as the hub has it in `output_type_id`. */
async function readTeam(file: string, season: string): Promise<TeamForecasts> {
  const forecasts: TeamForecasts = new Map();
  for (const row of await readTable(file)) {
    const { reference_date = "", location = "", horizon = "", value = "" } = row;
    if (!isOfSeason(reference_date, season) || location === NATION || !HORIZON_NAMES.has(horizon))
      continue;
    const at = LEVEL_AT.get(Number(row["quantile"] ?? row["output_type_id"]).toFixed(3));
    if (at === undefined || value === "") continue;
    const task = taskOf(reference_date, location, Number(horizon));
    const quantiles = forecasts.get(task) ?? new Float64Array(FLU_LEVELS.length).fill(NaN);
    quantiles[at] = Number(value);
    forecasts.set(task, quantiles);
  }
  for (const [task, quantiles] of forecasts)
    if (quantiles.some(Number.isNaN)) forecasts.delete(task);
  return forecasts;
}
