import { auroc } from "#models/deterioration/metrics";
import { doubtsOf } from "#models/deterioration/plausibility";
import { seededRandom } from "#models/deterioration/seeded-random";
import { FAULT_HOURS, withFault, type SensorFault } from "#models/deterioration/sensor-faults";
import { appendPatient, emptyTable, type HourTable } from "./hour-table";
import type { IcuPatient } from "./read-patients";

export interface HourScores {
  probabilities: Float32Array;
  /** 1 where the inputs are unlike those of training. */
  unfamiliar: Uint8Array;
}

/** Shares of the hours of the fault that each gate marks. */
export interface GateShares {
  doubted: number;
  unfamiliar: number;
  /** By one gate or the other. */
  either: number;
}

export interface FaultFigures {
  patients: number;
  hours: number;
  /** Over the hours of the fault alone, the same with and without it. */
  aurocSound: number;
  aurocFaulty: number;
  caughtSound: GateShares;
  caughtFaulty: GateShares;
}

const SEED = 20260719;

/**
 * What a sensor fault does to the model: every patient who was measured with that sensor has it for twelve hours
 * from a random hour on, and the hours of the fault are compared with the same hours without it.
 */
export function studyFault(
  patients: readonly IcuPatient[],
  fault: SensorFault,
  score: (table: HourTable) => HourScores,
): FaultFigures {
  const random = seededRandom(SEED);
  const chosen = patients.flatMap((patient) => {
    const from = Math.floor(random() * Math.max(1, patient.hours.length - FAULT_HOURS));
    const isMeasured = patient.hours
      .slice(from, from + FAULT_HOURS)
      .some(({ values }) => !Number.isNaN(values[fault.sign]));
    return isMeasured ? [{ patient, from }] : [];
  });
  const sound = scoreFaultHours(chosen, score);
  const faulty = scoreFaultHours(
    chosen.map(({ patient, from }) => ({
      patient: { ...patient, hours: withFault(patient.hours, fault, from) },
      from,
    })),
    score,
  );
  return {
    patients: chosen.length,
    hours: sound.labels.length,
    aurocSound: auroc(sound.probabilities, sound.labels),
    aurocFaulty: auroc(faulty.probabilities, faulty.labels),
    caughtSound: sound.gates,
    caughtFaulty: faulty.gates,
  };
}

function scoreFaultHours(
  chosen: readonly { patient: IcuPatient; from: number }[],
  score: (table: HourTable) => HourScores,
): { probabilities: Float32Array; labels: Uint8Array; gates: GateShares } {
  const table = emptyTable(chosen.reduce((sum, { patient }) => sum + patient.hours.length, 0));
  const doubted = new Uint8Array(table.labels.length);
  const rows: number[] = [];
  for (const { patient, from } of chosen) {
    const firstRow = table.rows;
    appendPatient(table, patient, (window, at, row) => {
      const since = row - firstRow - from;
      if (since < 0 || since >= FAULT_HOURS) return;
      rows.push(row);
      doubted[row] = doubtsOf(window, at).length > 0 ? 1 : 0;
    });
  }
  const { probabilities, unfamiliar } = score(table);
  const share = (isMarked: (row: number) => boolean): number =>
    rows.filter(isMarked).length / Math.max(1, rows.length);
  const isDoubted = (row: number): boolean => doubted[row] === 1;
  const isUnfamiliar = (row: number): boolean => unfamiliar[row] === 1;
  return {
    probabilities: Float32Array.from(rows, (row) => probabilities[row] ?? NaN),
    labels: Uint8Array.from(rows, (row) => table.labels[row] ?? 0),
    gates: {
      doubted: share(isDoubted),
      unfamiliar: share(isUnfamiliar),
      either: share((row) => isDoubted(row) || isUnfamiliar(row)),
    },
  };
}
