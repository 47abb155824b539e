import type pg from "pg";
import type { Role } from "#models/access/role";
import { UserId } from "#models/shared/ids";

/** A unit of one bed with a patient in it, everything that is kept of the patient, told apart by a letter. */
export interface Ward {
  unit: string;
  bed: string;
  patient: string;
  encounter: string;
  stay: string;
  alert: string;
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
  const { rows } = await pool.query<Ward>(
    `with site as (
       insert into sites (code, name) values ($1, $1) returning site_id
     ), unit as (
       insert into units (site_id, code, name, kind) select site_id, $1, $1, 'ward' from site
       returning unit_id
     ), bed as (
       insert into beds (unit_id, label) select unit_id, $1 from unit returning bed_id
     ), patient as (
       insert into patients (medical_record, family_name, given_name)
       values ('R' || $1, 'Family' || $1, 'Given') returning patient_id
     ), encounter as (
       insert into encounters (patient_id, visit_number, class, admitted_at)
       select patient_id, 'V' || $1, 'inpatient', now() - interval '2 hours' from patient
       returning encounter_id
     ), alert as (
       insert into alerts
              (encounter_id, unit_id, bed_id, cause, priority, reason, raised_at, assessed_at)
       select encounter_id, unit.unit_id, bed_id, 'early-warning-score', 'high', '{}', now(), now()
         from encounter, unit, bed
       returning alert_id, unit_id
     ), event as (
       insert into alert_events (alert_id, unit_id, step, priority, at)
       select alert_id, unit_id, 'raised', 'high', now() from alert
     )
     select unit.unit_id as unit, bed_id as bed, patient_id as patient, encounter_id as encounter,
            alert_id as alert
       from unit, bed, patient, encounter, alert`,
    [letter],
  );
  const [ward] = rows;
  if (!ward) throw new Error("no ward was made");
  const stays = await pool.query<{ stay: string }>(
    `insert into bed_stays (encounter_id, bed_id, during)
     values ($1, $2, tstzrange(now() - interval '2 hours', null)) returning bed_stay_id as stay`,
    [ward.encounter, ward.bed],
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
    await pool.query(sql, [ward.encounter]);
  return { ...ward, stay: stays.rows[0]?.stay ?? "" };
}
