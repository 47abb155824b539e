import type { ObservationWindow } from "./observation-window";
import {
  DIASTOLIC,
  HEART_RATE,
  MEAN_PRESSURE,
  RESPIRATION,
  SATURATION,
  SYSTOLIC,
  TEMPERATURE,
} from "./charted-signs";
import { VITAL_SIGN_KINDS, type VitalSignKind } from "../vitals/vital-sign";
import { VARIABLES } from "./variables";

/**
 * Why a charted sign may be the sensor's doing and not the patient's. Never a reason to leave a value out:
 * a heart that stops jumps too. It is told beside the risk, so that somebody looks at the sensor as well.
 */
export type DoubtReason = "jumped" | "unchanged" | "contradicted";

export interface Doubt {
  /** Position among the variables. */
  sign: number;
  reason: DoubtReason;
}

export interface DoubtedSign {
  sign: VitalSignKind;
  reason: DoubtReason;
}

interface SignLimits {
  /** From one measured hour to the next, at most two hours apart; in the sign's unit. */
  jump: number;
  /** Consecutive hours with the very same mean. */
  unchangedHours: number;
}

/**
 * What 999 of 1,000 hour-to-hour changes, and 999 of 1,000 runs of one value, stay within among the training
 * patients of PhysioNet 2019 (22,588 patients, 140,000 to 750,000 changes of each sign).
 */
const LIMITS: ReadonlyMap<number, SignLimits> = new Map([
  [HEART_RATE, { jump: 53, unchangedHours: 12 }],
  [SATURATION, { jump: 24, unchangedHours: 10 }],
  [TEMPERATURE, { jump: 2.2, unchangedHours: 7 }],
  [SYSTOLIC, { jump: 80, unchangedHours: 4 }],
  [MEAN_PRESSURE, { jump: 88, unchangedHours: 4 }],
  [DIASTOLIC, { jump: 69, unchangedHours: 4 }],
  [RESPIRATION, { jump: 23, unchangedHours: 13 }],
]);

/** An oximeter that reads 100 % all night is an oxygenated patient. */
const SATURATION_CEILING = 100;

/** How far the mean pressure may be from a third of the way between the others: 99.5 % of hours are nearer. */
const MEAN_PRESSURE_TOLERANCE = 22;
/** Rounding and different cuffs put the mean outside the two by this much and no more. */
const PRESSURE_ORDER_TOLERANCE = 5;

/** The charted signs of the hour of `at` that contradict the hours before or each other. */
export function doubtsOf(window: ObservationWindow, at: number): Doubt[] {
  const doubts: Doubt[] = [];
  for (const [sign, limits] of LIMITS) {
    const reason = doubtOf(window, at, sign, limits);
    if (reason) doubts.push({ sign, reason });
  }
  for (const sign of contradictions(window, at)) {
    if (!doubts.some((doubt) => doubt.sign === sign)) doubts.push({ sign, reason: "contradicted" });
  }
  return doubts;
}

const REASONS: Record<DoubtReason, string> = {
  jumped: "jumped within an hour",
  unchanged: "has not changed at all for hours",
  contradicted: "does not fit the other signs",
};

/** For a nurse at the bedside, one line for each doubt: what to look at, and why. */
export const doubtsInWords = (doubts: readonly Doubt[]): string[] =>
  doubts.map(({ sign, reason }) => `${VARIABLES[sign]?.label ?? "A sign"} ${REASONS[reason]}`);

/** For whoever follows signs by their names. */
export const doubtedSigns = (doubts: readonly Doubt[]): DoubtedSign[] =>
  doubts.flatMap(({ sign, reason }) => {
    const kind = VITAL_SIGN_KINDS.find((each) => each === VARIABLES[sign]?.kind);
    return kind ? [{ sign: kind, reason }] : [];
  });

function doubtOf(
  window: ObservationWindow,
  at: number,
  sign: number,
  { jump, unchangedHours }: SignLimits,
): DoubtReason | undefined {
  const now = window.hourlyMean(sign, at, 0);
  if (Number.isNaN(now)) return undefined;
  const oneBack = window.hourlyMean(sign, at, 1);
  const before = Number.isNaN(oneBack) ? window.hourlyMean(sign, at, 2) : oneBack;
  if (Math.abs(now - before) > jump) return "jumped";
  if (sign === SATURATION && now >= SATURATION_CEILING) return undefined;
  for (let back = 1; back < unchangedHours; back += 1) {
    if (window.hourlyMean(sign, at, back) !== now) return undefined;
  }
  return "unchanged";
}

/** Signs of this hour that no body shows together: which of them is wrong cannot be told. */
function contradictions(window: ObservationWindow, at: number): number[] {
  const now = (sign: number): number => window.hourlyMean(sign, at, 0); // NaN compares false
  const [systolic, mean, diastolic] = [now(SYSTOLIC), now(MEAN_PRESSURE), now(DIASTOLIC)];
  const areDisordered =
    systolic <= diastolic ||
    mean > systolic + PRESSURE_ORDER_TOLERANCE ||
    mean < diastolic - PRESSURE_ORDER_TOLERANCE ||
    Math.abs(mean - (systolic + 2 * diastolic) / 3) > MEAN_PRESSURE_TOLERANCE;
  return [
    ...(areDisordered ? [SYSTOLIC, MEAN_PRESSURE, DIASTOLIC] : []),
    ...(now(HEART_RATE) <= now(RESPIRATION) ? [HEART_RATE, RESPIRATION] : []),
  ];
}
