import { alarmBurden } from "#models/deterioration/alarm-burden";
import { bootstrapByPatient } from "#models/deterioration/bootstrap";
import { calibrationOf } from "#models/deterioration/metrics";
import type { CardThresholds, Metrics } from "#models/deterioration/model-card";
import type { HourTable } from "./hour-table";
import { judge } from "./judge";
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
  const interval = bootstrapByPatient(table.patients, {
    scores,
    labels: table.labels,
    hoursFromOnset: table.hoursFromOnset,
    threshold: thresholds.model.all,
  });
  const atLeast = (limit: number) =>
    alarmBurden(table.patients, table.hoursFromOnset, (row) => (earlyWarning[row] ?? NaN) >= limit);
  return {
    patients: table.patients.length,
    septicPatients: table.patients.filter(({ isSeptic }) => isSeptic).length,
    hours: table.rows,
    model: judge(scores, table, thresholds.model),
    modelAuroc95: interval.auroc,
    modelUtility95: interval.utility,
    calibration: calibrationOf(scores, table.labels),
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
  };
}
