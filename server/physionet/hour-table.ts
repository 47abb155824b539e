import { WARD_FEATURES } from "#models/deterioration/features";
import { ObservationWindow } from "#models/deterioration/observation-window";
import { LABEL_LEAD_HOURS } from "#models/deterioration/utility";
import type { LiveSigns } from "#models/realtime/board";
import { MS_PER_HOUR } from "#models/shared/time-range";
import { scoreEarlyWarning } from "#models/vitals/early-warning-score";
import { findVitalSignKind } from "#models/vitals/vital-sign";
import { CHALLENGE_FEATURES, ChallengeHistory } from "./challenge-features";
import { MEASURED_COLUMNS } from "./columns";
import type { Hospital, IcuPatient } from "./read-patients";

/** Every patient-hour of one part of the data, column by column; rows of a patient are together and in order. */
export interface HourTable {
  rows: number;
  /** [rows, features] */
  features: Float32Array;
  /** [rows, challenge features]: what only the challenge variant may see. */
  challenge: Float32Array;
  /** 1 from six hours before the onset of sepsis. */
  labels: Uint8Array;
  /** Hours from onset; NaN for a patient who never becomes septic. */
  hoursFromOnset: Float32Array;
  iculos: Int16Array;
  /** NEWS2 from what was measured; NaN when nothing was. */
  earlyWarning: Float32Array;
  patients: TablePatient[];
}

export interface TablePatient extends Pick<IcuPatient, "age" | "sex" | "unit"> {
  patientId: string;
  firstRow: number;
  rows: number;
  hospital: Hospital;
  isSeptic: boolean;
}

/** The large columns are in shared memory: the threads that train read them where they are. */
export const emptyTable = (rows: number): HourTable => ({
  rows: 0,
  features: sharedFloats(rows * WARD_FEATURES.length),
  challenge: sharedFloats(rows * CHALLENGE_FEATURES.length),
  labels: new Uint8Array(rows),
  hoursFromOnset: sharedFloats(rows),
  iculos: new Int16Array(rows),
  earlyWarning: new Float32Array(rows),
  patients: [],
});

/**
 * Observes a patient hour by hour as the ward would, and writes a row for each. What no body could show is
 * passed over, as the ward's door refuses it.
 */
export function appendPatient(
  table: HourTable,
  patient: IcuPatient,
  onHour: (window: ObservationWindow, at: number, row: number) => void = () => undefined,
): void {
  const window = new ObservationWindow();
  const history = new ChallengeHistory(patient);
  const signs: LiveSigns = {};
  const firstLabelled = patient.hours.find(({ sepsisLabel }) => sepsisLabel === 1)?.iculos;
  const onset = firstLabelled === undefined ? NaN : firstLabelled + LABEL_LEAD_HOURS;
  table.patients.push({
    patientId: patient.patientId,
    firstRow: table.rows,
    rows: patient.hours.length,
    hospital: patient.hospital,
    isSeptic: firstLabelled !== undefined,
    age: patient.age,
    sex: patient.sex,
    unit: patient.unit,
  });

  for (const hour of patient.hours) {
    const { iculos, values, sepsisLabel } = hour;
    const at = iculos * MS_PER_HOUR;
    for (const [column, { id, min, max }] of MEASURED_COLUMNS.entries()) {
      const value = values[column] ?? NaN;
      if (!(value >= min && value <= max)) continue;
      window.observe(id, at, value);
      const kind = findVitalSignKind(id);
      if (kind) signs[kind] = { value, observedAt: at };
    }
    const row = table.rows;
    WARD_FEATURES.write(window, patient, at, table.features, row * WARD_FEATURES.length);
    history.write(hour, table.challenge, row * CHALLENGE_FEATURES.length);
    table.labels[row] = sepsisLabel ?? 0;
    table.hoursFromOnset[row] = iculos - onset;
    table.iculos[row] = iculos;
    table.earlyWarning[row] = scoreEarlyWarning(signs, { at, oxygenScale: 1 })?.total ?? NaN;
    onHour(window, at, row);
    table.rows += 1;
  }
}

const sharedFloats = (length: number): Float32Array =>
  new Float32Array(new SharedArrayBuffer(length * Float32Array.BYTES_PER_ELEMENT));

/** The hours of one hospital's patients, as a table of their own. */
export function onlyHospital(table: HourTable, hospital: Hospital): HourTable {
  const patients = table.patients.filter((patient) => patient.hospital === hospital);
  const part = emptyTable(patients.reduce((sum, { rows }) => sum + rows, 0));
  for (const { firstRow, rows, ...patient } of patients) {
    const end = firstRow + rows;
    const to = part.rows;
    const width = WARD_FEATURES.length;
    const more = CHALLENGE_FEATURES.length;
    part.features.set(table.features.subarray(firstRow * width, end * width), to * width);
    part.challenge.set(table.challenge.subarray(firstRow * more, end * more), to * more);
    part.labels.set(table.labels.subarray(firstRow, end), to);
    part.hoursFromOnset.set(table.hoursFromOnset.subarray(firstRow, end), to);
    part.iculos.set(table.iculos.subarray(firstRow, end), to);
    part.earlyWarning.set(table.earlyWarning.subarray(firstRow, end), to);
    part.patients.push({ ...patient, firstRow: to, rows });
    part.rows += rows;
  }
  return part;
}
