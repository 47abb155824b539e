import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { type FluWeek, fluWeekOf } from "#models/flu/flu-week";
import { type CountTable, readAdmissions } from "./read-flu-tables";

/** What had been published at one time. */
export interface Vintage {
  /** The newest week it could hold; it was published some days later. */
  week: FluWeek;
  counts: CountTable;
}

const NAME = /_(\d{4}-\d{2}-\d{2})\.csv(\.gz)?$/;

/** In order of time; only those up to `until`, when given. */
export async function readVintages(folder: string, until = Infinity): Promise<Vintage[]> {
  const vintages: Vintage[] = [];
  for (const name of (await readdir(folder)).sort()) {
    const date = NAME.exec(name)?.[1];
    if (!date || fluWeekOf(date) > until) continue;
    vintages.push({ week: fluWeekOf(date), counts: await readAdmissions(join(folder, name)) });
  }
  return vintages;
}
