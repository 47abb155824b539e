import { FORECAST_DAYS, type FluPath } from "../census/census-inputs";
import { cumulativeLeaving } from "../census/leaving-hazard";
import type { KindHazards } from "../census/hazards";
import { poissonMixture } from "./poisson-mixture";

/** Whoever stays longer hardly counts. */
const LONGEST_STAY_DAYS = 60;

/**
 * The share of patients still in a unit of this kind after 0, 1, 2 … days, by the hospital's own lengths of
 * stay. Counted at the middle of a day, for one is admitted at any hour of it.
 */
export const stillThere = (hazards: KindHazards): Float64Array =>
  Float64Array.from({ length: LONGEST_STAY_DAYS }, (_, days) =>
    Math.exp(-cumulativeLeaving(hazards, (days + 0.5) * 24)),
  );

export interface FluBedDay {
  /** Probabilities of 0, 1, 2 … beds with a flu patient in them. */
  pmf: Float64Array;
}

/**
 * Beds taken by flu patients on each of 28 days. Of each path the patients in beds are Poisson, as those in a
 * system with as many servers as comers are; over the paths they are a mixture of such.
 *
 * @param recentPerDay admissions of the days before the forecast, the newest first
 */
export function fluBeds(
  paths: readonly FluPath[],
  recentPerDay: readonly number[],
  into: "generalPerDay" | "intensivePerDay",
  staying: Float64Array,
): FluBedDay[] {
  return Array.from({ length: FORECAST_DAYS }, (_, day) => {
    const before = recentPerDay.reduce(
      (beds, admissions, ago) => beds + admissions * (staying[day + ago + 1] ?? 0),
      0,
    );
    const means = paths.map((path) => {
      let beds = before;
      for (let admitted = 0; admitted <= day; admitted += 1)
        beds += (path[into][admitted] ?? 0) * (staying[day - admitted] ?? 0);
      return beds;
    });
    return { pmf: poissonMixture(means) };
  });
}
