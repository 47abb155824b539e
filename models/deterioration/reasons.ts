import type { FeatureGroup } from "./feature";
import { FEATURES, WARD_FEATURES } from "./features";
import { describeVariable, type Finding } from "./finding";
import type { ObservationWindow } from "./observation-window";
import { CHARTED_SIGNS } from "./variables";
import { TESTING } from "./window-features";

/** What one thing a clinician knows by name does to the risk. */
export interface Reason extends Finding {
  /** Its share of the change of the logit from the average patient's; above 0 raises the risk. */
  logit: number;
}

const { inputs: INPUTS } = WARD_FEATURES;

/** The label of what is not told apart. */
export const EVERYTHING_ELSE = "Everything else";

const GROUPS: readonly FeatureGroup[] = [...new Set(FEATURES.map(({ group }) => group))];
const GROUP_OF_INPUT: readonly number[] = Array.from({ length: INPUTS }, (_, input) => {
  const group = FEATURES[WARD_FEATURES.featureOfInput(input)]?.group;
  return GROUPS.findIndex((candidate) => candidate === group);
});

const TESTING_GROUP = GROUPS.indexOf(TESTING);

/**
 * The largest shares of the risk, signed, in logits, and then all others together, so that what is given adds
 * up to the change of the logit. The inputs of one clinical variable (its value, age, change and hourly course)
 * count as one, and everything that was not tested counts together.
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
  const largest = Array.from(shares.keys())
    .sort((one, other) => Math.abs(shares[other] ?? 0) - Math.abs(shares[one] ?? 0))
    .slice(0, limit)
    .map((index) => ({
      ...findingOf(GROUPS[index] ?? TESTING, window, at),
      logit: rounded(shares[index] ?? 0),
    }));
  const shown = largest.reduce((sum, { logit }) => sum + logit, 0);
  const all = shares.reduce((sum, share) => sum + share, 0);
  return [...largest, { label: EVERYTHING_ELSE, logit: rounded(all - shown) }];
}

/** Four decimals: more than anybody tells apart, and few enough to send each second. */
const rounded = (logit: number): number => Math.round(logit * 1e4) / 1e4;

const findingOf = (group: FeatureGroup, window: ObservationWindow, at: number): Finding =>
  typeof group === "number" ? describeVariable(group, window, at) : { label: group };
