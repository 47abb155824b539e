import { ageInYears, type Sex } from "#models/encounters/demographics";
import type { BedId, EncounterId, UserId } from "#models/shared/ids";
import type { Identifiers } from "./encryption/identifiers";
import { openPerson, type SealedPerson } from "./patients";
import type { Queryable } from "./pool";

/** An encounter as its own page introduces it. */
export interface EncounterSummary {
  encounterId: EncounterId;
  /** Null when it cannot be opened. */
  name: string | null;
  /** Whole years; undefined when the birth date is unknown or cannot be opened. */
  age: number | undefined;
  sex: Sex;
  status: "active" | "discharged" | "cancelled";
  admittedAt: Date;
  dischargedAt: Date | undefined;
  /** Where the person is now; undefined when in no bed. */
  bedId: BedId | undefined;
  bedLabel: string | undefined;
  oxygenScale: 1 | 2;
  /** Who prescribed the scale and when; undefined as long as it is the one everybody starts with. */
  prescription: { by: string; at: Date } | undefined;
}

interface SummaryRow extends SealedPerson {
  encounterId: EncounterId;
  sex: Sex;
  status: EncounterSummary["status"];
  admittedAt: Date;
  dischargedAt: Date | null;
  bedId: BedId | null;
  bedLabel: string | null;
  oxygenScale: 1 | 2;
  prescribedBy: string | null;
  prescribedAt: Date | null;
}

const ENCOUNTER_SUMMARY = `
  select encounter.encounter_id as "encounterId",
         patient.patient_id as "patientId",
         patient.family_name_sealed as "familyName",
         patient.given_name_sealed as "givenName",
         patient.birth_on_sealed as "birthOn",
         patient.sex,
         encounter.status,
         encounter.admitted_at as "admittedAt",
         encounter.discharged_at as "dischargedAt",
         bed.bed_id as "bedId",
         bed.label as "bedLabel",
         encounter.oxygen_scale as "oxygenScale",
         prescriber.name as "prescribedBy",
         encounter.oxygen_scale_prescribed_at as "prescribedAt"
    from encounters as encounter
    join patients as patient using (patient_id)
    left join bed_stays as stay
      on stay.encounter_id = encounter.encounter_id
     and upper_inf(stay.during)
    left join beds as bed on bed.bed_id = stay.bed_id
    left join users as prescriber on prescriber.user_id = encounter.oxygen_scale_prescribed_by
   where encounter.encounter_id = $1
`;

export async function findEncounterSummary(
  db: Queryable,
  identifiers: Identifiers,
  encounterId: EncounterId,
  now: Date,
): Promise<EncounterSummary | undefined> {
  const { rows } = await db.query<SummaryRow>(ENCOUNTER_SUMMARY, [encounterId]);
  const row = rows[0];
  if (!row) return undefined;

  await identifiers.ready(db, rows);
  const { name, birthOn } = openPerson(identifiers, row);
  const { encounterId: id, sex, status, admittedAt, oxygenScale, prescribedBy, prescribedAt } = row;
  return {
    encounterId: id,
    name,
    age: ageInYears(birthOn ?? undefined, now),
    sex,
    status,
    admittedAt,
    dischargedAt: row.dischargedAt ?? undefined,
    bedId: row.bedId ?? undefined,
    bedLabel: row.bedLabel ?? undefined,
    oxygenScale,
    prescription: prescribedBy && prescribedAt ? { by: prescribedBy, at: prescribedAt } : undefined,
  };
}

// The streaming server hears of it at the commit, and scores by the new scale from then on.
const PRESCRIBE_OXYGEN_SCALE = `
  with prescribed as (
    update encounters
       set oxygen_scale = $2,
           oxygen_scale_prescribed_by = $3,
           oxygen_scale_prescribed_at = $4,
           updated_at = $4
     where encounter_id = $1
       and status = 'active'
    returning encounter_id
  )
  select pg_notify('encounter_changed', encounter_id::text)
    from prescribed
`;

/** Records who prescribed which NEWS2 oxygen scale, and when. False when the encounter is not active. */
export async function prescribeOxygenScale(
  db: Queryable,
  encounterId: EncounterId,
  { scale, by, at }: { scale: 1 | 2; by: UserId; at: Date },
): Promise<boolean> {
  const { rowCount } = await db.query(PRESCRIBE_OXYGEN_SCALE, [encounterId, scale, by, at]);
  return rowCount === 1;
}
