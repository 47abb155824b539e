import { MS_PER_HOUR } from "../shared/time-range";
import type { ArrivalHour, HospitalCalendar } from "./arrival-hour";
import type { ArrivalsModel } from "./arrivals-model";
import { expectedArrivals, type Intensity } from "./intensity";
import { localHours } from "./local-hour";
import { fitPoissonRegression } from "./poisson-regression";
import { ASSUMED_COEFFICIENTS, loadFeatures, recentLoad } from "./recent-load";
import { type ForecastCount, spreadOf } from "./spread";
import type { Climate } from "./weather";

export type Calibration = Pick<ArrivalsModel, "loadCoefficients" | "dispersion" | "dayDispersion">;

/** What is held back, and what was learnt without it. */
export interface HeldBack {
  /** All of it, oldest first: the first forecasts look back to before what is held back. */
  history: readonly ArrivalHour[];
  heldBackFrom: Date;
  intensity: Intensity;
  climate: Climate | undefined;
  calendar: HospitalCalendar;
}

/** Not a divisor of 24: forecasts are issued at each hour of the day. */
const HOURS_BETWEEN_FORECASTS = 7;

const HORIZONS_HOURS = [1, 2, 4, 8, 13, 24, 37, 55, 72, 97, 122, 145, 168] as const;

/** In pseudo-observations; a year of 7 arrivals an hour is worth some hundreds for each coefficient. */
const PRIOR_STRENGTH = 20;

/** How recent load moves the forecast, and how far counts then lie from it, on hours the intensity has not seen. */
export function calibrate(heldBack: HeldBack): Calibration {
  const rows = rowsOf(heldBack);
  const loadCoefficients = fitPoissonRegression(rows, {
    centres: ASSUMED_COEFFICIENTS,
    strength: ASSUMED_COEFFICIENTS.map(() => PRIOR_STRENGTH),
  });
  return { loadCoefficients, ...spreadOf(rows, loadCoefficients) };
}

function rowsOf({
  history,
  heldBackFrom,
  intensity,
  climate,
  calendar,
}: HeldBack): ForecastCount[] {
  const expected = expectedArrivals(intensity, calendar);
  const readLocal = localHours(calendar.timeZone);
  const counts = new Map(history.map(({ startsAt, arrivals }) => [startsAt.getTime(), arrivals]));
  const until = history.at(-1)?.startsAt.getTime() ?? 0;
  const rows: ForecastCount[] = [];
  for (
    let issuedAt = heldBackFrom.getTime();
    issuedAt <= until;
    issuedAt += HOURS_BETWEEN_FORECASTS * MS_PER_HOUR
  ) {
    const options = { expected, climate, readLocal };
    const load = recentLoad(history, new Date(issuedAt), options);
    for (const horizon of HORIZONS_HOURS) {
      const startsAt = new Date(issuedAt + (horizon - 1) * MS_PER_HOUR);
      const count = counts.get(startsAt.getTime());
      if (count === undefined) continue;
      rows.push({
        count,
        expected: expected(startsAt),
        features: loadFeatures(load, horizon),
        startsAt,
        date: readLocal(startsAt).date,
      });
    }
  }
  return rows;
}
