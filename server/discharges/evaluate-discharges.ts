import { DischargeFilter } from "#models/discharges/discharge-filter";
import { DISCHARGE_QUANTILES, sampleQuantiles } from "#models/discharges/sample-quantiles";
import { weightedIntervalScore } from "#models/forecasts/interval-score";
import { dayAfter } from "#models/shared/calendar-date";
import type { DailyDischarges } from "./read-discharges";

export const HORIZON_DAYS = 7;

/** From how many days' errors, the newest, the intervals come. */
const ERRORS_DAYS = 182;

/** A trust with fewer errors is not forecast: its intervals would be made up. */
const MIN_ERRORS = 56;

/** Sums over the forecasts of a horizon. */
export interface DischargeErrors {
  forecasts: number;
  score: number;
  /** Of the same weekday of the week before, with intervals from its own errors. */
  naiveScore: number;
  absoluteError: number;
  /** Of the same weekday of the week before; as a forecast without an interval it is its score as well. */
  naiveError: number;
  inside50: number;
  inside90: number;
}

export interface DischargeReport {
  from: string;
  to: string;
  trusts: number;
  /** The first is one day ahead. */
  byHorizon: DischargeErrors[];
}

/**
 * Rolling origin: at the end of every day the next seven of every trust are forecast from what was reported until
 * then, and judged where they lie from `from` to `to`. Both forecasts take their quantiles from their own errors
 * on the last 182 days before the origin at the same horizon: ours as a multiple of the root of the expected
 * count, the naive one's in patients. Where a week ago was not reported, the naive one takes the week before that, up
 * to four; what has none of them, or too few errors, is left out for both.
 */
export function evaluateDischarges(
  days: DailyDischarges,
  { from, to }: { from: string; to: string },
): DischargeReport {
  const filter = new DischargeFilter();
  const byHorizon = Array.from({ length: HORIZON_DAYS }, noErrors);
  const ours = new ErrorMemory();
  const naive = new ErrorMemory();
  const judgedTrusts = new Set<string>();
  const open = new Map<string, OpenForecast[]>();
  const dates = [...days.keys()];

  for (const date of dates) {
    const reported = days.get(date) ?? new Map<string, number>();
    const due = open.get(date) ?? [];
    open.delete(date);
    for (const forecast of due) {
      const count = reported.get(forecast.trust);
      if (count === undefined) continue;
      if (forecast.quantiles && forecast.naiveQuantiles && date >= from && date <= to) {
        const { quantiles, naiveQuantiles } = forecast;
        const errors = byHorizon[forecast.horizon - 1];
        if (errors) judge(errors, count, { ...forecast, quantiles, naiveQuantiles });
        judgedTrusts.add(forecast.trust);
      }
      const key = `${forecast.trust} ${forecast.horizon}`;
      ours.add(key, date, (count - forecast.mean) / scaleOf(forecast.mean));
      naive.add(key, date, count - forecast.naive);
    }
    filter.learn(date, reported);
    for (let horizon = 1; horizon <= HORIZON_DAYS; horizon += 1) {
      const target = dayAfter(date, horizon);
      const isJudged = target >= from && target <= to;
      const forecasts = open.get(target) ?? [];
      for (const trust of trustsIn(days, date)) {
        const forecast = forecastOf({ trust, target, horizon, filter, days });
        if (!forecast) continue;
        forecasts.push(isJudged ? withQuantiles(forecast, ours, naive, date) : forecast);
      }
      open.set(target, forecasts);
    }
  }
  return { from, to, trusts: judgedTrusts.size, byHorizon };
}

interface OpenForecast {
  trust: string;
  horizon: number;
  mean: number;
  naive: number;
  quantiles?: number[];
  naiveQuantiles?: number[];
}

/** Trusts that reported within the last four weeks. */
function trustsIn(days: DailyDischarges, date: string): Set<string> {
  const trusts = new Set<string>();
  for (let back = 0; back < 28; back += 1) {
    for (const trust of days.get(dayAfter(date, -back))?.keys() ?? []) trusts.add(trust);
  }
  return trusts;
}

interface Asked {
  trust: string;
  target: string;
  horizon: number;
  filter: DischargeFilter;
  days: DailyDischarges;
}

function forecastOf({ trust, target, horizon, filter, days }: Asked): OpenForecast | undefined {
  const mean = filter.expect(trust, target);
  const naive = [7, 14, 21, 28]
    .map((back) => days.get(dayAfter(target, -back))?.get(trust))
    .find((count) => count !== undefined);
  return mean === undefined || naive === undefined ? undefined : { trust, horizon, mean, naive };
}

function withQuantiles(
  forecast: OpenForecast,
  ours: ErrorMemory,
  naive: ErrorMemory,
  today: string,
): OpenForecast {
  const key = `${forecast.trust} ${forecast.horizon}`;
  const [errors, naiveErrors] = [ours.quantiles(key, today), naive.quantiles(key, today)];
  if (!errors || !naiveErrors) return forecast;
  const scale = scaleOf(forecast.mean);
  return {
    ...forecast,
    quantiles: errors.map((error) => Math.max(0, forecast.mean + scale * error)),
    naiveQuantiles: naiveErrors.map((error) => Math.max(0, forecast.naive + error)),
  };
}

/** Counts spread as the root of their expectation, roughly. */
const scaleOf = (mean: number): number => Math.sqrt(Math.max(1, mean));

/** Errors by trust and horizon, with the day they became known. */
class ErrorMemory {
  private readonly errors = new Map<string, { date: string; error: number }[]>();

  add(key: string, date: string, error: number): void {
    const kept = this.errors.get(key) ?? [];
    kept.push({ date, error });
    this.errors.set(key, kept);
  }

  /** Of the days until `today`; undefined of too few. */
  quantiles(key: string, today: string): number[] | undefined {
    const oldest = dayAfter(today, 1 - ERRORS_DAYS);
    const kept = (this.errors.get(key) ?? []).slice(-ERRORS_DAYS);
    const recent = kept.filter(({ date }) => date >= oldest).map(({ error }) => error);
    if (recent.length < MIN_ERRORS) return undefined;
    return sampleQuantiles(Float64Array.from(recent), DISCHARGE_QUANTILES);
  }
}

function judge(
  errors: DischargeErrors,
  count: number,
  forecast: { naive: number; quantiles: readonly number[]; naiveQuantiles: readonly number[] },
): void {
  const { naive, quantiles, naiveQuantiles } = forecast;
  const [, low90 = NaN, , low50 = NaN, median = NaN, high50 = NaN, , high90 = NaN] = quantiles;
  const levels = DISCHARGE_QUANTILES;
  errors.forecasts += 1;
  errors.score += weightedIntervalScore({ levels, quantiles }, count);
  errors.naiveScore += weightedIntervalScore({ levels, quantiles: naiveQuantiles }, count);
  errors.absoluteError += Math.abs(count - median);
  errors.naiveError += Math.abs(count - naive);
  if (count >= low50 && count <= high50) errors.inside50 += 1;
  if (count >= low90 && count <= high90) errors.inside90 += 1;
}

export const noErrors = (): DischargeErrors => ({
  forecasts: 0,
  score: 0,
  naiveScore: 0,
  absoluteError: 0,
  naiveError: 0,
  inside50: 0,
  inside90: 0,
});
