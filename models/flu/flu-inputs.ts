import { type FluWeek, weeksFromChristmas } from "./flu-week";

/** One place's scaled rate by week; a week not reported is not there. */
export type FluSeries = ReadonlyMap<FluWeek, number>;

/** What a network is told of the nation besides the place itself. */
export type InputKind = "own" | "with-nation";

const OWN_LAGS = [1, 2, 3, 4, 5] as const;
const NATION_LAGS = [1, 2, 3] as const;
const NARROW_BUMPS = [-5, -4, -3, -2, -1, 0, 1, 2] as const;
const WIDE_BUMPS = [-12, -8, 4, 8, 12, 16] as const;

export const inputCount = (kind: InputKind): number => (kind === "own" ? 23 : 27);

/**
 * What is known at an origin, the newest reported week: the level, its changes, the size of the place, and where
 * in the season it stands by weeks from Christmas. Undefined when a week it needs was not reported.
 */
export function fluInputs(
  origin: FluWeek,
  { own, nation, population }: { own: FluSeries; nation: FluSeries; population: number },
  kind: InputKind,
): number[] | undefined {
  const level = own.get(origin);
  if (level === undefined) return undefined;
  const inputs = [level];
  for (const lag of OWN_LAGS) {
    const before = own.get(origin - lag);
    if (before === undefined) return undefined;
    inputs.push(level - before);
  }
  if (kind === "with-nation") {
    const national = nation.get(origin);
    if (national === undefined) return undefined;
    inputs.push(national);
    for (const lag of NATION_LAGS) {
      const before = nation.get(origin - lag);
      if (before === undefined) return undefined;
      inputs.push(national - before);
    }
  }
  inputs.push((Math.log(population) - 15.2) / 2);
  const week = weeksFromChristmas(origin);
  inputs.push(week / 20, (week / 20) ** 2);
  for (const centre of NARROW_BUMPS) inputs.push(bump(week, centre, 1));
  for (const centre of WIDE_BUMPS) inputs.push(bump(week, centre, 3));
  return inputs;
}

const bump = (week: number, centre: number, width: number): number =>
  Math.exp(-((week - centre) ** 2) / (2 * width ** 2));
