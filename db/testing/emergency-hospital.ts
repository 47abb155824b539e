import { randomBytes, randomUUID } from "node:crypto";
import type pg from "pg";
import {
  EmergencyAccessId,
  EncounterId,
  type SessionId,
  UnitId,
  type UserId,
} from "#models/shared/ids";
import type { Role } from "#models/access/role";
import { createFieldCipher, type FieldCipher } from "../encryption/field-cipher";
import { createSession } from "../sessions";
import { createUser } from "../users";

/** Two units of two beds, and people and patients on demand: what tests of emergency access need. */
export interface EmergencyHospital {
  cipher: FieldCipher;
  one: UnitId;
  two: UnitId;
  person(role: Role, ...unitIds: UnitId[]): Promise<Person>;
  patient(unitId: UnitId, bedLabel: string): Promise<{ encounterId: EncounterId; record: string }>;
}

export interface Person {
  userId: UserId;
  sessionId: SessionId;
}

export const newAccessId = (): EmergencyAccessId => EmergencyAccessId.parse(randomUUID());

export async function emergencyHospital(pool: pg.Pool): Promise<EmergencyHospital> {
  const [one, two] = [await addUnit(pool, "One"), await addUnit(pool, "Two")];
  const key = randomBytes(32);
  return {
    cipher: createFieldCipher(() => ({
      current: 1,
      byVersion: new Map([[1, key]]),
      indexKey: randomBytes(32),
    })),
    one,
    two,
    person: (role, ...unitIds) => addPerson(pool, role, unitIds),
    patient: (unitId, bedLabel) => addPatient(pool, unitId, bedLabel),
  };
}

async function addUnit(pool: pg.Pool, name: string): Promise<UnitId> {
  const { rows } = await pool.query<{ unitId: string }>(
    `with site as (
       insert into sites (code, name) values ($1, $1) returning site_id
     ), unit as (
       insert into units (site_id, code, name, kind)
       select site_id, $1, $1, 'ward' from site returning unit_id
     ), bed as (
       insert into beds (unit_id, label) select unit_id, label from unit, (values ('01'), ('02')) as labels (label)
     )
     select unit_id as "unitId" from unit`,
    [name],
  );
  return UnitId.parse(rows[0]?.unitId);
}

async function addPerson(pool: pg.Pool, role: Role, unitIds: UnitId[]): Promise<Person> {
  const userId = await createUser(pool, {
    email: `${randomUUID()}@wards.example`,
    name: `Person of ${role}`,
    role,
    unitIds,
    passwordHash: "unused",
  });
  const limits = { idleMinutes: 15, absoluteHours: 1 };
  return { userId, sessionId: await createSession(pool, userId, limits, new Date()) };
}

async function addPatient(pool: pg.Pool, unitId: UnitId, bedLabel: string) {
  const record = randomUUID();
  const { rows } = await pool.query<{ encounterId: string }>(
    `with patient as (
       insert into patients (medical_record, family_name, given_name)
       values ($1 || '^TEST', 'Made-up', 'Person') returning patient_id
     ), encounter as (
       insert into encounters (patient_id, visit_number, class, admitted_at)
       select patient_id, $1, 'inpatient', now() - interval '1 day' from patient
       returning encounter_id
     )
     insert into bed_stays (encounter_id, bed_id, during)
     select encounter_id, bed_id, tstzrange(now() - interval '1 day', null)
       from encounter, beds where unit_id = $2 and label = $3
     returning encounter_id as "encounterId"`,
    [record, unitId, bedLabel],
  );
  return { encounterId: EncounterId.parse(rows[0]?.encounterId), record };
}
