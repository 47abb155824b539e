import { z } from "zod";
import type { SiteId, UnitId } from "../shared/ids";

/** What is forecast. The ids are those of the database. */
export const ForecastKind = z.enum([
  "arrivals", // emergency arrivals of a site in an hour
  "census-hourly", // occupied beds of a unit at the top of an hour
  "census-daily", // occupied beds of a unit at the hour of issue of a day to come
  "flu", // flu admissions of a week
  "nurse-demand", // nurses of a unit in a shift
]);
export type ForecastKind = z.infer<typeof ForecastKind>;

/** One run of one model. */
export interface ForecastIssue {
  kind: ForecastKind;
  issuedAt: Date;
  model: string;
  modelVersion: string;
  /** Of the quantiles, ascending, between 0 and 1; the same for every value. */
  levels: readonly number[];
  /** Made afterwards, from nothing but what was known at `issuedAt`. */
  isHindcast: boolean;
  /** What else the model says of all its values, such as their dispersion. Parsed by who reads it. */
  parameters?: unknown;
}

/** Where and when: without a unit and a site it is the hospital's. */
export interface ForecastTarget {
  unitId?: UnitId | undefined;
  siteId?: SiteId | undefined;
  /** Tells apart several of one place: "general" and "intensive" flu, the shifts of a day. Often empty. */
  series?: string;
  /** The instant meant, or the beginning of the hour, week or shift. */
  targetAt: Date;
}

export interface ForecastValue extends ForecastTarget {
  /** At the levels of the issue. */
  quantiles: readonly number[];
  mean: number;
  /** Probability of more than the staffed beds, where beds are meant. */
  exceedance?: number | undefined;
}

export interface Forecast extends ForecastIssue {
  values: readonly ForecastValue[];
}

/** News for open pages: there is a newer forecast of this kind. */
export const ForecastIssued = z.strictObject({ kind: ForecastKind, issuedAt: z.iso.datetime() });
export type ForecastIssued = z.infer<typeof ForecastIssued>;
