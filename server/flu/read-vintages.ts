import { readdir } from "node:fs/promises";
import { basename, join } from "node:path";
import { type FluWeek, fluWeekOf } from "#models/flu/flu-week";
import type { Vintage } from "#models/flu/vintage";
import { readAdmissions } from "./read-flu-tables";

const NAME = /(\d{4}-\d{2}-\d{2})\.csv(\.gz)?$/;

function weekInName(file: string): FluWeek | undefined {
  const date = NAME.exec(basename(file))?.[1];
  return date === undefined ? undefined : fluWeekOf(date);
}

/**
 * One vintage. Its newest week is the one of its name, `…2025-01-04.csv`, for a week of which nothing was
 * reported has no row; of a file without a date in its name, the newest that anybody reported.
 */
export async function readVintage(file: string): Promise<Vintage> {
  const counts = await readAdmissions(file);
  const weeks = [...counts.values()].flatMap((reported) => [...reported.keys()]);
  if (weeks.length === 0) throw new Error(`${file} holds no reported admissions`);
  const newest = weeks.reduce((latest, week) => Math.max(latest, week));
  return { week: weekInName(file) ?? newest, counts };
}

/** A folder's vintages in order of time; those of `until` or later are not read. */
export async function readVintages(folder: string, until = Infinity): Promise<Vintage[]> {
  const vintages: Vintage[] = [];
  for (const name of await readdir(folder)) {
    const week = weekInName(name);
    if (week !== undefined && week < until) vintages.push(await readVintage(join(folder, name)));
  }
  return vintages.sort((a, b) => a.week - b.week);
}
