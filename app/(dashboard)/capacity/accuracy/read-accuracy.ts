import "server-only";
import { newestIssue } from "#db/census-forecasts";
import { type Accuracy, forecastAccuracy } from "#db/forecast-scores";
import type { LiveSession } from "#db/sessions";
import { allUnits, type Unit } from "#db/units";
import type { ForecastIssue } from "#models/forecasts/forecast-issue";
import { forecastAges } from "#models/forecasts/forecast-age";
import { asActor } from "@/_lib/db";
import {
  type AccuracyWeeks,
  accuracyRange,
  isByUnit,
  SCORED_KINDS,
  type ScoredKind,
} from "./accuracy-query";

export interface AccuracyView {
  units: readonly Unit[];
  /** The one that was asked for; undefined for all, and for emergency arrivals, which are a site's. */
  unit: Unit | undefined;
  /** The newest; undefined before the first. */
  issue: ForecastIssue | undefined;
  /** The newest is so old that forecasting must have failed since. */
  isStale: boolean;
  rows: readonly Accuracy[];
  /** The rows are of forecasts that were made afterwards, because no other has been scored in that time. */
  isHindcast: boolean;
}

/** How forecasts of a kind turned out, by place and how far ahead. */
export function readAccuracy(
  session: LiveSession,
  {
    kind,
    unitCode,
    weeks,
  }: { kind: ScoredKind; unitCode: string | undefined; weeks: AccuracyWeeks },
): Promise<AccuracyView> {
  return asActor(session, async (db) => {
    const units = await allUnits(db);
    const unit = isByUnit(kind) ? units.find(({ code }) => code === unitCode) : undefined;
    const { stepHours } = SCORED_KINDS[kind];
    const now = new Date();
    const range = accuracyRange(now, weeks);
    const question = { ...range, kind, unitId: unit?.unitId, stepHours };
    const issue = await newestIssue(db, kind);
    const [age] = forecastAges(issue ? [issue] : [], [kind], now);
    const known = { units, unit, issue, isStale: age?.isStale ?? true };
    const live = await forecastAccuracy(db, { ...question, isHindcast: false });
    if (live.length > 0) return { ...known, rows: live, isHindcast: false };
    const rows = await forecastAccuracy(db, { ...question, isHindcast: true });
    return { ...known, rows, isHindcast: rows.length > 0 };
  });
}

/** What a row is of, in words: a unit, a site, a kind of care, or the hospital. */
export function placeOf({ unitId, siteId, series }: Accuracy, units: readonly Unit[]): string {
  if (unitId) return units.find((unit) => unit.unitId === unitId)?.name ?? "A former unit";
  if (siteId) return units.find((unit) => unit.siteId === siteId)?.siteName ?? "A former site";
  if (series) return series === "intensive" ? "Intensive care" : "General wards";
  return "Hospital";
}
