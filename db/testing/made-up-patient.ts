import { randomUUID } from "node:crypto";
import { type BedId, EncounterId, type PatientId } from "#models/shared/ids";
import { visitNumberIndex } from "../encryption/blind-indexes";
import type { Identifiers } from "../encryption/identifiers";
import { type Demographics, insertPatient } from "../patients";
import type { Queryable } from "../pool";
import { testIdentifiers } from "./test-identifiers";

export interface MadeUpPatient extends Partial<Demographics> {
  medicalRecord?: string;
  visitNumber?: string;
  encounterId?: EncounterId;
  admittedAt?: Date;
  /** Without one the patient lies nowhere. */
  bedId?: BedId;
}

const INSERT_ENCOUNTER = `
  insert into encounters (encounter_id, patient_id, visit_number_sealed, visit_number_index, class, admitted_at)
  values ($1, $2, $3, $4, 'inpatient', $5)
`;
const INSERT_STAY = `
  insert into bed_stays (encounter_id, bed_id, during) values ($1, $2, tstzrange($3, null))
`;

/** A patient with an active encounter, sealed as the ingest does it; what is not said is made up. */
export async function admitMadeUpPatient(
  db: Queryable,
  patient: MadeUpPatient = {},
  identifiers: Identifiers = testIdentifiers,
): Promise<{ patientId: PatientId; encounterId: EncounterId }> {
  const {
    medicalRecord = `${randomUUID()}^TEST`,
    visitNumber = randomUUID(),
    encounterId = EncounterId.parse(randomUUID()),
    admittedAt = new Date(),
    familyName = "Made-up",
    givenName = "Patient",
    bornOn,
    sex = "unknown",
  } = patient;
  const demographics = { familyName, givenName, bornOn, sex };
  const patientId = await insertPatient(db, identifiers, medicalRecord, demographics);
  await db.query(INSERT_ENCOUNTER, [
    encounterId,
    patientId,
    identifiers.seal("encounters.visit_number", encounterId, visitNumber),
    visitNumberIndex(identifiers, visitNumber),
    admittedAt,
  ]);
  if (patient.bedId) await db.query(INSERT_STAY, [encounterId, patient.bedId, admittedAt]);
  return { patientId, encounterId };
}
