import { MS_PER_HOUR } from "../shared/time-range";
import type { ArrivalHour, HospitalCalendar } from "./arrival-hour";
import type { ArrivalsModel } from "./arrivals-model";
import { countProbabilities, countQuantiles } from "./count-distribution";
import { expectAhead, firstHourAfter } from "./forecaster";

/** Which quantiles a forecast carries, in the order of `quantiles`. */
export const ARRIVAL_QUANTILES = [0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95] as const;

/** How far ahead an hourly forecast reaches. */
export const ARRIVALS_HORIZON_HOURS = 168;

export interface ForecastHour {
  startsAt: Date;
  /** Expected arrivals in the hour. */
  mean: number;
  /**
   * At the levels of `ARRIVAL_QUANTILES`, in arrivals. Not whole: a count's probability is spread evenly over half
   * a patient to either side, so that an interval neither over- nor undercovers on average; rounded, each is the
   * ordinary quantile of the count (see `countQuantiles`).
   */
  quantiles: readonly number[];
}

export interface ArrivalsForecast {
  /** Nothing from this instant on was used. */
  issuedAt: Date;
  /** The next full hours, one after another without a gap. */
  hours: readonly ForecastHour[];
  /** Negative binomial: an hour's variance is mean + dispersion × mean². 0 is Poisson. */
  dispersion: number;
  /** The part of the dispersion that all hours of a day share; see `forecastDays`. */
  dayDispersion: number;
}

/**
 * The arrivals of the 168 hours after `issuedAt`. `history` are the hours before it, oldest first; four weeks are
 * enough, and hours that have not ended by then are ignored. Needs no TensorFlow backend.
 */
export function forecastArrivals(
  model: ArrivalsModel,
  history: readonly ArrivalHour[],
  issuedAt: Date,
  calendar: HospitalCalendar,
): ArrivalsForecast {
  const { dispersion, dayDispersion } = model;
  const means = expectAhead(model, calendar, ARRIVALS_HORIZON_HOURS)(history, issuedAt);
  const first = firstHourAfter(issuedAt).getTime();
  return {
    issuedAt,
    hours: means.map((mean, ahead) => ({
      startsAt: new Date(first + ahead * MS_PER_HOUR),
      mean,
      quantiles: countQuantiles(countProbabilities(mean, dispersion), ARRIVAL_QUANTILES),
    })),
    dispersion,
    dayDispersion,
  };
}
