import { readFile } from "node:fs/promises";
import { gunzipSync } from "node:zlib";
import { parse } from "csv-parse/sync";
import { type FluWeek, fluWeekOf } from "#models/flu/flu-week";

/** Counts by place (FIPS code, `US`) and week. */
export type CountTable = Map<string, Map<FluWeek, number>>;

/** A CSV by its header, gzipped or not; rows as text. */
export async function readTable(file: string): Promise<Record<string, string>[]> {
  const bytes = await readFile(file);
  const text = file.endsWith(".gz") ? gunzipSync(bytes) : bytes;
  return parse(text, { columns: true, skip_empty_lines: true, bom: true, relax_column_count: true });
}

/** Weekly admissions as the hub publishes them; `NA`, empty and negative values are not reported. */
export async function readAdmissions(file: string): Promise<CountTable> {
  const table: CountTable = new Map();
  for (const row of await readTable(file)) {
    const { date, location, value } = row;
    if (date === undefined || location === undefined || value === undefined)
      throw new Error(`${file} needs the columns date, location and value`);
    const count = value === "" || value === "NA" ? NaN : Number(value);
    if (!Number.isFinite(count) || count < 0) continue;
    const weeks = table.get(location) ?? new Map<FluWeek, number>();
    table.set(location, weeks.set(fluWeekOf(date), count));
  }
  return table;
}

export interface Place {
  location: string;
  name: string;
  population: number;
}

export async function readPlaces(file: string): Promise<Place[]> {
  return (await readTable(file)).map(({ location = "", location_name = "", population }) => ({
    location,
    name: location_name,
    population: Number(population),
  }));
}
