import { randomUUID } from "node:crypto";
import type { Sex } from "#models/encounters/demographics";
import { PatientId } from "#models/shared/ids";
import { medicalNumberIndex, medicalRecordIndex } from "./encryption/blind-indexes";
import type { Identifiers } from "./encryption/identifiers";
import type { Queryable } from "./pool";

export interface Demographics {
  familyName: string;
  givenName: string;
  bornOn: string | undefined;
  sex: Sex;
}

/** Of a patient what is sealed and shown, as queries read it: see `openPerson`. */
export interface SealedPerson {
  patientId: PatientId;
  familyName: Buffer;
  givenName: Buffer;
  birthOn: Buffer | null;
}

export interface OpenedPerson {
  /** "Family, Given"; null when it cannot be opened. */
  name: string | null;
  /** Calendar date, as yyyy-mm-dd; null when it is unknown or cannot be opened. */
  birthOn: string | null;
}

/** To be called once the identifiers are `ready` for the row. */
export function openPerson(
  { tryOpen }: Identifiers,
  { patientId, familyName, givenName, birthOn }: SealedPerson,
): OpenedPerson {
  const family = tryOpen("patients.family_name", patientId, familyName);
  const given = tryOpen("patients.given_name", patientId, givenName);
  return {
    name: family === null || given === null ? null : `${family}, ${given}`,
    birthOn: birthOn && tryOpen("patients.birth_on", patientId, birthOn),
  };
}

/** A record without its authority matches the one patient who has that number, whatever the authority. */
const FIND = `
  select patient_id as "patientId"
    from patients
   where medical_record_index = any($1::bytea[])
`;
const FIND_BY_NUMBER = `
  select patient_id as "patientId"
    from patients
   where medical_number_index = any($1::bytea[])
   limit 2
`;

/** Whom the record numbers name: nobody, one, or several when they contradict each other. */
export async function findPatients(
  db: Queryable,
  identifiers: Identifiers,
  medicalRecords: readonly string[],
): Promise<PatientId[]> {
  const records = medicalRecords.map((record) => medicalRecordIndex(identifiers, record));
  const exact = await db.query<{ patientId: PatientId }>(FIND, [records]);
  if (exact.rows.length > 0) return exact.rows.map(({ patientId }) => patientId);

  const numbers = bareNumbers(medicalRecords).map((each) => medicalNumberIndex(identifiers, each));
  if (numbers.length === 0) return [];
  const byNumber = await db.query<{ patientId: PatientId }>(FIND_BY_NUMBER, [numbers]);
  return byNumber.rows.map(({ patientId }) => patientId);
}

/** Those that came without an authority. */
export const bareNumbers = (medicalRecords: readonly string[]): string[] =>
  medicalRecords.filter((record) => !record.includes("^"));

const INSERT = `
  insert into patients (patient_id, medical_record_sealed, medical_record_index, medical_number_index,
                        family_name_sealed, given_name_sealed, birth_on_sealed, sex)
  values ($1, $2, $3, $4, $5, $6, $7, $8)
`;

/** The id is made here, for what is sealed is bound to it. */
export async function insertPatient(
  db: Queryable,
  identifiers: Identifiers,
  medicalRecord: string,
  { familyName, givenName, bornOn, sex }: Demographics,
): Promise<PatientId> {
  const { seal } = identifiers;
  const patientId = PatientId.parse(randomUUID());
  await db.query(INSERT, [
    patientId,
    seal("patients.medical_record", patientId, medicalRecord),
    medicalRecordIndex(identifiers, medicalRecord),
    medicalNumberIndex(identifiers, medicalRecord),
    seal("patients.family_name", patientId, familyName),
    seal("patients.given_name", patientId, givenName),
    bornOn === undefined ? null : seal("patients.birth_on", patientId, bornOn),
    sex,
  ]);
  return patientId;
}

const UPDATE = `
  update patients
     set family_name_sealed = coalesce($2, family_name_sealed),
         given_name_sealed = coalesce($3, given_name_sealed),
         birth_on_sealed = coalesce($4, birth_on_sealed),
         sex = case when $5 = 'unknown' then sex else $5 end,
         updated_at = now()
   where patient_id = $1
`;

/** An empty field in a message means "not said", so it never erases what is known. */
export async function updateDemographics(
  db: Queryable,
  { seal }: Identifiers,
  patientId: PatientId,
  { familyName, givenName, bornOn, sex }: Demographics,
): Promise<void> {
  await db.query(UPDATE, [
    patientId,
    familyName === "" ? null : seal("patients.family_name", patientId, familyName),
    givenName === "" ? null : seal("patients.given_name", patientId, givenName),
    bornOn === undefined ? null : seal("patients.birth_on", patientId, bornOn),
    sex,
  ]);
}
