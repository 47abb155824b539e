import type { Variable } from "./catalogue";
import type { FeatureGroup } from "./feature";
import { FEATURES, WARD_FEATURES } from "./features";
import type { ObservationWindow } from "./observation-window";
import { CHARTED_SIGNS, VARIABLES } from "./variables";
import { TESTING } from "./window-features";

export interface Reason {
  label: string;
  logit: number;
}

const { inputs: INPUTS } = WARD_FEATURES;
const GROUPS: readonly FeatureGroup[] = [...new Set(FEATURES.map(({ group }) => group))];
const GROUP_OF_INPUT: readonly number[] = Array.from({ length: INPUTS }, (_, input) => {
  const group = FEATURES[WARD_FEATURES.featureOfInput(input)]?.group;
  return GROUPS.findIndex((candidate) => candidate === group);
});

const TESTING_GROUP = GROUPS.indexOf(TESTING);

/**
 * The largest shares of the risk, signed, in logits; the inputs of one clinical variable (its value, age,
 * change and hourly course) count as one, and everything that was not tested counts together. Labels are
 * clinical words with the value, where it is going and how old it is.
 */
export function largestReasons(
  contributions: Float32Array,
  row: number,
  window: ObservationWindow,
  at: number,
  limit = 5,
): Reason[] {
  const shares = new Float64Array(GROUPS.length);
  for (let input = 0; input < INPUTS; input += 1) {
    const group = GROUP_OF_INPUT[input] ?? 0;
    shares[group] = (shares[group] ?? 0) + (contributions[row * INPUTS + input] ?? 0);
  }
  for (const [index, group] of GROUPS.entries()) {
    if (typeof group !== "number" || group < CHARTED_SIGNS) continue;
    if (!Number.isNaN(window.valueOf(group, at))) continue;
    shares[TESTING_GROUP] = (shares[TESTING_GROUP] ?? 0) + (shares[index] ?? 0);
    shares[index] = 0;
  }
  return Array.from(shares.keys())
    .sort((one, other) => Math.abs(shares[other] ?? 0) - Math.abs(shares[one] ?? 0))
    .slice(0, limit)
    .map((index) => ({
      label: labelOf(GROUPS[index] ?? TESTING, window, at),
      logit: Math.round((shares[index] ?? 0) * 1000) / 1000,
    }));
}

const labelOf = (group: FeatureGroup, window: ObservationWindow, at: number): string =>
  typeof group === "number" ? variableLabel(group, window, at) : group;

function variableLabel(position: number, window: ObservationWindow, at: number): string {
  const variable = VARIABLES[position];
  if (!variable) return "";
  const value = window.valueOf(position, at);
  if (Number.isNaN(value)) return `No ${lowerFirst(variable.label)} in 48 h`;
  const parts = [
    `${variable.label} ${value.toFixed(variable.decimals)}`,
    trendOf(variable, value - valueBefore(position, window, at)),
    ageOf(window.hoursSince(position, at)),
  ];
  return parts.filter((part) => part !== "").join(", ");
}

/** The mean of the earliest hour of the last six that was measured; NaN when only this hour was. */
function valueBefore(position: number, window: ObservationWindow, at: number): number {
  for (let hoursBack = 6; hoursBack > 0; hoursBack -= 1) {
    const mean = position < CHARTED_SIGNS ? window.hourlyMean(position, at, hoursBack) : NaN;
    if (!Number.isNaN(mean)) return mean;
  }
  return NaN;
}

function trendOf({ clinicalStep }: Variable, change: number): string {
  if (clinicalStep === undefined || !(Math.abs(change) >= clinicalStep)) return "";
  return change > 0 ? "rising" : "falling";
}

const ageOf = (hours: number): string => (hours >= 1 ? `${Math.floor(hours)} h old` : "");

/** "Heart rate" within a sentence is "heart rate"; "SpO₂" stays. */
const lowerFirst = (label: string): string =>
  /^[A-Z][a-z]+( |$)/.test(label) ? label.charAt(0).toLowerCase() + label.slice(1) : label;
