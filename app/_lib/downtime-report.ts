import "server-only";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { madeAtOf, newestReport, unitFile } from "#models/downtime/report-files";
import { env } from "./env";

// The streaming server writes these files; the pages only read them.

export interface DowntimeReportFolder {
  name: string;
  madeAt: Date;
}

/** The newest that is finished; undefined when there is none, or none can be read. */
export async function newestDowntimeReport(): Promise<DowntimeReportFolder | undefined> {
  const { DOWNTIME_DIR: folder } = env();
  const name = folder && newestReport(await entriesOf(folder));
  const madeAt = name && madeAtOf(name);
  return madeAt ? { name, madeAt } : undefined;
}

/** The page of one unit; undefined when the unit had no bed yet when the report was made. */
export const readUnitReport = async (
  { name }: DowntimeReportFolder,
  unitCode: string,
): Promise<string | undefined> =>
  orNothing(readFile(join(env().DOWNTIME_DIR ?? "", name, unitFile(unitCode)), "utf8"));

const entriesOf = async (folder: string): Promise<string[]> =>
  (await orNothing(readdir(folder))) ?? [];

async function orNothing<T>(reading: Promise<T>): Promise<T | undefined> {
  try {
    return await reading;
  } catch (cause) {
    // Not made yet, or cleared away as too old between two looks.
    if (cause instanceof Error && "code" in cause && cause.code === "ENOENT") return undefined;
    throw cause;
  }
}
