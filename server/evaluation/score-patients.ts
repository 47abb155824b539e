import type { Sex } from "#models/encounters/demographics";
import type { PatientHours } from "#models/deterioration/alarm-burden";
import { appendPatient, emptyTable } from "../physionet/hour-table";
import {
  readPatients,
  type Hospital,
  type IcuPatient,
  type IcuUnit,
} from "../physionet/read-patients";
import type { MethodName, PatientChunk, Scorers } from "./hourly-scorer";
import type { SurveyedPatient } from "./survey-records";

export interface ScoredPatient extends PatientHours {
  patientId: string;
  hospital: Hospital;
  age: number | undefined;
  sex: Sex;
  unit: IcuUnit | undefined;
}

/** Every hour of the chosen patients, column by column; features are not kept. */
export interface ScoredHours {
  patients: readonly ScoredPatient[];
  labels: Uint8Array;
  hoursFromOnset: Float32Array;
  iculos: Int16Array;
  scores: ReadonlyMap<MethodName, Float32Array>;
}

/** About as many hours as are in memory with their features at a time. */
const CHUNK_HOURS = 16_384;

/**
 * Reads and scores the chosen patients a few hundred at a time; `onChunk` sees each when it is scored, and must be
 * done with it when its promise is: the next chunk is written over it.
 */
export async function scorePatients(
  dir: string,
  {
    chosen,
    scorers,
    onChunk = () => Promise.resolve(),
    onProgress = () => undefined,
  }: {
    chosen: readonly SurveyedPatient[];
    scorers: Scorers;
    onChunk?: (chunk: PatientChunk, scores: ReadonlyMap<MethodName, Float32Array>) => Promise<void>;
    onProgress?: (done: number, of: number) => void;
  },
): Promise<ScoredHours> {
  const rows = chosen.reduce((sum, { hours }) => sum + hours, 0);
  const patients: ScoredPatient[] = [];
  const scores = new Map([...scorers.keys()].map((name) => [name, new Float32Array(rows)]));
  const scored = {
    labels: new Uint8Array(rows),
    hoursFromOnset: new Float32Array(rows),
    iculos: new Int16Array(rows),
  };
  let at = 0;
  for await (const chunk of chunksOf(dir, chosen)) {
    const { table } = chunk;
    scored.labels.set(table.labels.subarray(0, table.rows), at);
    scored.hoursFromOnset.set(table.hoursFromOnset.subarray(0, table.rows), at);
    scored.iculos.set(table.iculos.subarray(0, table.rows), at);
    const its = new Map([...scorers].map(([name, scorer]) => [name, scorer.score(chunk)]));
    for (const [name, chunkScores] of its) scores.get(name)?.set(chunkScores, at);
    for (const [index, { firstRow, rows: hours, isSeptic }] of table.patients.entries()) {
      const patient = chunk.patients[index];
      if (!patient) throw new RangeError("a table holds the patients of its chunk");
      const { patientId, hospital, age, sex, unit } = patient;
      const place = { firstRow: at + firstRow, rows: hours, isSeptic };
      patients.push({ ...place, patientId, hospital, age, sex, unit });
    }
    at += table.rows;
    await onChunk(chunk, its);
    onProgress(patients.length, chosen.length);
  }
  return { ...scored, patients, scores };
}

/** One table serves all chunks: its large columns are shared memory, which is collected far too late. */
async function* chunksOf(
  dir: string,
  chosen: readonly SurveyedPatient[],
): AsyncGenerator<PatientChunk> {
  const wanted = new Set(chosen.map(({ patientId }) => patientId));
  const longest = chosen.reduce((most, { hours }) => Math.max(most, hours), 0);
  const table = emptyTable(CHUNK_HOURS + longest);
  let patients: IcuPatient[] = [];
  for await (const patient of readPatients(dir)) {
    if (!wanted.has(patient.patientId)) continue;
    patients.push(patient);
    appendPatient(table, patient);
    if (table.rows < CHUNK_HOURS) continue;
    yield { table, patients };
    patients = [];
    table.patients = [];
    table.rows = 0;
  }
  if (patients.length > 0) yield { table, patients };
}
