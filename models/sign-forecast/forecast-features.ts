import { WINDOW_HOURS, type ObservationWindow } from "../deterioration/observation-window";
import { CHARTED_SIGNS, VARIABLES } from "../deterioration/variables";
import type { Sex } from "../encounters/demographics";
import { windowPosition } from "./forecast-signs";

export interface ForecastProfile {
  age: number | undefined;
  sex: Sex;
}

const INSPIRED_OXYGEN = windowPosition("inspiredOxygen");

/** Hours before this one whose means are inputs of their own; older ones enter the figures of the day. */
const HOURS_APART = 6;

const SIGN_FEATURES = [
  "now",
  "hoursSince",
  ...Array.from({ length: HOURS_APART }, (_, index) => `hour${index + 1}`),
  "dayMean",
  "dayDeviation",
  "dayLowest",
  "dayHighest",
  "hoursMeasured",
  "slope",
] as const;

/**
 * What the forecast is made from, by name and in the order `writeForecastFeatures` writes them. A past hour
 * is told as its distance from now, so that what is learnt of one level holds for another.
 */
export const FORECAST_FEATURES: readonly string[] = [
  ...VARIABLES.slice(0, CHARTED_SIGNS).flatMap(({ kind }) =>
    SIGN_FEATURES.map((feature) => `${kind}.${feature}`),
  ),
  "inspiredOxygen",
  "inspiredOxygen.hoursSince",
  "age",
  "isMale",
];

/**
 * Writes the features of one encounter at the instant `at` (clock of the feed, epoch milliseconds) into `out`
 * from `offset`: the one code that training and the ward both use. NaN is missing. As with the deterioration
 * model nothing says how long the patient has been here.
 */
export function writeForecastFeatures(
  window: ObservationWindow,
  profile: ForecastProfile,
  at: number,
  out: Float32Array,
  offset: number,
): void {
  let next = offset;
  const write = (value: number): void => {
    out[next] = value;
    next += 1;
  };
  for (let sign = 0; sign < CHARTED_SIGNS; sign += 1) writeSign(window, sign, at, write);
  write(window.valueOf(INSPIRED_OXYGEN, at));
  write(Math.log1p(window.hoursSince(INSPIRED_OXYGEN, at)));
  write(profile.age ?? NaN);
  write(profile.sex === "male" ? 1 : profile.sex === "female" ? 0 : NaN);
}

/**
 * The hour that runs is left out of the hourly figures: for a monitor it holds minutes, for a chart kept by the hour
 * all of it, and the value now stands for it in both.
 */
function writeSign(
  window: ObservationWindow,
  sign: number,
  at: number,
  write: (value: number) => void,
): void {
  const now = window.valueOf(sign, at);
  write(now);
  write(Math.log1p(window.hoursSince(sign, at)));

  let count = 0;
  let sum = 0;
  let squares = 0;
  let lowest = Infinity;
  let highest = -Infinity;
  let recent = 0;
  let sumHours = 0;
  let sumRecent = 0;
  let sumProducts = 0;
  let sumHoursSquared = 0;
  for (let hoursBack = 1; hoursBack < WINDOW_HOURS; hoursBack += 1) {
    const distance = window.hourlyMean(sign, at, hoursBack) - now;
    if (hoursBack <= HOURS_APART) write(distance);
    if (Number.isNaN(distance)) continue;
    count += 1;
    sum += distance;
    squares += distance * distance;
    lowest = Math.min(lowest, distance);
    highest = Math.max(highest, distance);
    if (hoursBack > HOURS_APART) continue;
    recent += 1;
    sumHours += hoursBack;
    sumRecent += distance;
    sumProducts += hoursBack * distance;
    sumHoursSquared += hoursBack * hoursBack;
  }
  const mean = sum / count; // 0 / 0 without an hour: missing
  write(mean);
  write(count > 1 ? Math.sqrt(Math.max(0, squares / count - mean * mean)) : NaN);
  write(count > 0 ? lowest : NaN);
  write(count > 0 ? highest : NaN);
  write(count);
  // Least squares over the recent hours; hours back run against time.
  const spread = recent * sumHoursSquared - sumHours * sumHours;
  write(recent > 1 ? -(recent * sumProducts - sumHours * sumRecent) / spread : NaN);
}
