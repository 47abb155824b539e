import { alarmBurden } from "#models/deterioration/alarm-burden";
import { bootstrapIntervals } from "#models/deterioration/bootstrap";
import { recalibrationOf } from "#models/deterioration/calibrate";
import { curvesOf } from "#models/deterioration/curves";
import { calibrationOf } from "#models/deterioration/metrics";
import type { CardThresholds, FigureIntervals, Metrics } from "#models/deterioration/model-card";
import type { HourTable } from "./hour-table";
import { judge } from "./judge";
import { judgeSubgroups } from "./judge-subgroups";
import { earlyWarningOfHours, scoreHours, type Scorer } from "./score-hours";

/** The figures of a card, on the hours of a table: the model, and everything it is compared with. */
export function evaluateModel(
  model: Scorer,
  logisticRegression: Scorer,
  table: HourTable,
  thresholds: CardThresholds,
): Metrics {
  const scores = scoreHours(model, table);
  const earlyWarning = earlyWarningOfHours(table);
  const atThreshold = (threshold: number): Uint8Array =>
    Uint8Array.from(scores, (score) => (score >= threshold ? 1 : 0));
  const intervals = bootstrapIntervals(table.patients, {
    ...table,
    scores,
    alarms: atThreshold(thresholds.model.all),
    earlyAlarms: atThreshold(thresholds.model.first48Hours),
  });
  const recalibration = recalibrationOf(scores, table.labels);
  const atLeast = (limit: number) =>
    alarmBurden(table.patients, table.hoursFromOnset, (row) => (earlyWarning[row] ?? NaN) >= limit);
  return {
    patients: table.patients.length,
    septicPatients: table.patients.filter(({ isSeptic }) => isSeptic).length,
    hours: table.rows,
    model: { ...judge(scores, table, thresholds.model), intervals: intervalsOf(intervals) },
    modelAuroc95: intervals.auroc,
    modelUtility95: intervals.utility,
    calibration: {
      ...calibrationOf(scores, table.labels),
      ...(Number.isNaN(recalibration.slope) ? {} : recalibration),
    },
    modelOnSignsOnly: judge(scoreHours(model, table, "signs-only"), table, thresholds.model),
    baselines: {
      earlyWarningScore: judge(earlyWarning, table, thresholds.earlyWarningScore),
      earlyWarningScoreAtLeast5: atLeast(5),
      earlyWarningScoreAtLeast7: atLeast(7),
      logisticRegression: judge(
        scoreHours(logisticRegression, table),
        table,
        thresholds.logisticRegression,
      ),
      hoursInUnit: judge(table.iculos, table, thresholds.hoursInUnit),
    },
    curves: curvesOf(table.patients, { ...table, scores, earlyWarning }),
    subgroups: judgeSubgroups(scores, table, thresholds.model),
  };
}

const intervalsOf = ({
  auroc,
  auprc,
  aurocHourMatched,
  utility,
  utilityFirst48h,
}: ReturnType<typeof bootstrapIntervals>): FigureIntervals => ({
  auroc,
  auprc,
  hourMatchedAuroc: aurocHourMatched,
  utility,
  first48HoursUtility: utilityFirst48h,
});
