import type { FluSeries } from "./flu-inputs";
import type { FluWeek } from "./flu-week";
import { areNeighbours } from "./hub-places";
import { fromScale, toScale } from "./rate-scale";

/** Rate of several places together by week, on the networks' scale; of those that reported the week. */
export function meanRates(
  places: Iterable<readonly [string, FluSeries]>,
  population: ReadonlyMap<string, number>,
): Map<FluWeek, number> {
  const sums = new Map<FluWeek, { rate: number; size: number }>();
  for (const [place, weeks] of places) {
    const size = population.get(place);
    if (size === undefined) continue;
    for (const [week, scaled] of weeks) {
      const held = sums.get(week) ?? { rate: 0, size: 0 };
      sums.set(week, { rate: held.rate + fromScale(scaled) * size, size: held.size + size });
    }
  }
  return new Map([...sums].map(([week, { rate, size }]) => [week, toScale(rate / size)]));
}

/** Of the other places of its region. */
export const regionOf = (
  place: string,
  rates: ReadonlyMap<string, FluSeries>,
  population: ReadonlyMap<string, number>,
): Map<FluWeek, number> =>
  meanRates(
    [...rates].filter(([other]) => areNeighbours(place, other)),
    population,
  );
