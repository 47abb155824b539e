import { MS_PER_DAY, type TimeRange } from "#models/shared/time-range";

/** What is scored, and how its horizons are put together. */
export const SCORED_KINDS = {
  "census-hourly": { title: "Census by the hour", stepHours: 1, unit: "beds" },
  "census-daily": { title: "Census by the day", stepHours: 24, unit: "beds" },
  arrivals: { title: "Emergency arrivals", stepHours: 24, unit: "patients" },
  flu: { title: "Flu admissions", stepHours: 168, unit: "patients" },
} as const;
export type ScoredKind = keyof typeof SCORED_KINDS;
export const SCORED_KIND_IDS = ["census-hourly", "census-daily", "arrivals", "flu"] as const;

/** Arrivals are a site's, and flu is the hospital's. */
export const isByUnit = (kind: ScoredKind): boolean => kind !== "arrivals" && kind !== "flu";

export const ACCURACY_WEEKS = [1, 4, 13, 26] as const;
export type AccuracyWeeks = (typeof ACCURACY_WEEKS)[number];

/** Days ahead are what the demo hospital has been scored on from its first day. */
export const parseKind = (text: string | undefined): ScoredKind =>
  SCORED_KIND_IDS.find((kind) => kind === text) ?? "census-daily";

export const parseAccuracyWeeks = (text: string | undefined): AccuracyWeeks =>
  ACCURACY_WEEKS.find((weeks) => String(weeks) === text) ?? 13;

/** Of the time the truth is of, not of the issue. */
export const accuracyRange = (now: Date, weeks: AccuracyWeeks): TimeRange => ({
  from: new Date(now.getTime() - 7 * weeks * MS_PER_DAY),
  to: now,
});
