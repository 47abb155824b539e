import { FEATURES, type FeatureGroup } from "./features";
import { INPUTS, featureOfInput } from "./normalisation";
import type { ObservationWindow } from "./observation-window";
import { VARIABLES, type Variable } from "./variables";

export interface Reason {
  label: string;
  logit: number;
}

const OTHER_LABELS: Record<Exclude<FeatureGroup, number>, string> = {
  "shock-index": "Heart rate against systolic pressure",
  "pulse-pressure": "Pulse pressure",
  "urea-creatinine": "Urea against creatinine",
  "early-warning": "Early-warning signs together",
  inflammation: "Signs of inflammation together",
  "organ-function": "Organ function together",
  testing: "Laboratory tests lately",
  age: "Age",
  sex: "Sex",
};

const GROUPS: readonly FeatureGroup[] = [...new Set(FEATURES.map(({ group }) => group))];
const GROUP_OF_INPUT: readonly number[] = Array.from({ length: INPUTS }, (_, input) => {
  const group = FEATURES[featureOfInput(input)]?.group;
  return GROUPS.findIndex((candidate) => candidate === group);
});

/**
 * The largest shares of the risk, signed, in logits; the inputs of one clinical variable (its value, age,
 * change and hourly course) count as one. Labels are clinical words with the value and how old it is.
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
  return GROUPS.map((group, index) => ({ group, logit: shares[index] ?? 0 }))
    .sort((one, other) => Math.abs(other.logit) - Math.abs(one.logit))
    .slice(0, limit)
    .map(({ group, logit }) => ({
      label: typeof group === "number" ? variableLabel(group, window, at) : OTHER_LABELS[group],
      logit: Math.round(logit * 1000) / 1000,
    }));
}

function variableLabel(position: number, window: ObservationWindow, at: number): string {
  const variable = VARIABLES[position];
  if (!variable) return "";
  const value = window.valueOf(position, at);
  if (Number.isNaN(value)) return `No ${lowerFirst(variable.label)} in 48 h`;
  const parts = [
    `${variable.label} ${value.toFixed(variable.decimals)}`,
    trendOf(variable, window.changeOf(position, at)),
    ageOf(window.hoursSince(position, at)),
  ];
  return parts.filter((part) => part !== "").join(", ");
}

function trendOf({ clinicalStep }: Variable, change: number): string {
  if (clinicalStep === undefined || !(Math.abs(change) >= clinicalStep / 2)) return "";
  return change > 0 ? "rising" : "falling";
}

const ageOf = (hours: number): string => (hours >= 1 ? `${Math.floor(hours)} h old` : "");

/** "Lactate" within a sentence is "lactate"; "SpO₂" and "AST" stay. */
const lowerFirst = (label: string): string =>
  /^[A-Z][a-z ]/.test(label) ? label.charAt(0).toLowerCase() + label.slice(1) : label;
