import { MS_PER_DAY, MS_PER_HOUR } from "../shared/time-range";
import type { ForecastIssue, ForecastKind } from "./forecast-issue";

/**
 * How old a forecast may become: a turn of its job and half of the next, so that one that is late is not
 * called stale and one that failed is.
 */
export const FRESH_FOR_MS: Readonly<Record<ForecastKind, number>> = {
  "census-hourly": 1.5 * MS_PER_HOUR,
  "census-daily": 9 * MS_PER_HOUR,
  arrivals: 9 * MS_PER_HOUR,
  flu: 10 * MS_PER_DAY,
  "nurse-demand": 9 * MS_PER_HOUR,
};

export const FORECAST_TITLES: Readonly<Record<ForecastKind, string>> = {
  "census-hourly": "Beds, next 72 hours",
  "census-daily": "Beds, next 28 days",
  arrivals: "Emergency arrivals",
  flu: "Flu admissions",
  "nurse-demand": "Nurse demand",
};

export interface ForecastAge {
  kind: ForecastKind;
  title: string;
  /** Undefined: never issued. */
  issuedAt: Date | undefined;
  isStale: boolean;
}

/** How fresh each of these kinds is. One that was never issued is stale: nothing can be relied on. */
export const forecastAges = (
  issues: readonly Pick<ForecastIssue, "kind" | "issuedAt">[],
  kinds: readonly ForecastKind[],
  now: Date,
): ForecastAge[] =>
  kinds.map((kind) => {
    const issuedAt = issues.find((issue) => issue.kind === kind)?.issuedAt;
    const isStale =
      issuedAt === undefined || now.getTime() - issuedAt.getTime() > FRESH_FOR_MS[kind];
    return { kind, title: FORECAST_TITLES[kind], issuedAt, isStale };
  });
