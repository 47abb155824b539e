import { z } from "zod";

const HORIZONS = 4;
const LEVELS = 23;

/** Admissions of a whole region in each of four weeks, as the regional model forecasts them. */
export const RegionalFluForecast = z
  .strictObject({
    /** Name of the region, for whoever reads it. */
    region: z.string().min(1).max(80),
    /** The Saturday that ends the first week forecast, an ISO date. */
    referenceOn: z.iso.date(),
    /** The Saturday of the newest week that was reported. */
    reportedUntil: z.iso.date(),
    levels: z.array(z.number().gt(0).lt(1)).length(LEVELS),
    /** By horizon, ascending within each. */
    quantiles: z.array(z.array(z.number().nonnegative()).length(LEVELS)).length(HORIZONS),
  })
  .refine(({ quantiles }) => quantiles.every(isAscending), { error: "quantiles must not descend" });
export type RegionalFluForecast = z.infer<typeof RegionalFluForecast>;

const isAscending = (values: readonly number[]): boolean =>
  values.every((value, index) => value >= (values[index - 1] ?? 0));

/** The value at any level: straight between two quantiles, and no further out than the outermost. */
export function atLevel(
  levels: readonly number[],
  quantiles: readonly number[],
  level: number,
): number {
  const above = levels.findIndex((each) => each >= level);
  if (above === -1) return quantiles.at(-1) ?? 0;
  const [high, highAt] = [quantiles[above] ?? 0, levels[above] ?? 1];
  if (above === 0) return high;
  const [low, lowAt] = [quantiles[above - 1] ?? 0, levels[above - 1] ?? 0];
  return low + ((high - low) * (level - lowAt)) / (highAt - lowAt);
}
