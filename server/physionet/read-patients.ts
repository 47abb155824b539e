import { stat } from "node:fs/promises";
import { join } from "node:path";
import type { Sex } from "#models/encounters/demographics";
import { gzippedLines } from "../gzipped-lines";
import { HEADER, MEASURED_COLUMNS } from "./columns";

export type Hospital = "A" | "B";

export interface IcuHour {
  /** Hours in intensive care, from 1; some records begin later. */
  iculos: number;
  /** One for each of `MEASURED_COLUMNS`, in our units as sent; NaN where not measured. */
  values: Float64Array;
  /** 1 from six hours before the onset of sepsis. */
  sepsisLabel: 0 | 1;
}

export interface IcuPatient {
  patientId: string;
  hospital: Hospital;
  age: number | undefined;
  sex: Sex;
  /** Hours in hospital before intensive care; NaN when not known. Only the challenge variant may see it. */
  hoursBeforeUnit: number;
  /** The kind of unit, where the hospital tells it. Only the challenge variant may see it. */
  unit: "medical" | "surgical" | undefined;
  hours: readonly IcuHour[];
}

export interface ReadProgress {
  /** Compressed bytes, so that a bar can be drawn before the end is known. */
  bytesRead: number;
  bytesTotal: number;
  patients: number;
}

const FILES: readonly { hospital: Hospital; name: string }[] = [
  { hospital: "A", name: "setA.csv.gz" },
  { hospital: "B", name: "setB.csv.gz" },
];

/** The file is not what we were promised; reading on would train on nonsense. */
export class MalformedRecordError extends Error {
  override readonly name = "MalformedRecordError";
  constructor(file: string, line: number, detail: string) {
    super(`${file} line ${line}: ${detail}`);
  }
}

/**
 * Reads the ICU records of `setA.csv.gz` and `setB.csv.gz` in file order, one patient at a time, so that
 * 1.2 million hours never have to be in memory at once. Throws `MalformedRecordError` at the first
 * line that is not as documented.
 */
export async function* readPatients(
  dir: string,
  {
    hospitals = ["A", "B"],
    onProgress,
  }: { hospitals?: readonly Hospital[]; onProgress?: (progress: ReadProgress) => void } = {},
): AsyncGenerator<IcuPatient> {
  const files = FILES.filter(({ hospital }) => hospitals.includes(hospital));
  const sizes = await Promise.all(
    files.map(async ({ name }) => (await stat(join(dir, name))).size),
  );
  const progress: ReadProgress = {
    bytesRead: 0,
    bytesTotal: sizes.reduce((sum, size) => sum + size, 0),
    patients: 0,
  };
  for (const { hospital, name } of files) {
    for await (const patient of readFile(dir, name, hospital, progress)) {
      progress.patients += 1;
      if (progress.patients % 250 === 0) onProgress?.(progress);
      yield patient;
    }
  }
  onProgress?.(progress);
}

async function* readFile(
  dir: string,
  name: string,
  hospital: Hospital,
  progress: ReadProgress,
): AsyncGenerator<IcuPatient> {
  const lines = gzippedLines(join(dir, name), (bytes) => {
    progress.bytesRead += bytes;
  });

  const seen = new Set<string>();
  let open: OpenPatient | undefined;
  let lineNumber = 0;
  for await (const line of lines) {
    lineNumber += 1;
    const fail = (detail: string): never => {
      throw new MalformedRecordError(name, lineNumber, detail);
    };
    if (lineNumber === 1) {
      if (line !== HEADER.join(",")) fail("unexpected header");
      continue;
    }
    const row = parseRow(line, fail);
    if (open && open.patientId === row.patientId) {
      append(open, row, fail);
      continue;
    }
    if (seen.has(row.patientId)) fail(`patient ${row.patientId} is not in one piece`);
    seen.add(row.patientId);
    if (open) yield open;
    open = { ...row.person, hospital, patientId: row.patientId, hours: [row.hour] };
  }
  if (open) yield open;
}

interface OpenPatient extends IcuPatient {
  hours: IcuHour[];
}

interface Row {
  patientId: string;
  person: Omit<IcuPatient, "patientId" | "hospital" | "hours">;
  hour: IcuHour;
}

function append(patient: OpenPatient, row: Row, fail: (detail: string) => never): void {
  const last = patient.hours.at(-1);
  if (last && row.hour.iculos !== last.iculos + 1) fail(`hour ${row.hour.iculos} out of order`);
  patient.hours.push(row.hour);
}

const AGE = 1 + MEASURED_COLUMNS.length;
const GENDER = AGE + 1;
const MEDICAL_UNIT = AGE + 2;
const SURGICAL_UNIT = AGE + 3;
const ADMISSION = AGE + 4;
const ICULOS = AGE + 5;
const LABEL = AGE + 6;

function parseRow(line: string, fail: (detail: string) => never): Row {
  const cells = line.split(",");
  if (cells.length !== HEADER.length) fail(`${cells.length} fields, expected ${HEADER.length}`);
  const text = (index: number): string => cells[index] ?? "";
  const number = (index: number): number => {
    const cell = text(index);
    if (cell === "") return NaN;
    const value = Number(cell);
    return Number.isFinite(value) ? value : fail(`${HEADER[index]} is not a number`);
  };

  const patientId = text(0);
  if (!/^p\d{6}$/.test(patientId)) fail("malformed patient");
  const iculos = number(ICULOS);
  if (!Number.isInteger(iculos) || iculos < 1) fail("malformed ICULOS");
  const label = text(LABEL);
  if (label !== "0" && label !== "1") return fail("malformed SepsisLabel");

  const values = new Float64Array(MEASURED_COLUMNS.length);
  for (const [index, { factor }] of MEASURED_COLUMNS.entries()) {
    values[index] = inOurUnit(number(index + 1), factor);
  }
  const age = number(AGE);
  return {
    patientId,
    person: {
      age: Number.isNaN(age) ? undefined : age,
      sex: sexOf(text(GENDER), fail),
      hoursBeforeUnit: -number(ADMISSION),
      unit: unitOf(text(MEDICAL_UNIT), text(SURGICAL_UNIT)),
    },
    hour: { iculos, values, sepsisLabel: label === "1" ? 1 : 0 },
  };
}

/** Rounded where it was multiplied: 0.55 × 100 is 55.00000000000001, and would be sent so. */
const inOurUnit = (value: number, factor: number): number =>
  factor === 1 ? value : Math.round(value * factor * 1000) / 1000;

function unitOf(medical: string, surgical: string): IcuPatient["unit"] {
  if (Number(medical) === 1) return "medical";
  return Number(surgical) === 1 ? "surgical" : undefined;
}

function sexOf(gender: string, fail: (detail: string) => never): Sex {
  if (gender === "0") return "female";
  if (gender === "1") return "male";
  return gender === "" ? "unknown" : fail("malformed Gender");
}
