import { alarmBurden } from "#models/deterioration/alarm-burden";
import { auroc, averagePrecision, matchedAuroc } from "#models/deterioration/metrics";
import type { Figures, Thresholds } from "#models/deterioration/model-card";
import { bestThreshold, normalisedUtility } from "#models/deterioration/utility";
import type { HourTable } from "./hour-table";

const FIRST_HOURS = 48;

/**
 * Chosen on the tune patients. With `share` below 1 the threshold over all hours is the highest that still
 * gains that share of the most.
 */
export function chooseThresholds(
  scores: ArrayLike<number>,
  tune: HourTable,
  share = 1,
): Thresholds {
  const early = rowsWhere(tune, (row) => isEarly(tune, row));
  return {
    all: bestThreshold(scores, tune.hoursFromOnset, share),
    // Where knowing how long the patient has been here earns nothing.
    first48Hours: bestThreshold(pick(scores, early), pick(tune.hoursFromOnset, early)),
  };
}

/** Everything a card reports of one way of scoring hours, on patients it never saw. */
export function judge(
  scores: ArrayLike<number>,
  table: HourTable,
  { all, first48Hours }: Thresholds,
): Figures {
  const isInB = hoursInB(table);
  const early = judgePart(scores, table, (row) => isEarly(table, row), first48Hours);
  const inA = judgePart(scores, table, (row) => isInB[row] === 0, all);
  const inB = judgePart(scores, table, (row) => isInB[row] === 1, all);
  const isAbove = (row: number): boolean => (scores[row] ?? NaN) >= all;
  return {
    auroc: auroc(scores, table.labels),
    auprc: averagePrecision(scores, table.labels),
    hourMatchedAuroc: matchedAuroc(scores, table.labels, table.iculos),
    first48HoursAuroc: early.auroc,
    utility: normalisedUtility(table.hoursFromOnset, isAbove),
    first48HoursUtility: early.utility,
    utilityByHospital: { A: inA.utility, B: inB.utility },
    aurocByHospital: { A: inA.auroc, B: inB.auroc },
    burden: alarmBurden(table.patients, table.hoursFromOnset, isAbove),
  };
}

function judgePart(
  scores: ArrayLike<number>,
  table: HourTable,
  isIn: (row: number) => boolean,
  threshold: number,
): { auroc: number; utility: number } {
  const rows = rowsWhere(table, isIn);
  const its = pick(scores, rows);
  return {
    auroc: auroc(its, pick(table.labels, rows)),
    utility: normalisedUtility(
      pick(table.hoursFromOnset, rows),
      (row) => (its[row] ?? NaN) >= threshold,
    ),
  };
}

const isEarly = ({ iculos }: HourTable, row: number): boolean => (iculos[row] ?? 0) <= FIRST_HOURS;

function hoursInB(table: HourTable): Uint8Array {
  const marks = new Uint8Array(table.rows);
  for (const { firstRow, rows, hospital } of table.patients) {
    if (hospital === "B") marks.fill(1, firstRow, firstRow + rows);
  }
  return marks;
}

function rowsWhere(table: HourTable, isIn: (row: number) => boolean): number[] {
  const rows: number[] = [];
  for (let row = 0; row < table.rows; row += 1) if (isIn(row)) rows.push(row);
  return rows;
}

const pick = (values: ArrayLike<number>, rows: readonly number[]): Float32Array =>
  Float32Array.from(rows, (row) => values[row] ?? NaN);
