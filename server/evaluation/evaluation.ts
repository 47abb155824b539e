import { recalibrationOf } from "#models/deterioration/calibrate";
import { judgeHours, pick, rowsOf } from "#models/deterioration/judge-hours";
import { calibrationOf, type CalibrationBin } from "#models/deterioration/metrics";
import { ageBandOf, groupBy } from "#models/deterioration/patient-groups";
import type { ComparisonName } from "../physionet/comparison-artifact";
import type { Hospital } from "../physionet/read-patients";
import {
  earlyWarningBurden,
  evaluateMethod,
  groupFigures,
  judgedHours,
  type BurdenFigures,
  type GroupFigures,
  type MethodFigures,
} from "./evaluate-hours";
import {
  requireMethod,
  type Baseline,
  type HourlyScorer,
  type MethodName,
  type Scorers,
} from "./hourly-scorer";
import type { Loaded } from "./load-scorers";
import type { ScoredHours, ScoredPatient } from "./score-patients";

export interface CalibrationFigures {
  slope: number;
  intercept: number;
  ece: number;
  brier: number;
  meanPredicted: number;
  observedShare: number;
  bins: CalibrationBin[];
}

export interface TransferFigures extends GroupFigures {
  /** At the threshold above which as many hours are as where it was taught: no label is needed to find it. */
  utilityAtSameAlarmShare: number;
}

export interface Subgroups {
  sex: Record<string, GroupFigures & { ece: number }>;
  age: Record<string, GroupFigures & { ece: number }>;
  unit: Record<string, GroupFigures & { ece: number }>;
}

/** The figures of the model lie at the top, where whoever reads the JSON looks first. */
export interface Evaluation extends MethodFigures {
  version: string;
  ece: number;
  calibration: CalibrationFigures;
  baselines: Record<Baseline, MethodFigures>;
  news2AtLeast5: BurdenFigures;
  signsOnly: MethodFigures;
  challenge: MethodFigures | null;
  subgroups: Subgroups;
  /** Taught by one hospital and tried in the other; null where the version has no such model, or nobody is there. */
  transfer: Record<"aToB" | "bToA", TransferFigures | null>;
}

/** Computes every figure of a report; `onMethod` hears the name of each way of scoring before its turn. */
export function evaluate(
  hours: ScoredHours,
  scorers: Scorers,
  { version, alarmShares }: { version: string; alarmShares: Loaded["alarmShares"] },
  onMethod: (name: string, share: number) => void,
): Evaluation {
  const news2AtLeast5 = earlyWarningBurden(hours, requireMethod(hours.scores, "news2"));
  const names = [...scorers.keys()];
  const figuresOf = (name: MethodName): MethodFigures => {
    onMethod(name, names.indexOf(name) / names.length);
    const scorer = requireMethod(scorers, name);
    return evaluateMethod(hours, name, scorer, news2AtLeast5.sensitivity);
  };
  const calibration = calibrationFigures(requireMethod(hours.scores, "model"), hours.labels);
  return {
    version,
    ...figuresOf("model"),
    ece: calibration.ece,
    calibration,
    news2AtLeast5,
    signsOnly: figuresOf("signsOnly"),
    baselines: {
      news2: figuresOf("news2"),
      qsofa: figuresOf("qsofa"),
      sirs: figuresOf("sirs"),
      logisticRegression: figuresOf("logisticRegression"),
      hoursOnly: figuresOf("hoursOnly"),
    },
    challenge: scorers.has("challenge") ? figuresOf("challenge") : null,
    subgroups: subgroupsOf(hours, requireMethod(scorers, "model"), onMethod),
    transfer: transferOf(hours, scorers, alarmShares),
  };
}

function transferOf(
  hours: ScoredHours,
  scorers: Scorers,
  alarmShares: Loaded["alarmShares"],
): Evaluation["transfer"] {
  const tried = (name: ComparisonName, hospital: Hospital): TransferFigures | null => {
    const scorer = scorers.get(name);
    const patients = hours.patients.filter((patient) => patient.hospital === hospital);
    if (!scorer || patients.length === 0) return null;
    const scores = pick(requireMethod(hours.scores, name), rowsOf(patients)).sort();
    const all = quantileAbove(scores, alarmShares.get(name) ?? NaN);
    const matched = { ...scorer, thresholds: { ...scorer.thresholds, all } };
    return {
      ...groupFigures(patients, judgedHours(hours, name, scorer)),
      utilityAtSameAlarmShare: judgeHours(patients, judgedHours(hours, name, matched)).utility,
    };
  };
  return { aToB: tried("trained-on-A", "B"), bToA: tried("trained-on-B", "A") };
}

/** The score at or above which that share of the hours is. */
const quantileAbove = (sorted: Float32Array, share: number): number =>
  sorted[Math.floor((1 - share) * sorted.length)] ?? NaN;

function calibrationFigures(probabilities: Float32Array, labels: Uint8Array): CalibrationFigures {
  const { brier, expectedCalibrationError, bins } = calibrationOf(probabilities, labels);
  const mean = (values: Float32Array | Uint8Array): number => {
    let sum = 0;
    for (const value of values) sum += value;
    return sum / values.length;
  };
  return {
    ...recalibrationOf(probabilities, labels),
    ece: expectedCalibrationError,
    brier,
    meanPredicted: mean(probabilities),
    observedShare: mean(labels),
    bins,
  };
}

function subgroupsOf(
  hours: ScoredHours,
  scorer: HourlyScorer,
  onMethod: (name: string, share: number) => void,
): Subgroups {
  onMethod("subgroups", 1);
  const judged = judgedHours(hours, "model", scorer);
  const by = (nameOf: (patient: ScoredPatient) => string) =>
    Object.fromEntries(
      groupBy(hours.patients, nameOf).map(([name, patients]) => [
        name,
        { ...groupFigures(patients, judged), ece: eceOf(patients, hours) },
      ]),
    );
  return {
    sex: by(({ sex }) => sex),
    age: by(({ age }) => ageBandOf(age)?.short ?? "unknown"),
    unit: by(({ unit }) => unit ?? "unknown"),
  };
}

function eceOf(patients: readonly ScoredPatient[], { scores, labels }: ScoredHours): number {
  const rows = rowsOf(patients);
  return calibrationOf(pick(requireMethod(scores, "model"), rows), pick(labels, rows))
    .expectedCalibrationError;
}
