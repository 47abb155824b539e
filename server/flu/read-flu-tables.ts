import { readFile } from "node:fs/promises";
import { gunzipSync } from "node:zlib";
import { parse } from "csv-parse/sync";
import { type FluWeek, fluWeekOf } from "#models/flu/flu-week";
import type { CountTable } from "#models/flu/vintage";

/** A CSV by its header, gzipped or not; rows as text. */
export async function readTable(file: string): Promise<Record<string, string>[]> {
  const bytes = await readFile(file);
  const text = file.endsWith(".gz") ? gunzipSync(bytes) : bytes;
  return parse(text, {
    columns: true,
    skip_empty_lines: true,
    bom: true,
    relax_column_count: true,
  });
}

/** Weekly admissions as the hub publishes them; `NA`, empty and negative values are not reported. */
export async function readAdmissions(file: string): Promise<CountTable> {
  const table = new Map<string, Map<FluWeek, number>>();
  for (const { date, location, value } of await readTable(file)) {
    if (date === undefined || location === undefined || value === undefined)
      throw new Error(`${file} needs the columns date, location and value`);
    const count = value === "" || value === "NA" ? NaN : Number(value);
    if (!Number.isFinite(count) || count < 0) continue;
    const weeks = table.get(location) ?? new Map<FluWeek, number>();
    table.set(location, weeks.set(fluWeekOf(date), count));
  }
  return table;
}

/** By place, from one of the hub's lists of locations. */
export async function readPopulations(file: string): Promise<Map<string, number>> {
  const populations = new Map<string, number>();
  for (const { location, population } of await readTable(file)) {
    const size = Number(population);
    if (location === undefined || !(size > 0))
      throw new Error(
        `${file} needs the columns location and population, with a number in each row`,
      );
    populations.set(location, size);
  }
  return populations;
}
