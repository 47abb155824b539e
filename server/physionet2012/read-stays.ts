import { stat } from "node:fs/promises";
import { join } from "node:path";
import { gzippedLines } from "../gzipped-lines";
import { MalformedRecordError } from "../physionet/read-patients";
import { OpenStay, type Entry, type IcuStay } from "./icu-stay";
import { OUTCOMES_FILE, readOutcomes } from "./read-outcomes";

export const STAYS_FILE = "set-a.csv.gz";
export const STAYS_HEADER = "RecordID,Time,Parameter,Value";
const HOURS = 48;

export interface StayProgress {
  bytesRead: number;
  bytesTotal: number;
  stays: number;
  /** Values no body could show, passed over. */
  implausible: number;
}

/**
 * Reads the stays of set a one at a time, in the order of the file. Throws `MalformedRecordError`
 * at the first line that is not as documented, and for a stay that only one of the two files knows.
 */
export async function* readStays(
  dir: string,
  onProgress: (progress: StayProgress) => void = () => undefined,
): AsyncGenerator<IcuStay> {
  const outcomes = await readOutcomes(dir);
  const path = join(dir, STAYS_FILE);
  const bytesTotal = (await stat(path)).size;
  const progress: StayProgress = { bytesRead: 0, bytesTotal, stays: 0, implausible: 0 };
  const lines = gzippedLines(path, (bytes) => {
    progress.bytesRead += bytes;
  });

  const seen = new Set<string>();
  let open: OpenStay | undefined;
  let lineNumber = 0;
  const close = (stay: OpenStay): IcuStay => {
    const fail = (detail: string): never => {
      throw new MalformedRecordError(STAYS_FILE, stay.firstLine, undefined, detail);
    };
    const outcome =
      outcomes.get(stay.stayId) ?? fail(`stay ${stay.stayId} is not in ${OUTCOMES_FILE}`);
    progress.stays += 1;
    if (progress.stays % 100 === 0) onProgress(progress);
    return stay.finish(outcome, fail);
  };
  for await (const line of lines) {
    lineNumber += 1;
    const fail = (detail: string): never => {
      throw new MalformedRecordError(STAYS_FILE, lineNumber, undefined, detail);
    };
    if (lineNumber === 1) {
      if (line !== STAYS_HEADER) fail("unexpected header");
      continue;
    }
    const entry = parseEntry(line, fail);
    if (entry.stayId !== open?.stayId) {
      if (seen.has(entry.stayId)) fail(`stay ${entry.stayId} is not in one piece`);
      seen.add(entry.stayId);
      if (open) yield close(open);
      open = new OpenStay(entry.stayId, lineNumber);
    }
    if (!open.take(entry, fail)) progress.implausible += 1;
  }
  if (open) yield close(open);
  for (const stayId of outcomes.keys()) {
    if (seen.has(stayId)) continue;
    throw new MalformedRecordError(
      STAYS_FILE,
      lineNumber,
      undefined,
      `ends without stay ${stayId}`,
    );
  }
  onProgress(progress);
}

function parseEntry(line: string, fail: (detail: string) => never): Entry {
  const cells = line.split(",");
  if (cells.length !== 4) fail(`${cells.length} fields, expected 4`);
  const [stayId = "", time = "", parameter = "", text = ""] = cells;
  if (!/^\d+$/.test(stayId)) fail("RecordID is not a number");
  const [, hours, minutes] = /^(\d\d):([0-5]\d)$/.exec(time) ?? [];
  const at = Number(hours) * 60 + Number(minutes);
  if (!(at <= HOURS * 60)) fail("Time is not from 00:00 to 48:00");
  const value = text === "" ? NaN : Number(text);
  if (!Number.isFinite(value)) fail(`Value of ${parameter} is not a number`);
  return { stayId, minutes: at, parameter, value };
}
