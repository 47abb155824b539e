import { appendForecastPatient, emptyForecastTable, type ForecastTable } from "./forecast-table";
import { appendPatient, emptyTable, type HourTable } from "./hour-table";
import { readParts, type ReadPartsOptions, type TableKind } from "./read-parts";
import type { Part } from "./split";

const HOURS: TableKind<HourTable> = {
  empty: emptyTable,
  append: (table, patient) => appendPatient(table, patient),
};
const FORECASTS: TableKind<ForecastTable> = {
  empty: emptyForecastTable,
  append: appendForecastPatient,
};

/** What the deterioration model learns from and is judged on. */
export const readTables = <Wanted extends Part>(
  dir: string,
  wanted: readonly Wanted[],
  options?: ReadPartsOptions<Wanted>,
): Promise<Record<Wanted, HourTable>> => readParts(dir, wanted, HOURS, options);

/** What the forecast of signs learns from and is judged on. */
export const readForecastTables = <Wanted extends Part>(
  dir: string,
  wanted: readonly Wanted[],
  options?: ReadPartsOptions<Wanted>,
): Promise<Record<Wanted, ForecastTable>> => readParts(dir, wanted, FORECASTS, options);
