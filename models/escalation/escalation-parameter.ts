import { z } from "zod";

/** What the level is made of. The key stays when its words change: rules and history name it. */
export const EscalationParameter = z.enum([
  "bed-occupancy",
  "intensive-free-beds",
  "boarding-patients",
  "longest-boarding",
  "emergency-arrivals",
  "beds-short",
  "closed-beds",
  "exceedance",
]);
export type EscalationParameter = z.infer<typeof EscalationParameter>;

export const ESCALATION_PARAMETER_LIST: readonly EscalationParameter[] =
  EscalationParameter.options;

export type ParameterUnit = "percent" | "beds" | "patients" | "hours";

interface ParameterMeaning {
  title: string;
  /** How it is counted, as the page explains it. */
  meaning: string;
  unit: ParameterUnit;
  /** Which way is worse: a threshold is reached from it on upwards, or from it on downwards. */
  worse: "higher" | "lower";
  /** What a threshold may be. */
  least: number;
  most: number;
}

/** Inpatient is every unit but the emergency department. */
export const ESCALATION_PARAMETERS: Readonly<Record<EscalationParameter, ParameterMeaning>> = {
  "bed-occupancy": {
    title: "Occupancy of staffed beds",
    meaning: "Patients in inpatient beds over inpatient beds with a nurse for them.",
    unit: "percent",
    worse: "higher",
    least: 0,
    most: 200,
  },
  "intensive-free-beds": {
    title: "Free intensive care beds",
    meaning: "Staffed beds of intensive care units that are free to take somebody.",
    unit: "beds",
    worse: "lower",
    least: 0,
    most: 100,
  },
  "boarding-patients": {
    title: "Patients boarding",
    meaning: "Admitted patients who still wait in the emergency department for a bed.",
    unit: "patients",
    worse: "higher",
    least: 0,
    most: 500,
  },
  "longest-boarding": {
    title: "Longest wait for a bed",
    meaning: "How long the patient who boards longest has waited since the bed was asked for.",
    unit: "hours",
    worse: "higher",
    least: 0,
    most: 168,
  },
  "emergency-arrivals": {
    title: "Emergency arrivals against expected",
    meaning: "Arrivals of the last six whole hours over those forecast for the same hours.",
    unit: "percent",
    worse: "higher",
    least: 0,
    most: 1_000,
  },
  "beds-short": {
    title: "Beds short in the next 24 hours",
    meaning:
      "Discharges expected against those needed: the inpatients who will be here by the expected admissions and discharges, beyond the staffed beds and over them. Below zero there are beds to spare.",
    unit: "percent",
    worse: "higher",
    least: -100,
    most: 100,
  },
  "closed-beds": {
    title: "Beds out of use",
    meaning: "Inpatient beds that are blocked or being cleaned, over all inpatient beds.",
    unit: "percent",
    worse: "higher",
    least: 0,
    most: 100,
  },
  exceedance: {
    title: "Probability of too few beds in 24 hours",
    meaning:
      "That in 24 hours more inpatients are here than there are staffed beds, by the forecast.",
    unit: "percent",
    worse: "higher",
    least: 0,
    most: 100,
  },
};

/** What each is now, in its unit; undefined where it is not known, never 0. */
export type EscalationValues = Readonly<Record<EscalationParameter, number | undefined>>;

const UNIT_WORDS: Readonly<Record<ParameterUnit, (shown: string, isOne: boolean) => string>> = {
  percent: (shown) => `${shown} %`,
  beds: (shown, isOne) => `${shown} ${isOne ? "bed" : "beds"}`,
  patients: (shown, isOne) => `${shown} ${isOne ? "patient" : "patients"}`,
  hours: (shown) => `${shown} h`,
};

/** A value or a threshold as a person reads it, at most one digit after the point. */
export function parameterInWords(parameter: EscalationParameter, value: number): string {
  const rounded = Math.round(value * 10) / 10;
  return UNIT_WORDS[ESCALATION_PARAMETERS[parameter].unit](String(rounded), rounded === 1);
}

/** "at least 93 %" or "at most 1 bed". */
export const thresholdInWords = (parameter: EscalationParameter, threshold: number): string => {
  const side = ESCALATION_PARAMETERS[parameter].worse === "higher" ? "at least" : "at most";
  return `${side} ${parameterInWords(parameter, threshold)}`;
};
