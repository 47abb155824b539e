import type pg from "pg";
import type { Role } from "#models/access/role";
import { type AlertId, type BedId, type UnitId, UserId } from "#models/shared/ids";
import { MS_PER_HOUR } from "#models/shared/time-range";
import { admitMadeUpPatient } from "./made-up-patient";

/** A unit of one bed with a patient in it, everything that is kept of the patient, told apart by a letter. */
export interface Ward {
  unit: string;
  bed: string;
  patient: string;
  encounter: string;
  stay: string;
  alert: string;
  /** What the patient is called and known by. */
  names: string[];
  /** What is stored in place of names and numbers, in hexadecimal. */
  sealed: string[];
  recordIndex: string;
  visitIndex: string;
}

export async function addPerson(pool: pg.Pool, role: Role, { unit }: Ward): Promise<UserId> {
  const { rows } = await pool.query<{ userId: string }>(
    `with person as (
       insert into users (email, name, role, password_hash)
       values (gen_random_uuid() || '@wardcast.example', 'Some Body', $1, 'none') returning user_id
     )
     insert into user_units (user_id, unit_id) select user_id, $2 from person
     returning user_id as "userId"`,
    [role, unit],
  );
  return UserId.parse(rows[0]?.userId);
}

export async function addWard(pool: pg.Pool, letter: string): Promise<Ward> {
  const { rows } = await pool.query<{ unit: UnitId; bed: BedId }>(
    `with site as (
       insert into sites (code, name) values ($1, $1) returning site_id
     ), unit as (
       insert into units (site_id, code, name, kind) select site_id, $1, $1, 'ward' from site
       returning unit_id
     )
     insert into beds (unit_id, label) select unit_id, $1 from unit
     returning unit_id as unit, bed_id as bed`,
    [letter],
  );
  const [place] = rows;
  if (!place) throw new Error("no ward was made");
  const names = [`Record${letter}`, `Visit${letter}`, `Family${letter}`] as const;
  const [medicalRecord, visitNumber, familyName] = names;
  const { patientId, encounterId } = await admitMadeUpPatient(pool, {
    medicalRecord,
    visitNumber,
    familyName,
    bedId: place.bed,
    admittedAt: new Date(Date.now() - 2 * MS_PER_HOUR),
  });
  const alerts = await pool.query<{ alert: AlertId }>(
    `with alert as (
       insert into alerts
              (encounter_id, unit_id, bed_id, cause, priority, reason, raised_at, asked_at, due_at,
               assessed_at)
       values ($1, $2, $3, 'early-warning-score', 'high', '{}', now(), now(),
               now() + interval '5 minutes', now())
       returning alert_id, unit_id
     )
     insert into alert_events (alert_id, unit_id, step, phase, priority, at)
     select alert_id, unit_id, 'raised', 'raised', 'high', now() from alert
     returning alert_id as alert`,
    [encounterId, place.unit, place.bed],
  );
  const stays = await pool.query<{ stay: string }>(
    `select bed_stay_id as stay from bed_stays where encounter_id = $1`,
    [encounterId],
  );
  for (const sql of [
    `insert into vital_signs (observed_at, encounter_id, kind, value) values (now(), $1, 1, 77)`,
    `insert into laboratory_results (observed_at, encounter_id, kind, value)
     values (now(), $1, 101, 5)`,
    `insert into early_warning_scores
            (assessed_at, encounter_id, score, has_red_score, inputs_present, made_at)
     values (now(), $1, 3, false, 7, now())`,
    `insert into predictions
            (predicted_at, encounter_id, model_version, risk, threshold, input_digest, contributions)
     values (now(), $1, '1', 0.5, 0.4, 'x', '[]')`,
  ])
    await pool.query(sql, [encounterId]);
  const { rows: kept } = await pool.query<Pick<Ward, "sealed" | "recordIndex" | "visitIndex">>(
    `select array[encode(medical_record_sealed, 'hex'), encode(family_name_sealed, 'hex'),
                  encode(given_name_sealed, 'hex'), encode(visit_number_sealed, 'hex')] as sealed,
            encode(medical_record_index, 'hex') as "recordIndex",
            encode(visit_number_index, 'hex') as "visitIndex"
       from patients join encounters using (patient_id)
      where encounter_id = $1`,
    [encounterId],
  );
  const [sealed] = kept;
  if (!sealed) throw new Error("no patient was sealed");
  return {
    ...place,
    ...sealed,
    names: [...names],
    patient: patientId,
    encounter: encounterId,
    stay: stays.rows[0]?.stay ?? "",
    alert: alerts.rows[0]?.alert ?? "",
  };
}
