import { alarmBurden } from "#models/deterioration/alarm-burden";
import { auroc } from "#models/deterioration/metrics";
import type { DeteriorationModel } from "#models/deterioration/model";
import type { SensorFault } from "#models/deterioration/sensor-faults";
import { VARIABLES } from "#models/deterioration/variables";
import { attackedTable, isMoved, type Aim } from "./adversary-study";
import { studyFault, type FaultFigures, type HourScores } from "./fault-study";
import { appendPatient, emptyTable, type HourTable } from "./hour-table";
import type { IcuPatient } from "./read-patients";
import { readRecords } from "./read-parts";
import { scoreHours } from "./score-hours";
import { unfamiliarHours } from "./unfamiliar-hours";

export interface AttackReport {
  sound: { patients: number; hours: number; auroc: number; caughtShare: number };
  faults: (FaultFigures & { fault: SensorFault })[];
  withoutInput: { input: string; auroc: number }[];
  adversary: {
    method: "FGSM" | "PGD";
    aim: Aim;
    auroc: number;
    caughtShare: number;
    /** Of the hours that were moved. */
    unfamiliar: number;
  }[];
}

interface AttackModelOptions {
  patientsAtMost: number;
  faults: readonly SensorFault[];
  onProgress?: (stage: string, share: number) => void;
}

const PGD_STEPS = 10;

/** Everything that is done to a model before anybody trusts it, on patients it never saw. */
export async function attackModel(
  model: DeteriorationModel,
  dir: string,
  { patientsAtMost, faults, onProgress = () => undefined }: AttackModelOptions,
): Promise<AttackReport> {
  const patients = await readRecords(dir, "test", patientsAtMost);
  const score = (table: HourTable): HourScores => ({
    probabilities: scoreHours(model, table),
    unfamiliar: unfamiliarHours(model, table),
  });
  const table = tableOf(patients);
  const sound = figuresOf(model, table, score(table));

  const studied = faults.map((fault, index) => {
    onProgress("faulty sensors", index / faults.length);
    return { fault, ...studyFault(patients, fault, score) };
  });
  const withoutInput = VARIABLES.map(({ label }, position) => {
    onProgress("without one input", position / VARIABLES.length);
    const blind = tableOf(patients.map((patient) => without(patient, position)));
    return { input: label, auroc: auroc(score(blind).probabilities, blind.labels) };
  });
  const adversary = (["mislead", "hide"] as const).flatMap((aim) =>
    [1, PGD_STEPS].map((steps) => {
      const method = steps === 1 ? ("FGSM" as const) : ("PGD" as const);
      const attacked = attackedTable(model, table, { aim, steps }, (share) =>
        onProgress(`${method}, ${aim}`, share),
      );
      const scores = score(attacked);
      const moved = Array.from({ length: table.rows }, (_, row) => row).filter((row) =>
        isMoved(table, row, aim),
      );
      const unfamiliar = moved.filter((row) => scores.unfamiliar[row] === 1).length / moved.length;
      return { method, aim, ...figuresOf(model, attacked, scores), unfamiliar };
    }),
  );
  return {
    sound: { patients: patients.length, hours: table.rows, ...sound },
    faults: studied,
    withoutInput,
    adversary,
  };
}

function figuresOf(
  { threshold }: DeteriorationModel,
  table: HourTable,
  { probabilities }: HourScores,
) {
  const isAbove = (row: number): boolean => (probabilities[row] ?? NaN) >= threshold;
  return {
    auroc: auroc(probabilities, table.labels),
    caughtShare: alarmBurden(table.patients, table.hoursFromOnset, isAbove).caughtShare,
  };
}

function tableOf(patients: readonly IcuPatient[]): HourTable {
  const table = emptyTable(patients.reduce((sum, { hours }) => sum + hours.length, 0));
  for (const patient of patients) appendPatient(table, patient);
  return table;
}

function without(patient: IcuPatient, position: number): IcuPatient {
  const hours = patient.hours.map((hour) => {
    const values = hour.values.slice();
    values[position] = NaN;
    return { ...hour, values };
  });
  return { ...patient, hours };
}
