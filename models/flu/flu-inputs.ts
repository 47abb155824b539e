import { type FluWeek, weeksFromChristmas } from "./flu-week";
import { fromScale, toScale } from "./rate-scale";

/** One place's scaled rate by week; a week not reported is not there. */
export type FluSeries = ReadonlyMap<FluWeek, number>;

/** What a network is told besides the place itself: nothing, its region, or region and nation. */
export const INPUT_KINDS = ["own", "with-region", "with-nation"] as const;
export type InputKind = (typeof INPUT_KINDS)[number];

const OWN_LAGS = [1, 2, 3, 4, 5] as const;
const NATION_LAGS = [1, 2, 3] as const;
const REGION_LAGS = [1, 2] as const;
const NARROW_BUMPS = [-5, -4, -3, -2, -1, 0, 1, 2] as const;
const WIDE_BUMPS = [-12, -8, 4, 8, 12, 16] as const;

/** How far back the season's mean goes; all that an input needs is younger. */
export const SEASON_WEEKS = 25;

/** The first inputs are the newest level and its changes: what a wrong newest report makes wrong. */
export const LEVEL_INPUTS = 1 + OWN_LAGS.length;

const OWN_INPUTS = LEVEL_INPUTS + 2 + 2 + NARROW_BUMPS.length + WIDE_BUMPS.length;
const REGION_INPUTS = 1 + REGION_LAGS.length;
const NATION_INPUTS = 1 + NATION_LAGS.length;

export const inputCount = (kind: InputKind): number =>
  OWN_INPUTS + (kind === "own" ? 0 : REGION_INPUTS) + (kind === "with-nation" ? NATION_INPUTS : 0);

export interface FluSurroundings {
  own: FluSeries;
  /** The mean of the other places of the region. */
  region: FluSeries;
  nation: FluSeries;
  population: number;
}

/**
 * What is known at an origin, the newest reported week: the level, its changes, how much there was in the season
 * so far, the size of the place, and where in the season it stands by weeks from Christmas. Undefined when a week
 * it needs was not reported.
 */
export function fluInputs(
  origin: FluWeek,
  { own, region, nation, population }: FluSurroundings,
  kind: InputKind,
): number[] | undefined {
  const inputs = levelAndChanges(own, origin, OWN_LAGS);
  if (kind === "with-nation") inputs.push(...levelAndChanges(nation, origin, NATION_LAGS));
  if (kind !== "own") inputs.push(...levelAndChanges(region, origin, REGION_LAGS));
  inputs.push(seasonSoFar(own, origin), (Math.log(population) - 15.2) / 2);
  const week = weeksFromChristmas(origin);
  inputs.push(week / 20, (week / 20) ** 2);
  for (const centre of NARROW_BUMPS) inputs.push(bump(week, centre, 1));
  for (const centre of WIDE_BUMPS) inputs.push(bump(week, centre, 3));
  return inputs.some(Number.isNaN) ? undefined : inputs;
}

/** NaN where a week was not reported. */
function levelAndChanges(series: FluSeries, origin: FluWeek, lags: readonly number[]): number[] {
  const level = series.get(origin) ?? NaN;
  return [level, ...lags.map((lag) => level - (series.get(origin - lag) ?? NaN))];
}

/** The mean rate of the last weeks that were reported, on the networks' scale: few are left to fall ill after many. */
function seasonSoFar(series: FluSeries, origin: FluWeek): number {
  let [sum, count] = [0, 0];
  for (let week = origin - SEASON_WEEKS + 1; week <= origin; week += 1) {
    const level = series.get(week);
    if (level === undefined) continue;
    sum += fromScale(level);
    count += 1;
  }
  return count > 0 ? toScale(sum / count) : NaN;
}

const bump = (week: number, centre: number, width: number): number =>
  Math.exp(-((week - centre) ** 2) / (2 * width ** 2));
