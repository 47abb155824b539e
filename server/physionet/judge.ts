import {
  alarmsAt,
  FIRST_HOURS,
  judgeHours,
  pick,
  type JudgedHours,
} from "#models/deterioration/judge-hours";
import type { Figures, Thresholds } from "#models/deterioration/model-card";
import { bestThreshold } from "#models/deterioration/utility";
import type { HourTable } from "./hour-table";
import type { Hospital } from "./read-patients";

/**
 * Chosen on the tune patients. With `share` below 1 the threshold over all hours is the highest that still
 * gains that share of the most.
 */
export function chooseThresholds(
  scores: ArrayLike<number>,
  tune: HourTable,
  share = 1,
): Thresholds {
  const early = Int32Array.from({ length: tune.rows }, (_, row) => row).filter(
    (row) => (tune.iculos[row] ?? 0) <= FIRST_HOURS,
  );
  return {
    all: bestThreshold(scores, tune.hoursFromOnset, share),
    // Where knowing how long the patient has been here earns nothing.
    first48Hours: bestThreshold(pick(scores, early), pick(tune.hoursFromOnset, early)),
  };
}

/** The hours of a table, scored, with an alarm wherever the threshold is reached. */
export const judgedHours = (
  scores: ArrayLike<number>,
  table: HourTable,
  { all, first48Hours }: Thresholds,
): JudgedHours => ({
  ...table,
  scores,
  alarms: alarmsAt(scores, all),
  earlyAlarms: alarmsAt(scores, first48Hours),
});

/** Everything a card reports of one way of scoring hours, on patients it never saw. */
export function judge({ patients }: Pick<HourTable, "patients">, hours: JudgedHours): Figures {
  const figures = judgeHours(patients, hours);
  const of = (hospital: Hospital) =>
    judgeHours(
      patients.filter((patient) => patient.hospital === hospital),
      hours,
    );
  const [inA, inB] = [of("A"), of("B")];
  return {
    auroc: figures.auroc,
    auprc: figures.auprc,
    hourMatchedAuroc: figures.aurocHourMatched,
    first48HoursAuroc: figures.aurocFirst48h,
    utility: figures.utility,
    first48HoursUtility: figures.utilityFirst48h,
    utilityByHospital: { A: inA.utility, B: inB.utility },
    aurocByHospital: { A: inA.auroc, B: inB.auroc },
    burden: figures.burden,
  };
}
