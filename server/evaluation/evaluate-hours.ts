import {
  alarmBurden,
  matchSensitivity,
  type AlarmBurden,
} from "#models/deterioration/alarm-burden";
import { bootstrapIntervals, type Intervals } from "#models/deterioration/bootstrap";
import { judgeHours, type JudgedHours } from "#models/deterioration/judge-hours";
import { groupBy } from "#models/deterioration/patient-groups";
import { requireMethod, type HourlyScorer, type MethodName } from "./hourly-scorer";
import type { ScoredHours, ScoredPatient } from "./score-patients";

/** Alarms as a report tells them. */
export interface BurdenFigures {
  alarmsPerPatientDay: number;
  sensitivity: number;
  ppv: number;
  medianLeadHours: number | null;
}

/** Figures of one way of scoring on some patients; NaN, and null in JSON, where nothing can be said. */
export interface GroupFigures extends BurdenFigures {
  patients: number;
  septicPatients: number;
  hours: number;
  auroc: number;
  auprc: number;
  aurocHourMatched: number;
  aurocFirst48h: number;
  utility: number;
  utilityFirst48h: number;
  lockOut12h: BurdenFigures;
  intervals: Intervals;
}

export interface MethodFigures extends GroupFigures {
  threshold: number;
  thresholdFirst48h: number;
  perHospital: Record<string, GroupFigures>;
  /** At the highest threshold that catches as many septic patients as NEWS2 of 5 and more. */
  atNews2Sensitivity: (BurdenFigures & { threshold: number }) | null;
}

const NEWS2_LIMIT = 5;

/** What NEWS2 of 5 and more, the score's own limit for an urgent response, catches and costs on these hours. */
export function earlyWarningBurden(
  { patients, hoursFromOnset }: Pick<ScoredHours, "patients" | "hoursFromOnset">,
  earlyWarning: Float32Array,
): BurdenFigures {
  const isAbove = (row: number): boolean => (earlyWarning[row] ?? NaN) >= NEWS2_LIMIT;
  return burdenFigures(alarmBurden(patients, hoursFromOnset, isAbove));
}

/** Everything about one way of scoring: all patients, each hospital, and at the sensitivity of NEWS2. */
export function evaluateMethod(
  hours: ScoredHours,
  name: MethodName,
  scorer: HourlyScorer,
  news2Sensitivity: number,
): MethodFigures {
  const judged = judgedHours(hours, name, scorer);
  const hospitals = groupBy(hours.patients, ({ hospital }) => hospital);
  return {
    threshold: scorer.thresholds.all,
    thresholdFirst48h: scorer.thresholds.first48Hours,
    ...groupFigures(hours.patients, judged),
    perHospital: Object.fromEntries(
      hospitals.map(([hospital, patients]) => [hospital, groupFigures(patients, judged)]),
    ),
    atNews2Sensitivity: atSensitivity(hours, judged, scorer, news2Sensitivity),
  };
}

export function judgedHours(
  hours: ScoredHours,
  name: MethodName,
  scorer: HourlyScorer,
): JudgedHours {
  const scores = requireMethod(hours.scores, name);
  return {
    labels: hours.labels,
    hoursFromOnset: hours.hoursFromOnset,
    iculos: hours.iculos,
    scores,
    alarms: decisions(hours.patients, scores, scorer, scorer.thresholds.all),
    earlyAlarms: decisions(hours.patients, scores, scorer, scorer.thresholds.first48Hours),
  };
}

export function groupFigures(
  patients: readonly ScoredPatient[],
  judged: JudgedHours,
): GroupFigures {
  const { burden, burdenLockOut12h, ...figures } = judgeHours(patients, judged);
  return {
    ...figures,
    ...burdenFigures(burden),
    lockOut12h: burdenFigures(burdenLockOut12h),
    intervals: bootstrapIntervals(patients, judged),
  };
}

function decisions(
  patients: readonly ScoredPatient[],
  scores: Float32Array,
  { decide }: HourlyScorer,
  threshold: number,
): Uint8Array {
  const alarms = new Uint8Array(scores.length);
  for (const { firstRow, rows } of patients) {
    alarms.set(decide(scores.subarray(firstRow, firstRow + rows), threshold), firstRow);
  }
  return alarms;
}

function atSensitivity(
  { patients, hoursFromOnset }: Pick<ScoredHours, "patients" | "hoursFromOnset">,
  { scores }: JudgedHours,
  scorer: HourlyScorer,
  sensitivity: number,
): MethodFigures["atNews2Sensitivity"] {
  const all = Float32Array.from(scores);
  const found = matchSensitivity(all, sensitivity, (threshold) => {
    const alarms = decisions(patients, all, scorer, threshold);
    return alarmBurden(patients, hoursFromOnset, (row) => alarms[row] === 1);
  });
  return found ? { threshold: found.threshold, ...burdenFigures(found.burden) } : null;
}

const burdenFigures = (burden: AlarmBurden): BurdenFigures => ({
  alarmsPerPatientDay: burden.alarmsPerPatientDay,
  sensitivity: burden.caughtShare,
  ppv: burden.positivePredictiveValue,
  medianLeadHours: burden.medianLeadHours ?? null,
});
