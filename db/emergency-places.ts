import type { BedId, EncounterId, UnitId } from "#models/shared/ids";
import { medicalNumberIndex, medicalRecordIndex } from "./encryption/blind-indexes";
import type { FieldCipher } from "./encryption/field-cipher";
import type { Queryable } from "./pool";

/** Where a patient is, and nothing of who it is. */
export interface EmergencyPlace {
  encounterId: EncounterId;
  unitId: UnitId;
  unitName: string;
  bedLabel: string;
}

// Asked of a function, because row-level security hides the patients of other units: it answers those
// who may ask for emergency access, and nobody else.
const OCCUPIED_PLACES = `
  select place.encounter_id as "encounterId",
         place.unit_id as "unitId",
         unit.name as "unitName",
         place.bed_label as "bedLabel"
    from emergency_places() as place
    join units as unit on unit.unit_id = place.unit_id
   where place.encounter_id is not null
`;

/** Undefined for an unknown encounter, one that has ended, and one in no bed: nobody there could be told. */
export async function findEmergencyPlace(
  db: Queryable,
  encounterId: EncounterId,
): Promise<EmergencyPlace | undefined> {
  const { rows } = await db.query<EmergencyPlace>(
    `${OCCUPIED_PLACES} and place.encounter_id = $1`,
    [encounterId],
  );
  return rows[0];
}

/** Who lies in that bed now; undefined for a free bed. */
export async function findEmergencyPlaceOfBed(
  db: Queryable,
  bedId: BedId,
): Promise<EmergencyPlace | undefined> {
  const { rows } = await db.query<EmergencyPlace>(`${OCCUPIED_PLACES} and place.bed_id = $1`, [
    bedId,
  ]);
  return rows[0];
}

const PLACES_OF_RECORD = `
  ${OCCUPIED_PLACES}
     and place.encounter_id in (select emergency_encounters_of_record($1, $2))
   order by unit.name, place.bed_label
`;

/**
 * The patients in a bed with exactly this record number, with or without its authority. Two hospitals
 * may use the same number: then each is found.
 */
export async function findActiveEncountersByRecord(
  db: Queryable,
  cipher: FieldCipher,
  medicalRecord: string,
): Promise<EmergencyPlace[]> {
  // A number with its authority is another hospital's when only the numbers are equal.
  const isBare = !medicalRecord.includes("^");
  const { rows } = await db.query<EmergencyPlace>(PLACES_OF_RECORD, [
    medicalRecordIndex(cipher, medicalRecord),
    isBare ? medicalNumberIndex(cipher, medicalRecord) : null,
  ]);
  return rows;
}

export interface BedOccupation {
  bedId: BedId;
  label: string;
  isOccupied: boolean;
}

const OCCUPATION_OF_UNIT = `
  select bed_id as "bedId",
         bed_label as label,
         encounter_id is not null as "isOccupied"
    from emergency_places()
   where unit_id = $1
   order by bed_label
`;

/** The unit's beds, occupied or free, for somebody who knows the bed and not the record number. */
export async function bedOccupation(db: Queryable, unitId: UnitId): Promise<BedOccupation[]> {
  const { rows } = await db.query<BedOccupation>(OCCUPATION_OF_UNIT, [unitId]);
  return rows;
}
