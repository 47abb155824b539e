import type { Sex, UnitKind } from "#models/encounters/demographics";
import type { BedId, EncounterId, PatientId, UnitId } from "#models/shared/ids";
import type { Identifiers } from "./encryption/identifiers";
import { openPerson, type OpenedPerson, type SealedPerson } from "./patients";
import type { Queryable } from "./pool";

/** A bed and the unit it stands in, by the codes that messages use. */
export interface HospitalBed {
  bedId: BedId;
  label: string;
  isInUse: boolean;
  unitId: UnitId;
  unitCode: string;
  unitName: string;
  unitKind: UnitKind;
}

const HOSPITAL_BEDS = `
  select bed_id as "bedId",
         label,
         in_use as "isInUse",
         unit_id as "unitId",
         units.code as "unitCode",
         units.name as "unitName",
         units.kind as "unitKind"
    from beds
    join units using (unit_id)
   order by display_order, units.code, label
`;

export async function hospitalBeds(db: Queryable): Promise<HospitalBed[]> {
  const { rows } = await db.query<HospitalBed>(HOSPITAL_BEDS);
  return rows;
}

/** An active encounter in a bed, with what a board shows of the person. */
export interface BedOccupancy extends OpenedPerson {
  encounterId: EncounterId;
  patientId: PatientId;
  /** Null, as the record number, when it cannot be opened. */
  visitNumber: string | null;
  medicalRecord: string | null;
  unitId: UnitId;
  bedId: BedId;
  sex: Sex;
  admittedAt: Date;
  inBedSince: Date;
  oxygenScale: 1 | 2;
}

type OccupancyRow = Omit<BedOccupancy, keyof OpenedPerson | "visitNumber" | "medicalRecord"> &
  SealedPerson & { visitNumber: Buffer; medicalRecord: Buffer };

const BED_OCCUPANCIES = `
  select encounter_id as "encounterId",
         patient_id as "patientId",
         visit_number_sealed as "visitNumber",
         medical_record_sealed as "medicalRecord",
         beds.unit_id as "unitId",
         bed_id as "bedId",
         family_name_sealed as "familyName",
         given_name_sealed as "givenName",
         birth_on_sealed as "birthOn",
         sex,
         admitted_at as "admittedAt",
         lower(during) as "inBedSince",
         oxygen_scale as "oxygenScale"
    from bed_stays
    join encounters using (encounter_id)
    join patients using (patient_id)
    join beds using (bed_id)
   where upper_inf(during)
     and status = 'active'
     and ($1::uuid[] is null or encounter_id = any ($1))
   order by admitted_at
`;

/** Everybody in a bed now; or, of the encounters given, those who are. */
export async function bedOccupancies(
  db: Queryable,
  identifiers: Identifiers,
  encounterIds?: readonly EncounterId[],
): Promise<BedOccupancy[]> {
  const { rows } = await db.query<OccupancyRow>(BED_OCCUPANCIES, [encounterIds ?? null]);
  await identifiers.ready(db, rows);
  return rows.map(({ visitNumber, medicalRecord, familyName, givenName, birthOn, ...place }) => {
    const { encounterId, patientId } = place;
    return {
      ...place,
      ...openPerson(identifiers, { patientId, familyName, givenName, birthOn }),
      visitNumber: identifiers.tryOpen("encounters.visit_number", encounterId, visitNumber),
      medicalRecord: identifiers.tryOpen("patients.medical_record", patientId, medicalRecord),
    };
  });
}

/** One value of one sign or laboratory test; `observedAt` is epoch milliseconds on the feed's clock. */
export interface ObservedValue {
  encounterId: EncounterId;
  kind: number;
  observedAt: number;
  value: number;
}

const newestSignsFrom = (source: "newest_signs" | "readable_newest_signs") => `
  select encounter_id as "encounterId",
         kind::int as kind,
         round(extract(epoch from observed_at) * 1000)::float8 as "observedAt",
         value
    from ${source}($1)
`;
const NEWEST_SIGNS = newestSignsFrom("newest_signs");
const READABLE_NEWEST_SIGNS = newestSignsFrom("readable_newest_signs");

/** The newest value of each sign, however old. */
export async function newestSigns(
  db: Queryable,
  encounterIds: readonly EncounterId[],
): Promise<ObservedValue[]> {
  const { rows } = await db.query<ObservedValue>(NEWEST_SIGNS, [encounterIds]);
  return rows;
}

/** The same, of those encounters that the acting person may see. */
export async function readableNewestSigns(
  db: Queryable,
  encounterIds: readonly EncounterId[],
): Promise<ObservedValue[]> {
  const { rows } = await db.query<ObservedValue>(READABLE_NEWEST_SIGNS, [encounterIds]);
  return rows;
}

// One index look-up for each encounter, sign and step, whatever the feed's rate: a day of signs at one a
// second is 600,000 rows a patient, and the aggregates may be behind after a start. The bounds of all
// encounters together let the planner leave out the chunks of other days.
const SAMPLED_SIGNS = `
  select watched.encounter_id as "encounterId",
         kinds.kind::int as kind,
         round(extract(epoch from sampled.observed_at) * 1000)::float8 as "observedAt",
         sampled.value
    from unnest($1::uuid[], $2::timestamptz[]) as watched (encounter_id, newest_at)
   cross join unnest($3::smallint[]) as kinds (kind)
   cross join generate_series(0, $5::int - 1) as step
   cross join lateral (
     select observed_at, value
       from vital_signs
      where vital_signs.encounter_id = watched.encounter_id
        and vital_signs.kind = kinds.kind
        and observed_at > watched.newest_at - make_interval(secs => $4::float8 * (step + 1))
        and observed_at <= watched.newest_at - make_interval(secs => $4::float8 * step)
        and observed_at >= $6
        and observed_at <= $7
      order by observed_at desc
      limit 1
   ) as sampled
   order by sampled.observed_at
`;

export interface SignSampling {
  /** Where each encounter's time ends, on its feed's clock. */
  encounters: readonly { encounterId: EncounterId; newestAt: Date }[];
  kinds: readonly number[];
  stepSeconds: number;
  steps: number;
}

/** The last value of each sign in each of the `steps` before each encounter's end, oldest first. */
export async function sampledSigns(
  db: Queryable,
  { encounters, kinds, stepSeconds, steps }: SignSampling,
): Promise<ObservedValue[]> {
  if (encounters.length === 0) return [];
  const ends = encounters.map(({ newestAt }) => newestAt.getTime());
  const { rows } = await db.query<ObservedValue>(SAMPLED_SIGNS, [
    encounters.map(({ encounterId }) => encounterId),
    encounters.map(({ newestAt }) => newestAt),
    kinds,
    stepSeconds,
    steps,
    new Date(Math.min(...ends) - stepSeconds * steps * 1_000),
    new Date(Math.max(...ends)),
  ]);
  return rows;
}

const LABORATORY_RESULTS = `
  select encounter_id as "encounterId",
         kind::int as kind,
         round(extract(epoch from observed_at) * 1000)::float8 as "observedAt",
         value
    from laboratory_results
   where encounter_id = any ($1)
     and observed_at >= $2
   order by observed_at
`;

/** Every laboratory value from `from` on, oldest first. */
export async function laboratoryResults(
  db: Queryable,
  encounterIds: readonly EncounterId[],
  from: Date,
): Promise<ObservedValue[]> {
  const { rows } = await db.query<ObservedValue>(LABORATORY_RESULTS, [encounterIds, from]);
  return rows;
}
