import type { HourlyCensus } from "#db/census";
import type { CountedHour } from "#models/forecasts/assemble-census-inputs";

/** A unit's hours, oldest first, as columns: tens of thousands of objects would hold up whoever passes them on. */
export interface CountedColumns {
  /** ms since 1970. */
  hours: Float64Array;
  occupied: Int32Array;
  admissions: Int32Array;
  transfersIn: Int32Array;
}

export const toColumns = (rows: readonly HourlyCensus[]): CountedColumns => ({
  hours: Float64Array.from(rows, ({ hour }) => hour.getTime()),
  occupied: Int32Array.from(rows, ({ occupied }) => occupied),
  admissions: Int32Array.from(rows, ({ admissions }) => admissions),
  transfersIn: Int32Array.from(rows, ({ transfersIn }) => transfersIn),
});

export const fromColumns = (columns: CountedColumns): CountedHour[] =>
  Array.from(columns.hours, (hour, index) => ({
    hour: new Date(hour),
    occupied: columns.occupied[index] ?? 0,
    admissions: columns.admissions[index] ?? 0,
    transfersIn: columns.transfersIn[index] ?? 0,
  }));
