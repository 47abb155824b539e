import { displayUnit } from "../vitals/display-unit";
import { LABORATORY_TESTS } from "../vitals/laboratory-test";
import { VITAL_SIGNS } from "../vitals/vital-sign";
import { MS_PER_HOUR, MS_PER_MINUTE } from "../shared/time-range";
import { CARRY_FORWARD_MS, type ObservationWindow } from "./observation-window";
import { CHARTED_SIGNS, VARIABLES } from "./variables";

/** Something about a patient, in clinical words. */
export interface Finding {
  /** What it is. */
  label: string;
  /** What it is now, with its unit, or that it is not known; absent for what is no single value. */
  value?: string;
  /** Absent without an earlier value to compare with. */
  trend?: "rising" | "falling" | "steady";
  /** How long ago the value was measured. */
  ageMinutes?: number;
}

/** What the window knows of one variable at the instant `at`. */
export function describeVariable(position: number, window: ObservationWindow, at: number): Finding {
  const variable = VARIABLES[position];
  if (!variable) return { label: "" };
  const { label } = variable;
  const value = window.valueOf(position, at);
  if (Number.isNaN(value))
    return { label, value: `not measured in ${CARRY_FORWARD_MS / MS_PER_HOUR} h` };

  const trend = trendOf(position, window, at);
  const unit = UNITS.get(variable.id) ?? "";
  return {
    label,
    value: `${value.toFixed(variable.decimals)} ${unit}`.trimEnd(),
    ...(trend && { trend }),
    ageMinutes: Math.floor((window.hoursSince(position, at) * MS_PER_HOUR) / MS_PER_MINUTE),
  };
}

const UNITS: ReadonlyMap<number, string> = new Map(
  [...Object.values(VITAL_SIGNS), ...Object.values(LABORATORY_TESTS)].map(({ id, ucum }) => [
    id,
    displayUnit(ucum),
  ]),
);

/**
 * A sign against the earliest hour of the last six that was measured, by a step a nurse would call one;
 * a laboratory result against the one before, by the digits that are shown.
 */
function trendOf(position: number, window: ObservationWindow, at: number): Finding["trend"] {
  const { clinicalStep, decimals = 0 } = VARIABLES[position] ?? {};
  const value = window.valueOf(position, at);
  const before =
    clinicalStep !== undefined && position < CHARTED_SIGNS
      ? earliestMean(position, window, at)
      : value - window.changeOf(position, at);
  if (Number.isNaN(before)) return undefined;

  const step = clinicalStep ?? 10 ** -decimals;
  const change = Number(value.toFixed(decimals)) - Number(before.toFixed(decimals));
  // Half a digit of slack: 4.1 - 4.0 falls a hair short of 0.1 in binary.
  if (Math.abs(change) < step - 0.5 * 10 ** -decimals) return "steady";
  return change > 0 ? "rising" : "falling";
}

function earliestMean(position: number, window: ObservationWindow, at: number): number {
  for (let hoursBack = 6; hoursBack > 0; hoursBack -= 1) {
    const mean = window.hourlyMean(position, at, hoursBack);
    if (!Number.isNaN(mean)) return mean;
  }
  return NaN;
}
