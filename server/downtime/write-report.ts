import { randomUUID } from "node:crypto";
import { mkdir, open, readdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import {
  ALL_UNITS_FILE,
  INDEX_FILE,
  madeAtOf,
  reportFolder,
  unitFile,
} from "#models/downtime/report-files";
import {
  allUnitsPage,
  indexPage,
  reportUnit,
  unitPage,
  type ReportedUnit,
} from "#models/downtime/report-page";
import type { UnitCensus } from "#models/downtime/unit-census";
import { MS_PER_HOUR } from "#models/shared/time-range";
import type { TimeFormat } from "#models/shared/time-format";
import { makeFolder } from "../cli/setup/make-folder.mjs";

const UNFINISHED = ".unfinished-";
/** Names of patients: for the user that the server runs as, alone. */
const OWN_FILE = 0o600;
const OWN_FOLDER = 0o700;

export interface Report {
  units: readonly UnitCensus[];
  madeAt: Date;
}

interface ReportSettings {
  keepHours: number;
  time: TimeFormat;
}

/**
 * Writes a report beside those before it. Whatever happens meanwhile, what lies under a report's name is
 * whole: its folder gets the name when everything in it is on the disk, and only then does the index lead
 * there. Of one that failed, or was never finished, no names stay behind. Returns the bytes written.
 */
export async function writeReport(
  folder: string,
  report: Report,
  settings: ReportSettings,
): Promise<number> {
  makeFolder(folder);
  await removeUnfinished(folder);
  try {
    return await writeWhole(folder, report, settings);
  } catch (cause) {
    await removeUnfinished(folder);
    throw cause;
  }
}

async function writeWhole(
  folder: string,
  { units, madeAt }: Report,
  { keepHours, time }: ReportSettings,
): Promise<number> {
  const name = reportFolder(madeAt);
  const unfinished = join(folder, `${UNFINISHED}${randomUUID()}`);
  await mkdir(unfinished, { mode: OWN_FOLDER });

  const making = { madeAt, time };
  const reported: ReportedUnit[] = [];
  let bytes = 0;
  // Unit by unit, with a write between: whatever else this process does goes on meanwhile.
  for (const unit of units) {
    const each = reportUnit(unit, making);
    reported.push(each);
    bytes += await writeDurably(join(unfinished, unitFile(unit.code)), unitPage(each, making));
  }
  bytes += await writeDurably(join(unfinished, ALL_UNITS_FILE), allUnitsPage(reported, making));
  await syncFolder(unfinished);
  await rename(unfinished, join(folder, name));

  const oldest = madeAt.getTime() - keepHours * MS_PER_HOUR;
  const reports = (await readdir(folder)).filter((each) => madeAtOf(each)).sort();
  const kept = reports.filter((each) => each === name || isSince(each, oldest));
  const earlier = kept
    .filter((each) => each !== name)
    .reverse()
    .flatMap((each) => ({ folder: each, madeAt: madeAtOf(each) ?? madeAt }));
  const index = indexPage(units, { madeAt, time, folder: name, earlier });
  const newIndex = join(folder, `${UNFINISHED}${randomUUID()}`);
  bytes += await writeDurably(newIndex, index);
  await rename(newIndex, join(folder, INDEX_FILE));
  await syncFolder(folder);

  // Last: until then the index may still lead to them.
  await removeOthers(folder, new Set(kept));
  return bytes;
}

const isSince = (report: string, oldest: number): boolean =>
  (madeAtOf(report)?.getTime() ?? 0) >= oldest;

/** What is too old; nothing that is not ours. */
async function removeOthers(folder: string, kept: ReadonlySet<string>): Promise<void> {
  for (const entry of await readdir(folder))
    if (madeAtOf(entry) && !kept.has(entry)) await remove(join(folder, entry));
}

/** Also what a process that was killed has left. One that cannot be removed keeps no report from being made. */
async function removeUnfinished(folder: string): Promise<void> {
  const entries = await readdir(folder).catch(() => []);
  const unfinished = entries.filter((entry) => entry.startsWith(UNFINISHED));
  await Promise.allSettled(unfinished.map((entry) => remove(join(folder, entry))));
}

const remove = (path: string): Promise<void> => rm(path, { recursive: true, force: true });

async function writeDurably(path: string, text: string): Promise<number> {
  const file = await open(path, "wx", OWN_FILE);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  return Buffer.byteLength(text);
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, "r");
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
