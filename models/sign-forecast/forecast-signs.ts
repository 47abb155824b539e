import type { ObservationWindow } from "../deterioration/observation-window";
import { VARIABLES } from "../deterioration/variables";
import { VITAL_SIGNS, type VitalSignKind } from "../vitals/vital-sign";

export interface ForecastSign {
  kind: VitalSignKind;
  /** Where the sign stands in an observation window. */
  position: number;
}

const FORECAST_KINDS = [
  "heartRate",
  "oxygenSaturation",
  "systolicPressure",
  "meanPressure",
  "respiratoryRate",
  "temperature",
] as const satisfies readonly VitalSignKind[];

/** Where a sign stands among what is observed. */
export function windowPosition(kind: VitalSignKind): number {
  const position = VARIABLES.findIndex((variable) => variable.kind === kind);
  if (position < 0) throw new Error(`${kind} is not observed`);
  return position;
}

/** The signs that are forecast, in the order of the network's outputs. */
export const FORECAST_SIGNS: readonly ForecastSign[] = FORECAST_KINDS.map((kind) => ({
  kind,
  position: windowPosition(kind),
}));

/** Forecast are the next hours, one value for each. */
export const HORIZON_HOURS = 6;
/** Forecast values of one patient: sign by sign, hour by hour. */
export const FORECAST_VALUES = FORECAST_SIGNS.length * HORIZON_HOURS;

/** The band holds the value in this share of cases. */
export const INTERVAL_SHARE = 0.8;

/** A sign last measured before that is not forecast: where it stands now is not known. */
export const OLDEST_VALUE_HOURS = 2;
/** Nor is one measured in fewer of the last 24 hours: its usual level is not known. */
export const HOURS_NEEDED = 3;
const HISTORY_HOURS = 24;

export type NoForecast = "never-measured" | "too-old" | "too-few-hours";

/**
 * Why a sign of this patient cannot be forecast; undefined when it can. The same rule chooses the hours that
 * are learnt from and measured on, so that the figures of the card hold for what is shown.
 */
export function whyNoForecast(
  window: ObservationWindow,
  position: number,
  at: number,
): NoForecast | undefined {
  const hours = window.hoursSince(position, at);
  if (Number.isNaN(hours)) return "never-measured";
  if (hours > OLDEST_VALUE_HOURS) return "too-old";
  return hoursMeasured(window, position, at) < HOURS_NEEDED ? "too-few-hours" : undefined;
}

function hoursMeasured(window: ObservationWindow, position: number, at: number): number {
  let hours = 0;
  for (let hoursBack = 0; hoursBack < HISTORY_HOURS; hoursBack += 1) {
    if (!Number.isNaN(window.hourlyMean(position, at, hoursBack))) hours += 1;
  }
  return hours;
}

/** Within what a body can show. */
export function heldToBody(kind: VitalSignKind, value: number): number {
  const { min, max } = VITAL_SIGNS[kind];
  return Math.min(max, Math.max(min, value));
}
