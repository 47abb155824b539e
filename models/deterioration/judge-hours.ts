import { alarmBurden, type AlarmBurden, type PatientHours } from "./alarm-burden";
import { matchedAuroc, rankingOf } from "./metrics";
import { normalisedUtility } from "./utility";

export const FIRST_HOURS = 48;

/** Hours of patients, scored, with what was decided at each. */
export interface JudgedHours {
  labels: ArrayLike<number>;
  hoursFromOnset: ArrayLike<number>;
  /** Hours in intensive care, from 1. */
  iculos: ArrayLike<number>;
  scores: ArrayLike<number>;
  /** 1 where an alarm was decided. */
  alarms: ArrayLike<number>;
  /** The same at the threshold that was chosen for the first 48 hours. */
  earlyAlarms: ArrayLike<number>;
}

/** 1 at each hour that is at or above the threshold. */
export const alarmsAt = (scores: ArrayLike<number>, threshold: number): Uint8Array =>
  Uint8Array.from(scores, (score) => (score >= threshold ? 1 : 0));

/** The figures of one way of scoring hours. NaN where nothing can be said. */
export interface HourFigures {
  patients: number;
  septicPatients: number;
  hours: number;
  auroc: number;
  auprc: number;
  aurocHourMatched: number;
  aurocFirst48h: number;
  utility: number;
  utilityFirst48h: number;
  burden: AlarmBurden;
  /** With a lock-out of twelve hours instead of six. */
  burdenLockOut12h: AlarmBurden;
}

const LONG_LOCK_OUT_HOURS = 12;

/** Of these patients, whose rows need not be all of the hours. */
export function judgeHours(patients: readonly PatientHours[], hours: JudgedHours): HourFigures {
  const rows = rowsOf(patients);
  const early = rows.filter((row) => (hours.iculos[row] ?? NaN) <= FIRST_HOURS);
  const scores = pick(hours.scores, rows);
  const labels = pick(hours.labels, rows);
  const { auroc, averagePrecision } = rankingOf(scores, labels);
  const isAlarm = (row: number): boolean => hours.alarms[row] === 1;
  return {
    patients: patients.length,
    septicPatients: patients.filter(({ isSeptic }) => isSeptic).length,
    hours: rows.length,
    auroc,
    auprc: averagePrecision,
    aurocHourMatched: matchedAuroc(scores, labels, pick(hours.iculos, rows)),
    aurocFirst48h: rankingOf(pick(hours.scores, early), pick(hours.labels, early)).auroc,
    utility: utilityOf(rows, hours.hoursFromOnset, hours.alarms),
    utilityFirst48h: utilityOf(early, hours.hoursFromOnset, hours.earlyAlarms),
    burden: alarmBurden(patients, hours.hoursFromOnset, isAlarm),
    burdenLockOut12h: alarmBurden(patients, hours.hoursFromOnset, isAlarm, LONG_LOCK_OUT_HOURS),
  };
}

const utilityOf = (
  rows: Int32Array,
  hoursFromOnset: ArrayLike<number>,
  alarms: ArrayLike<number>,
): number =>
  normalisedUtility(pick(hoursFromOnset, rows), (index) => alarms[rows[index] ?? -1] === 1);

export function rowsOf(patients: readonly PatientHours[]): Int32Array {
  const rows = new Int32Array(patients.reduce((sum, patient) => sum + patient.rows, 0));
  let at = 0;
  for (const { firstRow, rows: count } of patients) {
    for (let row = firstRow; row < firstRow + count; row += 1) {
      rows[at] = row;
      at += 1;
    }
  }
  return rows;
}

export function pick(values: ArrayLike<number>, rows: Int32Array): Float32Array {
  const picked = new Float32Array(rows.length);
  for (let index = 0; index < rows.length; index += 1) {
    picked[index] = values[rows[index] ?? -1] ?? NaN;
  }
  return picked;
}
