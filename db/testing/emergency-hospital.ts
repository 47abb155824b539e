import { randomUUID } from "node:crypto";
import type pg from "pg";
import {
  EmergencyAccessId,
  type BedId,
  type EncounterId,
  type SessionId,
  UnitId,
  type UserId,
} from "#models/shared/ids";
import type { Role } from "#models/access/role";
import { MS_PER_DAY } from "#models/shared/time-range";
import type { FieldCipher } from "../encryption/field-cipher";
import { createSession } from "../sessions";
import { createUser } from "../users";
import { admitMadeUpPatient } from "./made-up-patient";
import { testIdentifiers } from "./test-identifiers";

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
  return {
    cipher: testIdentifiers,
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
  const { rows } = await pool.query<{ bedId: BedId }>(
    `select bed_id as "bedId" from beds where unit_id = $1 and label = $2`,
    [unitId, bedLabel],
  );
  const record = randomUUID();
  const { encounterId } = await admitMadeUpPatient(pool, {
    medicalRecord: `${record}^TEST`,
    admittedAt: new Date(Date.now() - MS_PER_DAY),
    ...(rows[0] && { bedId: rows[0].bedId }),
  });
  return { encounterId, record };
}
