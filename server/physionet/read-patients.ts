import { createReadStream } from "node:fs";
import { basename } from "node:path";
import { createGunzip } from "node:zlib";
import { AppError } from "#models/shared/errors";
import { findRecordFiles, SINGLE_FILE, type Hospital, type RecordFile } from "./find-record-files";
import {
  MalformedRecordError,
  parseHeader,
  parseLine,
  type IcuHour,
  type LineFormat,
  type Person,
  type RecordLine,
} from "./record-line";

export type { Hospital } from "./find-record-files";
export { MalformedRecordError, type IcuHour, type IcuUnit } from "./record-line";

export interface IcuPatient extends Person {
  patientId: string;
  hospital: Hospital;
  hours: readonly IcuHour[];
}

export interface ReadProgress {
  /** As they lie on the disk, compressed or not, so that a bar can be drawn before the end is known. */
  bytesRead: number;
  bytesTotal: number;
  patients: number;
}

/**
 * Reads the ICU records of a folder, in the order of the files, one patient at a time, so that 1.2 million
 * hours never have to be in memory at once. Throws `MalformedRecordError` at the first line that is
 * not as documented.
 */
export async function* readPatients(
  dir: string,
  {
    hospitals = ["A", "B", "unknown"],
    onProgress,
  }: { hospitals?: readonly Hospital[]; onProgress?: (progress: ReadProgress) => void } = {},
): AsyncGenerator<IcuPatient> {
  const files = (await findRecordFiles(dir)).filter(({ hospital }) => hospitals.includes(hospital));
  const progress: ReadProgress = {
    bytesRead: 0,
    bytesTotal: files.reduce((sum, { bytes }) => sum + bytes, 0),
    patients: 0,
  };
  const seen = new Set<string>();
  for (const file of files) {
    for await (const patient of readFile(file, seen, progress)) {
      progress.patients += 1;
      if (progress.patients % 250 === 0) onProgress?.(progress);
      yield patient;
    }
  }
  onProgress?.(progress);
}

const LINE_END = /\r?\n/;

async function* readFile(
  file: RecordFile,
  seen: Set<string>,
  progress: ReadProgress,
): AsyncGenerator<IcuPatient> {
  const isTable = file.layout === "table";
  const own = SINGLE_FILE.exec(basename(file.name))?.[1];
  let format: LineFormat | undefined;
  let open: OpenPatient | undefined;
  let lineNumber = 0;
  for await (const lines of readLines(file, progress)) {
    for (const line of lines) {
      lineNumber += 1;
      const fail = (column: string | undefined, detail: string): never => {
        throw new MalformedRecordError(file.name, lineNumber, column, detail);
      };
      if (!format) {
        const layout = { separator: isTable ? "," : "|", hasPatient: isTable };
        format = parseHeader(file.name, line, layout);
        continue;
      }
      const row = parseLine(format, line, lineNumber);
      const patientId = row.patientId ?? own ?? fail(undefined, "of nobody");
      if (open?.patientId === patientId) {
        append(open, row, fail);
        continue;
      }
      if (seen.has(patientId)) {
        fail(
          "patient",
          "the patient is not in one piece: lines of the same number stand elsewhere; put them together in the order of their hours",
        );
      }
      seen.add(patientId);
      if (open) yield open;
      open = { ...row.person, patientId, hospital: file.hospital, hours: [row.hour] };
    }
  }
  if (open) yield open;
  else {
    const detail = "no hours: a file has a header and a line for each hour";
    throw new MalformedRecordError(file.name, lineNumber + 1, undefined, detail);
  }
}

/** The lines of each chunk together: a promise for every one of 1.2 million lines would cost as much as reading. */
async function* readLines(file: RecordFile, progress: ReadProgress): AsyncGenerator<string[]> {
  const before = progress.bytesRead;
  const bytes = createReadStream(file.path);
  const text = file.path.endsWith(".gz") ? bytes.pipe(createGunzip()) : bytes;
  if (text !== bytes) bytes.on("error", (error) => text.destroy(error));
  text.setEncoding("utf8");
  let rest = "";
  try {
    for await (const chunk of text) {
      progress.bytesRead = before + bytes.bytesRead;
      const lines = (rest + String(chunk)).split(LINE_END);
      rest = lines.pop() ?? "";
      yield lines;
    }
    if (rest !== "") yield [rest];
  } catch (cause) {
    const detail = `${file.name} cannot be read to its end: is it whole? Copy it again`;
    throw new AppError("unavailable", detail, { cause });
  } finally {
    // A reader that stops early (the replay takes 200 patients) leaves nothing open.
    bytes.destroy();
    text.destroy();
  }
}

interface OpenPatient extends IcuPatient {
  hours: IcuHour[];
}

function append(
  patient: OpenPatient,
  { hour }: RecordLine,
  fail: (column: string, detail: string) => never,
): void {
  const last = patient.hours.at(-1);
  if (last && hour.iculos !== last.iculos + 1) {
    fail("ICULOS", `hour ${hour.iculos} out of order: each line is one hour after the one before`);
  }
  if (last?.sepsisLabel === 1 && hour.sepsisLabel === 0) {
    fail("SepsisLabel", "goes back to 0: once sepsis is near, every later hour is labelled 1");
  }
  patient.hours.push(hour);
}
