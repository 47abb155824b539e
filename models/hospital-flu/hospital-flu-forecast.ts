import { z } from "zod";
import { countQuantiles } from "../arrivals/count-distribution";
import { meanOf, QUANTILE_LEVELS } from "../census/census-quantiles";
import type { FluPath } from "../census/census-inputs";
import type { KindHazards } from "../census/hazards";
import type { ForecastValue } from "../forecasts/forecast-issue";
import { MS_PER_DAY } from "../shared/time-range";
import { fluBeds, stillThere } from "./flu-beds";
import { poissonMixture } from "./poisson-mixture";
import { atLevel, type RegionalFluForecast } from "./regional-forecast";
import type { WavePath } from "./wave-paths";

export const FLU_HORIZONS = 4;

/** What is said of a forecast of the hospital's flu besides its values. */
export const HospitalFluBasis = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("regional"),
    region: z.string(),
    location: z.string(),
    referenceOn: z.iso.date(),
    reportedUntil: z.iso.date(),
    share: z.strictObject({
      mean: z.number().positive(),
      cv: z.number().nonnegative(),
      dispersion: z.number().min(1),
      weeks: z.int().positive(),
    }),
    intensiveShare: z.number().min(0).max(1),
    /** Mean admissions in each week from the reference date's on: what the census forecast goes on from. */
    paths: z.array(z.array(z.number().nonnegative())).max(1_000),
  }),
  z.strictObject({
    kind: z.literal("own-past"),
    /** Why not by the region. */
    because: z.enum(["not-configured", "unreadable", "stale", "share-unknown"]),
    intensiveShare: z.number().min(0).max(1),
  }),
]);
export type HospitalFluBasis = z.infer<typeof HospitalFluBasis>;

/** The series of a flu forecast: admissions by the week, beds by the day. */
export const FLU_SERIES = [
  "region",
  "general",
  "intensive",
  "general-beds",
  "intensive-beds",
] as const;
export type FluSeriesName = (typeof FLU_SERIES)[number];

const valueOf = (series: FluSeriesName, targetAt: Date, pmf: Float64Array): ForecastValue => ({
  series,
  targetAt,
  quantiles: countQuantiles([...pmf], QUANTILE_LEVELS),
  mean: meanOf(pmf),
});

/** Admissions of the hospital in each of four weeks, general and intensive: counts about the means of the paths. */
export function weeklyFluValues(
  paths: readonly WavePath[],
  intensiveShare: number,
  weekEndsAt: (horizon: number) => Date,
): ForecastValue[] {
  const kinds = [
    ["general", 1 - intensiveShare],
    ["intensive", intensiveShare],
  ] as const;
  return kinds.flatMap(([series, share]) =>
    Array.from({ length: FLU_HORIZONS }, (_, horizon) =>
      valueOf(
        series,
        weekEndsAt(horizon),
        poissonMixture(paths.map((path) => (path[horizon] ?? 0) * share)),
      ),
    ),
  );
}

/** The region's as they were forecast. */
export const regionalValues = (
  { levels, quantiles }: RegionalFluForecast,
  weekEndsAt: (horizon: number) => Date,
): ForecastValue[] =>
  quantiles.map((of, horizon) => ({
    series: "region",
    targetAt: weekEndsAt(horizon),
    quantiles: QUANTILE_LEVELS.map((level) => atLevel(levels, of, level)),
    // Of a forecast that is known by its quantiles alone the middle stands for the mean.
    mean: atLevel(levels, of, 0.5),
  }));

/** Beds that flu takes at the end of each of 28 days, by how long patients stay in such units here. */
export function fluBedValues(
  days: readonly FluPath[],
  recent: { generalPerDay: readonly number[]; intensivePerDay: readonly number[] },
  hazards: { general: KindHazards; intensive: KindHazards },
  issuedAt: Date,
): ForecastValue[] {
  const kinds = [
    ["general-beds", "generalPerDay", hazards.general],
    ["intensive-beds", "intensivePerDay", hazards.intensive],
  ] as const;
  return kinds.flatMap(([series, into, kind]) =>
    fluBeds(days, recent[into], into, stillThere(kind)).map(({ pmf }, day) =>
      valueOf(series, new Date(issuedAt.getTime() + (day + 1) * MS_PER_DAY), pmf),
    ),
  );
}
