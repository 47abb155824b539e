import type { Sex } from "#models/encounters/demographics";
import { HEADER, LABEL_COLUMN, MEASURED_COLUMNS, PATIENT_COLUMN } from "./columns";

export type IcuUnit = "medical" | "surgical";

export interface IcuHour {
  /** Hours in intensive care, from 1; some records begin later. */
  iculos: number;
  /** One for each of `MEASURED_COLUMNS`, in our units as sent; NaN where not measured. */
  values: Float64Array;
  /** 1 from six hours before the onset of sepsis; undefined in records without labels. */
  sepsisLabel: 0 | 1 | undefined;
}

export interface Person {
  age: number | undefined;
  sex: Sex;
  /** The kind of unit, where the hospital tells it. Only the challenge variant may see it. */
  unit: IcuUnit | undefined;
  /** Hours in hospital before intensive care; NaN when not known. Only the challenge variant may see it. */
  hoursBeforeUnit: number;
}

export interface RecordLine {
  /** Undefined in a file of one patient, which has no such column. */
  patientId: string | undefined;
  person: Person;
  hour: IcuHour;
}

/** The file is not what we were promised; reading on would train or measure on nonsense. */
export class MalformedRecordError extends Error {
  override readonly name = "MalformedRecordError";
  constructor(file: string, line: number, column: string | undefined, detail: string) {
    super(`${file} line ${line}${column === undefined ? "" : `, column ${column}`}: ${detail}`);
  }
}

/** Where each column stands in the lines of one file. */
export interface LineFormat {
  file: string;
  separator: string;
  columns: readonly string[];
  hasPatient: boolean;
  hasLabels: boolean;
}

/** Reads the header. Labels may be absent, anything else must be as documented and in its order. */
export function parseHeader(
  file: string,
  line: string,
  layout: { separator: string; hasPatient: boolean },
): LineFormat {
  const columns = line.split(layout.separator);
  const expected = layout.hasPatient ? HEADER : HEADER.slice(1);
  const hasLabels = columns.length !== expected.length - 1;
  const wanted = hasLabels ? expected : expected.slice(0, -1);
  for (const [index, column] of wanted.entries()) {
    if (columns[index] === column) continue;
    const detail = `unexpected header, ${columns[index] === undefined ? "nothing" : "another column"} where ${column} should be. The columns are ${expected.join(layout.separator)}, and only ${LABEL_COLUMN} may be left out`;
    throw new MalformedRecordError(file, 1, String(index + 1), detail);
  }
  if (columns.length > wanted.length) {
    const detail = `unexpected header, more than the ${wanted.length} columns: remove what follows ${LABEL_COLUMN}`;
    throw new MalformedRecordError(file, 1, String(wanted.length + 1), detail);
  }
  return { file, ...layout, columns, hasLabels };
}

const PATIENT = /^p\d{6}$/;
const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** Reads one hour. Missing is an empty cell or `NaN`, as the challenge writes it. */
export function parseLine(format: LineFormat, text: string, lineNumber: number): RecordLine {
  const cells = text.split(format.separator);
  const { columns, hasPatient, hasLabels } = format;
  const fail = (column: string | undefined, detail: string): never => {
    throw new MalformedRecordError(format.file, lineNumber, column, detail);
  };
  if (cells.length !== columns.length) {
    fail(undefined, `${cells.length} fields, expected ${columns.length}: is the line cut off?`);
  }
  const first = hasPatient ? 1 : 0;
  const number = (index: number): number => {
    const cell = cells[index];
    if (cell === undefined || cell === "" || cell === "NaN") return NaN;
    const value = NUMBER.test(cell) ? Number(cell) : NaN;
    if (Number.isFinite(value)) return value;
    return fail(columns[index], "not a number: leave it empty or NaN where nothing was measured");
  };
  /** 0, 1, or undefined for missing. */
  const bit = (index: number, otherwise: string): 0 | 1 | undefined => {
    const value = number(index);
    if (value === 0 || value === 1) return value;
    return Number.isNaN(value) ? undefined : fail(columns[index], otherwise);
  };

  const patientId = hasPatient ? (cells[0] ?? "") : undefined;
  if (patientId !== undefined && !PATIENT.test(patientId)) {
    fail(PATIENT_COLUMN, "not a patient's number: p and six digits");
  }
  const values = new Float64Array(MEASURED_COLUMNS.length);
  for (const [index, { factor }] of MEASURED_COLUMNS.entries()) {
    values[index] = inOurUnit(number(first + index), factor);
  }
  const age = first + MEASURED_COLUMNS.length;
  const iculos = number(age + 5);
  if (!Number.isInteger(iculos) || iculos < 1) {
    fail(columns[age + 5], "not a whole hour from 1: the hour of the stay is needed in every line");
  }
  const sepsisLabel = hasLabels ? bit(age + 6, "neither 0 nor 1") : undefined;
  if (hasLabels && sepsisLabel === undefined) {
    fail(LABEL_COLUMN, "missing: label every hour, or leave the whole column out");
  }
  return {
    patientId,
    person: {
      age: known(number(age)),
      sex: sexOf(bit(age + 1, "neither 0 (female) nor 1 (male)")),
      unit: unitOf(bit(age + 2, "neither 0 nor 1"), bit(age + 3, "neither 0 nor 1")),
      hoursBeforeUnit: -number(age + 4),
    },
    hour: { iculos, values, sepsisLabel },
  };
}

/** Rounded where it was multiplied: 0.55 × 100 is 55.00000000000001, and would be sent so. */
const inOurUnit = (value: number, factor: number): number =>
  factor === 1 ? value : Math.round(value * factor * 1000) / 1000;

const known = (value: number): number | undefined => (Number.isNaN(value) ? undefined : value);

function sexOf(gender: 0 | 1 | undefined): Sex {
  if (gender === undefined) return "unknown";
  return gender === 1 ? "male" : "female";
}

/** `Unit1` is medical and `Unit2` surgical intensive care; neither, both or nothing is not known. */
function unitOf(unit1: 0 | 1 | undefined, unit2: 0 | 1 | undefined): IcuUnit | undefined {
  if (unit1 === 1 && unit2 !== 1) return "medical";
  return unit2 === 1 && unit1 !== 1 ? "surgical" : undefined;
}
