import type { ArrivalHour, HospitalCalendar } from "#models/arrivals/arrival-hour";
import { ARRIVALS_HORIZON_HOURS } from "#models/arrivals/arrivals-forecast";
import type { ArrivalsModel } from "#models/arrivals/arrivals-model";
import {
  countProbabilities,
  countQuantiles,
  medianCount,
  poissonExpectedError,
} from "#models/arrivals/count-distribution";
import { fitIntensity } from "#models/arrivals/fit-intensity";
import { expectAhead, type ExpectAhead } from "#models/arrivals/forecaster";
import { expectedArrivals } from "#models/arrivals/intensity";
import { endedBefore } from "#models/arrivals/recent-load";
import { trainArrivals } from "#models/arrivals/train-arrivals";
import { MS_PER_DAY, MS_PER_HOUR, type TimeRange } from "#models/shared/time-range";

const HOURS_BETWEEN_ORIGINS = 6;
const HOURS_PER_WEEK = 168;

/** Sums over the forecasts of some horizons. */
export interface ArrivalErrors {
  forecasts: number;
  /** Absolute error of the median. */
  absoluteError: number;
  /** Of the same hour a week before. */
  naiveError: number;
  /** Expected of somebody who knows the intensity; see `evaluateArrivals`. */
  limitError: number;
  /** How many counts lay in the 90 % interval, below it and above it. */
  inside: number;
  below: number;
  above: number;
}

export interface ArrivalsReport {
  all: ArrivalErrors;
  byHorizon: { fromHours: number; toHours: number; errors: ArrivalErrors }[];
  trainedUntil: string;
  refits: number;
}

export interface EvaluationOptions {
  history: readonly ArrivalHour[];
  calendar: HospitalCalendar;
  /** Hours that are forecast. */
  period: TimeRange;
  /** Learn again after so many days, from all that is past by then; undefined: never. */
  refitDays?: number | undefined;
  onProgress?: (what: string, share: number) => void;
}

/** Up to six hours, a day, three days, a week. */
const HORIZONS = [
  [1, 6],
  [7, 24],
  [25, 72],
  [73, 168],
] as const;

/**
 * Rolling origin: every six hours of the period a forecast of the 168 hours to come is issued, from what was known
 * then, by a model that has learnt from hours before the period alone. Hours after its end, and hours without a
 * count or without one a week before, are left out.
 *
 * The limit is the error of an ideal forecaster: the mean of E|Y - median(Y)| over the forecast hours with Y Poisson
 * at the fitted intensity. That intensity is the model's own form, fitted in hindsight on everything up to
 * the end of the period, so that a bias of the forecasts cannot move the bar they are measured against.
 */
export async function evaluateArrivals(options: EvaluationOptions): Promise<ArrivalsReport> {
  const { history, calendar, period, refitDays, onProgress = () => undefined } = options;
  const hindsight = history.slice(0, endedBefore(history, period.to));
  const counts = new Map(hindsight.map(({ startsAt, arrivals }) => [startsAt.getTime(), arrivals]));
  const before = (at: Date) => history.slice(0, endedBefore(history, at));

  onProgress("learning from before the period", 0);
  let model = await trainArrivals(before(period.from), calendar);
  let expect = expectAhead(model, calendar, ARRIVALS_HORIZON_HOURS);
  onProgress("learning in hindsight, for the limit", 0);
  const limits = limitsOf(expectedArrivals(await fitIntensity(hindsight, calendar), calendar));

  const report = emptyReport(model);
  let refitAt = nextRefit(period.from, refitDays);
  for (
    let at = period.from.getTime();
    at < period.to.getTime();
    at += HOURS_BETWEEN_ORIGINS * MS_PER_HOUR
  ) {
    const issuedAt = new Date(at);
    if (at >= refitAt) {
      model = await trainArrivals(before(issuedAt), calendar, model);
      expect = expectAhead(model, calendar, ARRIVALS_HORIZON_HOURS);
      refitAt = nextRefit(issuedAt, refitDays);
      report.refits += 1;
    }
    judge(report, { issuedAt, model, expect, history, counts, limits });
    const share = (at - period.from.getTime()) / (period.to.getTime() - period.from.getTime());
    onProgress("forecasting", share);
  }
  return report;
}

const nextRefit = (after: Date, days: number | undefined): number =>
  days === undefined ? Infinity : after.getTime() + days * MS_PER_DAY;

/** By hour, worked out once. */
function limitsOf(expected: (startsAt: Date) => number): (startsAt: Date) => number {
  const known = new Map<number, number>();
  return (startsAt) => {
    const key = startsAt.getTime();
    const limit = known.get(key) ?? poissonExpectedError(expected(startsAt));
    known.set(key, limit);
    return limit;
  };
}

interface Origin {
  issuedAt: Date;
  model: ArrivalsModel;
  expect: ExpectAhead;
  history: readonly ArrivalHour[];
  counts: ReadonlyMap<number, number>;
  limits: (startsAt: Date) => number;
}

function judge(report: ArrivalsReport, origin: Origin): void {
  const { issuedAt, model, expect, history, counts, limits } = origin;
  for (const [ahead, mean] of expect(history, issuedAt).entries()) {
    const startsAt = new Date(issuedAt.getTime() + ahead * MS_PER_HOUR);
    const count = counts.get(startsAt.getTime());
    const weekBefore = counts.get(startsAt.getTime() - HOURS_PER_WEEK * MS_PER_HOUR);
    if (count === undefined || weekBefore === undefined) continue;

    const probabilities = countProbabilities(mean, model.dispersion);
    const [low = NaN, high = NaN] = countQuantiles(probabilities, [0.05, 0.95]);
    const band = report.byHorizon.find(({ toHours }) => ahead < toHours);
    for (const errors of [report.all, ...(band ? [band.errors] : [])]) {
      errors.forecasts += 1;
      errors.absoluteError += Math.abs(count - medianCount(probabilities));
      errors.naiveError += Math.abs(count - weekBefore);
      errors.limitError += limits(startsAt);
      if (count < low) errors.below += 1;
      else if (count > high) errors.above += 1;
      else errors.inside += 1;
    }
  }
}

function emptyReport({ learntUntil }: ArrivalsModel): ArrivalsReport {
  const none = (): ArrivalErrors => ({
    forecasts: 0,
    absoluteError: 0,
    naiveError: 0,
    limitError: 0,
    inside: 0,
    below: 0,
    above: 0,
  });
  return {
    all: none(),
    byHorizon: HORIZONS.map(([fromHours, toHours]) => ({ fromHours, toHours, errors: none() })),
    trainedUntil: learntUntil,
    refits: 0,
  };
}
