import { MS_PER_DAY, MS_PER_HOUR } from "../shared/time-range";
import type { ArrivalHour, HospitalCalendar } from "./arrival-hour";
import type { ArrivalsModel } from "./arrivals-model";
import { calibrate, type Calibration } from "./calibrate";
import { DAYS_FOR_NETWORK, fitIntensity } from "./fit-intensity";
import { localHours } from "./local-hour";
import { ASSUMED_COEFFICIENTS, endedBefore } from "./recent-load";
import { fitClimate } from "./weather";

/** Fewer counted hours than this are refused: a day tells how large a hospital is, less does not. */
export const MIN_TRAINING_HOURS = 24;

/** At most a year is held back to learn recent load and spread, and never more than a third. */
const MAX_HELD_BACK_DAYS = 365;

/** Of a hospital whose spread is not known yet: about that of emergency departments, where Poisson is too narrow. */
const ASSUMED: Calibration = {
  loadCoefficients: [...ASSUMED_COEFFICIENTS],
  dispersion: 0.03,
  dayDispersion: 0.01,
};

/**
 * Learns a hospital's arrivals from its own history, oldest hour first. Needs a TensorFlow backend; four years take
 * under a minute of one core. A `previous` model is where it starts, which takes a fraction of that.
 *
 * Recent load and spread are learnt from the last part of the history by a model that had not seen it, then the
 * intensity from everything. Of a history too short for that, they are assumed; under eight weeks there is no
 * network, only the profile of the week, shrunk to an assumed one. Throws on under `MIN_TRAINING_HOURS`.
 */
export async function trainArrivals(
  history: readonly ArrivalHour[],
  calendar: HospitalCalendar,
  previous?: ArrivalsModel,
): Promise<ArrivalsModel> {
  const [first, last] = [history[0], history.at(-1)];
  if (!first || !last || history.length < MIN_TRAINING_HOURS) {
    throw new Error(`arrivals are learnt from ${MIN_TRAINING_HOURS} counted hours or more`);
  }
  const until = last.startsAt.getTime() + MS_PER_HOUR;
  const spanDays = (until - first.startsAt.getTime()) / MS_PER_DAY;
  const heldBackDays = Math.min(MAX_HELD_BACK_DAYS, spanDays / 3);
  const isCalibrated = spanDays - heldBackDays >= DAYS_FOR_NETWORK;
  const calibration = isCalibrated
    ? await calibrateOn(history, new Date(until - heldBackDays * MS_PER_DAY), calendar)
    : ASSUMED;
  const climate = fitClimate(history, localHours(calendar.timeZone));
  return {
    learntUntil: last.startsAt.toISOString(),
    learntFromHours: history.length,
    isCalibrated,
    intensity: await fitIntensity(history, calendar, previous?.intensity),
    ...(climate && { climate }),
    ...calibration,
  };
}

async function calibrateOn(
  history: readonly ArrivalHour[],
  heldBackFrom: Date,
  calendar: HospitalCalendar,
): Promise<Calibration> {
  const before = history.slice(0, endedBefore(history, heldBackFrom));
  // Never from a previous model: it has seen what is held back.
  const intensity = await fitIntensity(before, calendar);
  const climate = fitClimate(before, localHours(calendar.timeZone));
  return calibrate({ history, heldBackFrom, intensity, climate, calendar });
}
