import { alarmBurden } from "#models/deterioration/alarm-burden";
import { bootstrapIntervals } from "#models/deterioration/bootstrap";
import { recalibrationOf } from "#models/deterioration/calibrate";
import { curvesOf } from "#models/deterioration/curves";
import { calibrationOf } from "#models/deterioration/metrics";
import type {
  CardThresholds,
  FigureIntervals,
  Figures,
  Metrics,
  Thresholds,
} from "#models/deterioration/model-card";
import type { HourTable } from "./hour-table";
import { judge, judgedHours } from "./judge";
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
  const judged = judgedHours(scores, table, thresholds.model);
  const judgedAs = (its: ArrayLike<number>, at: Thresholds): Figures =>
    judge(table, judgedHours(its, table, at));
  const intervals = bootstrapIntervals(table.patients, judged);
  const recalibration = recalibrationOf(scores, table.labels);
  const atLeast = (limit: number) =>
    alarmBurden(table.patients, table.hoursFromOnset, (row) => (earlyWarning[row] ?? NaN) >= limit);
  return {
    patients: table.patients.length,
    septicPatients: table.patients.filter(({ isSeptic }) => isSeptic).length,
    hours: table.rows,
    model: { ...judge(table, judged), intervals: intervalsOf(intervals) },
    modelAuroc95: intervals.auroc,
    modelUtility95: intervals.utility,
    calibration: {
      ...calibrationOf(scores, table.labels),
      ...(Number.isNaN(recalibration.slope) ? {} : recalibration),
    },
    modelOnSignsOnly: judgedAs(scoreHours(model, table, "signs-only"), thresholds.model),
    baselines: {
      earlyWarningScore: judgedAs(earlyWarning, thresholds.earlyWarningScore),
      earlyWarningScoreAtLeast5: atLeast(5),
      earlyWarningScoreAtLeast7: atLeast(7),
      logisticRegression: judgedAs(
        scoreHours(logisticRegression, table),
        thresholds.logisticRegression,
      ),
      hoursInUnit: judgedAs(table.iculos, thresholds.hoursInUnit),
    },
    curves: curvesOf(table.patients, { ...table, scores, earlyWarning }),
    subgroups: judgeSubgroups(table.patients, judged),
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
