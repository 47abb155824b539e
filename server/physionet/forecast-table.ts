import { ObservationWindow } from "#models/deterioration/observation-window";
import { MS_PER_HOUR } from "#models/shared/time-range";
import { VITAL_SIGNS } from "#models/vitals/vital-sign";
import { FORECAST_FEATURES, writeForecastFeatures } from "#models/sign-forecast/forecast-features";
import { FORECAST_SIGNS, HORIZON_HOURS, whyNoForecast } from "#models/sign-forecast/forecast-signs";
import { MEASURED_COLUMNS } from "./columns";
import type { Hospital, IcuPatient } from "./read-patients";

const SIGNS = FORECAST_SIGNS.length;

/** Patient-hours with what is known at each and what came after; rows of a patient are together and in order. */
export interface ForecastTable {
  rows: number;
  patients: { firstRow: number; rows: number; hospital: Hospital }[];
  /** [rows, features] */
  features: Float32Array;
  /** [rows, signs]: the value a forecast starts from; NaN where none would be shown. */
  now: Float32Array;
  /** [rows, signs]: what was measured in that hour; NaN when nothing was. */
  measured: Float32Array;
  /** The row after the patient's last. */
  end: Int32Array;
}

export const emptyForecastTable = (rows: number): ForecastTable => ({
  rows: 0,
  patients: [],
  features: new Float32Array(rows * FORECAST_FEATURES.length),
  now: new Float32Array(rows * SIGNS),
  measured: new Float32Array(rows * SIGNS),
  end: new Int32Array(rows),
});

const COLUMN_OF_SIGN = FORECAST_SIGNS.map(({ kind }) =>
  MEASURED_COLUMNS.findIndex((column) => column.kind === kind),
);

/** Observes a patient hour by hour as the ward would, and writes a row for each. */
export function appendForecastPatient(table: ForecastTable, patient: IcuPatient): void {
  const window = new ObservationWindow();
  const end = table.rows + patient.hours.length;
  table.patients.push({
    firstRow: table.rows,
    rows: patient.hours.length,
    hospital: patient.hospital,
  });
  for (const { iculos, values } of patient.hours) {
    const at = iculos * MS_PER_HOUR;
    const row = table.rows;
    for (const [column, { id, min, max }] of MEASURED_COLUMNS.entries()) {
      const value = values[column] ?? NaN;
      if (value >= min && value <= max) window.observe(id, at, value);
    }
    writeForecastFeatures(window, patient, at, table.features, row * FORECAST_FEATURES.length);
    for (const [sign, { kind, position }] of FORECAST_SIGNS.entries()) {
      const value = values[COLUMN_OF_SIGN[sign] ?? -1] ?? NaN;
      const { min, max } = VITAL_SIGNS[kind];
      table.measured[row * SIGNS + sign] = value >= min && value <= max ? value : NaN;
      const isShown = whyNoForecast(window, position, at) === undefined;
      table.now[row * SIGNS + sign] = isShown ? window.valueOf(position, at) : NaN;
    }
    table.end[row] = end;
    table.rows += 1;
  }
}

export const nowOf = (table: ForecastTable, row: number, sign: number): number =>
  table.now[row * SIGNS + sign] ?? NaN;

/** What was measured so many hours later; NaN when nothing was, or the record had ended. */
export function happenedAfter(
  table: ForecastTable,
  row: number,
  sign: number,
  hours: number,
): number {
  const later = row + hours;
  return later < (table.end[row] ?? 0) ? (table.measured[later * SIGNS + sign] ?? NaN) : NaN;
}

/** Every forecast value of the table that was shown and can be judged. */
export function forEachJudged(
  table: ForecastTable,
  visit: (row: number, sign: number, hour: number, now: number, happened: number) => void,
): void {
  for (let row = 0; row < table.rows; row += 1) {
    for (let sign = 0; sign < SIGNS; sign += 1) {
      const now = nowOf(table, row, sign);
      if (Number.isNaN(now)) continue;
      for (let hour = 1; hour <= HORIZON_HOURS; hour += 1) {
        const happened = happenedAfter(table, row, sign, hour);
        if (!Number.isNaN(happened)) visit(row, sign, hour, now, happened);
      }
    }
  }
}
