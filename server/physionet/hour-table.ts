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
  patients: {
    patientId: string;
    firstRow: number;
    rows: number;
    hospital: Hospital;
    isSeptic: boolean;
  }[];
}

export const emptyTable = (rows: number): HourTable => ({
  rows: 0,
  features: new Float32Array(rows * WARD_FEATURES.length),
  challenge: new Float32Array(rows * CHALLENGE_FEATURES.length),
  labels: new Uint8Array(rows),
  hoursFromOnset: new Float32Array(rows),
  iculos: new Int16Array(rows),
  earlyWarning: new Float32Array(rows),
  patients: [],
});

/**
 * Observes a patient hour by hour as the ward would, and writes a row for each. What no body could show is
 * passed over, as the ward's door refuses it.
 */
export function appendPatient(table: HourTable, patient: IcuPatient): void {
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
    table.labels[row] = sepsisLabel;
    table.hoursFromOnset[row] = iculos - onset;
    table.iculos[row] = iculos;
    table.earlyWarning[row] = scoreEarlyWarning(signs, { at, oxygenScale: 1 })?.total ?? NaN;
    table.rows += 1;
  }
}
