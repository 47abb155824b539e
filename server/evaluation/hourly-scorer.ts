import { alarmsAt } from "#models/deterioration/judge-hours";
import { probabilityOf } from "#models/deterioration/model";
import type { Thresholds } from "#models/deterioration/model-card";
import type { HourTable } from "../physionet/hour-table";
import type { IcuPatient } from "../physionet/read-patients";
import type { ComparisonModel, ComparisonName } from "../physionet/comparison-artifact";
import type { View } from "../physionet/hour-inputs";
import {
  earlyWarningOfHours,
  logitsOfHours,
  scoreHours,
  type Scorer,
} from "../physionet/score-hours";
import { quickSofaOf, sirsOf } from "./bedside-criteria";

/** Some patients together: their hours as a table for the networks, and as they were read. */
export interface PatientChunk {
  table: HourTable;
  patients: readonly IcuPatient[];
}

/**
 * A way of telling the risk of hours, whatever is behind it. Both functions are causal: what they give for an hour
 * comes from that hour and earlier ones of the same patient.
 */
export interface HourlyScorer {
  /** One number for each row of the table, higher for more risk; the probability where it is one. */
  score(chunk: PatientChunk): Float32Array;
  /** 1 at each hour of one patient, in order, at which an alarm is decided. */
  decide(scores: Float32Array, threshold: number): Uint8Array;
  /** Chosen on patients that are in no evaluation. */
  thresholds: Thresholds;
}

export const BASELINES = ["news2", "qsofa", "sirs", "logisticRegression", "hoursOnly"] as const;
export type Baseline = (typeof BASELINES)[number];
/** `signsOnly` is the model on what a ward charts that has no laboratory; not every version has comparisons. */
export type MethodName = "model" | "signsOnly" | Baseline | ComparisonName;

export type Scorers = ReadonlyMap<MethodName, HourlyScorer>;

/** What is there for that name; an artifact without it cannot be evaluated at all. */
export function requireMethod<Value>(of: ReadonlyMap<MethodName, Value>, name: MethodName): Value {
  const found = of.get(name);
  if (found === undefined) throw new RangeError(`nothing scores hours as ${name}`);
  return found;
}

export const modelScorer = (
  model: Scorer,
  thresholds: Thresholds,
  view: View = "everything",
): HourlyScorer => ({
  score: ({ table }) => scoreHours(model, table, view),
  decide: alarmsAt,
  thresholds,
});

/** A model that exists to be compared with, at the thresholds of those who taught it. */
export const comparisonScorer = (model: ComparisonModel): HourlyScorer => ({
  score: ({ table }) =>
    logitsOfHours(model.network, { ...model, table }).map((logit) =>
      probabilityOf(logit, model.calibration),
    ),
  decide: alarmsAt,
  thresholds: model.thresholds,
});

const rule = (score: HourlyScorer["score"], thresholds: Thresholds | number): HourlyScorer => ({
  score,
  decide: alarmsAt,
  thresholds:
    typeof thresholds === "number" ? { all: thresholds, first48Hours: thresholds } : thresholds,
});

export const earlyWarningScorer = (thresholds: Thresholds | number): HourlyScorer =>
  rule(({ table }) => earlyWarningOfHours(table).subarray(0, table.rows), thresholds);

/** How long somebody has been there, and nothing about them: what the records' length alone gives away. */
export const hoursInUnitScorer = (thresholds: Thresholds): HourlyScorer =>
  rule(({ table }) => Float32Array.from(table.iculos.subarray(0, table.rows)), thresholds);

/** Both published as positive from two criteria (Singer et al., JAMA 2016; Bone et al., Chest 1992). */
const POSITIVE_CRITERIA = 2;

export const quickSofaScorer = (): HourlyScorer =>
  rule(({ patients }) => joined(patients.map(quickSofaOf)), POSITIVE_CRITERIA);

export const sirsScorer = (): HourlyScorer =>
  rule(({ patients }) => joined(patients.map(sirsOf)), POSITIVE_CRITERIA);

function joined(parts: readonly Float32Array[]): Float32Array {
  const whole = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
