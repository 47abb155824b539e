import { MS_PER_HOUR } from "../shared/time-range";
import type { ArrivalHour, HospitalCalendar } from "./arrival-hour";
import type { ArrivalsModel } from "./arrivals-model";
import { expectedArrivals } from "./intensity";
import { localHours } from "./local-hour";
import { dot } from "./poisson-regression";
import { loadFeatures, recentLoad } from "./recent-load";

/** Expected arrivals of the hours ahead, the nearest first; kept for many forecasts of one model. */
export type ExpectAhead = (history: readonly ArrivalHour[], issuedAt: Date) => number[];

/** The model's means for one hour ahead and on. What was worked out for one time of issue serves the next. */
export function expectAhead(
  { intensity, climate, loadCoefficients }: ArrivalsModel,
  calendar: HospitalCalendar,
  horizonHours: number,
): ExpectAhead {
  const expected = expectedArrivals(intensity, calendar);
  const readLocal = localHours(calendar.timeZone);
  return (history, issuedAt) => {
    const load = recentLoad(history, issuedAt, { expected, climate, readLocal });
    const first = firstHourAfter(issuedAt);
    return Array.from({ length: horizonHours }, (_, ahead) => {
      const startsAt = new Date(first.getTime() + ahead * MS_PER_HOUR);
      const change = dot(loadFeatures(load, ahead + 1), loadCoefficients);
      return expected(startsAt) * Math.exp(held(change));
    });
  };
}

/** The first full hour that begins at the instant or after it. */
export const firstHourAfter = (instant: Date): Date =>
  new Date(Math.ceil(instant.getTime() / MS_PER_HOUR) * MS_PER_HOUR);

/** A feed that counted everything twice, or hardly anything, must not make a forecast absurd: half to double. */
const held = (change: number): number => Math.max(-Math.LN2, Math.min(Math.LN2, change));
