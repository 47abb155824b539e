import type { EncounterId } from "#models/shared/ids";
import {
  medicalNumberIndex,
  medicalRecordIndex,
  visitNumberIndex,
} from "./encryption/blind-indexes";
import type { Identifiers } from "./encryption/identifiers";
import { bareNumbers } from "./patients";
import type { Queryable } from "./pool";

const FIND = `
  select encounter_id as "encounterId"
    from encounters
    join patients using (patient_id)
   where status <> 'cancelled'
     and ($1::bytea is null or visit_number_index = $1)
     and ($2::bytea[] = '{}'
          or medical_record_index = any($2)
          or medical_number_index = any($3::bytea[]))
     and admitted_at <= $4
     and coalesce(discharged_at, 'infinity') >= $5
   limit 2
`;

/** Whom a message names; at least one of the two must be said. */
export interface NamedPatient {
  visitNumber: string | undefined;
  /** "number^authority", or the number alone. */
  medicalRecords: readonly string[];
}

/**
 * The one encounter, in a bed or not, under way or ended, that the identifiers name and that covers
 * all of the time from `from` to `until`. Undefined when there is none, or more than one.
 */
export async function findEncounterDuring(
  db: Queryable,
  identifiers: Identifiers,
  { visitNumber, medicalRecords }: NamedPatient,
  { from, until }: { from: Date; until: Date },
): Promise<EncounterId | undefined> {
  if (visitNumber === undefined && medicalRecords.length === 0) return undefined;
  const { rows } = await db.query<{ encounterId: EncounterId }>(FIND, [
    visitNumber === undefined ? null : visitNumberIndex(identifiers, visitNumber),
    medicalRecords.map((record) => medicalRecordIndex(identifiers, record)),
    bareNumbers(medicalRecords).map((number) => medicalNumberIndex(identifiers, number)),
    from,
    until,
  ]);
  return rows.length === 1 ? rows[0]?.encounterId : undefined;
}

const FIND_OCCUPANT = `
  select encounter_id as "encounterId"
    from bed_stays
    join beds using (bed_id)
    join units using (unit_id)
    join encounters using (encounter_id)
   where units.code = $1
     and beds.label = $2
     and status <> 'cancelled'
     and during @> tstzrange($3, $4, '[]')
`;

/** Who lay in a bed for all of that time; the beds' constraint makes it one at most. */
export async function findOccupantDuring(
  db: Queryable,
  bed: { unitCode: string; bedLabel: string },
  { from, until }: { from: Date; until: Date },
): Promise<EncounterId | undefined> {
  const { rows } = await db.query<{ encounterId: EncounterId }>(FIND_OCCUPANT, [
    bed.unitCode,
    bed.bedLabel,
    from,
    until,
  ]);
  return rows[0]?.encounterId;
}
