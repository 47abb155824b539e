import type { UnitKind, Sex } from "#models/encounters/demographics";
import { ageInYears } from "#models/encounters/demographics";
import type { BedTag } from "#models/beds/bed-tag";
import type { BedId, BedRequestId, EncounterId, PatientId, UnitId } from "#models/shared/ids";
import { BED_STATUS_COLUMNS, type BedStatus } from "./bed-statuses";
import type { Identifiers } from "./encryption/identifiers";
import { openPerson, type SealedPerson } from "./patients";
import type { Queryable } from "./pool";

/** A unit as the bed board has it. */
export interface BedUnitRow {
  unitId: UnitId;
  code: string;
  name: string;
  kind: UnitKind;
  siteName: string;
  staffedBeds: number;
  licensedBeds: number;
  hasHousekeeping: boolean;
}

const BED_UNITS = `
  select units.unit_id as "unitId",
         units.code,
         units.name,
         units.kind,
         sites.name as "siteName",
         coalesce(
           (select staffing.staffed_beds
              from unit_staffing as staffing
             where staffing.unit_id = units.unit_id
               and staffing.valid_from <= $1
             order by staffing.valid_from desc, staffing.changed_at desc
             limit 1),
           count(beds.bed_id) filter (where beds.in_use)
         )::int as "staffedBeds",
         count(beds.bed_id)::int as "licensedBeds",
         units.has_housekeeping as "hasHousekeeping"
    from units
    join sites using (site_id)
    left join beds using (unit_id)
   group by units.unit_id, sites.name
   order by units.display_order, units.name
`;

/** In the hospital's order. Where nothing is set each bed in use is a staffed one; all beds are licensed. */
export async function bedUnits(db: Queryable, at: Date): Promise<BedUnitRow[]> {
  const { rows } = await db.query<BedUnitRow>(BED_UNITS, [at]);
  return rows;
}

/** A bed with who lies in it by the open bed stay, which may be newer than what is noted. */
export interface BedRow extends BedStatus {
  foundOccupant: EncounterId | null;
  inBedSince: Date | null;
  isUnconfirmed: boolean;
  needs: BedTag[] | null;
  /** When the last reservation ran out by itself, if one has since the last change. */
  reservationRanOutAt: Date | null;
}

const BEDS = `
  select ${BED_STATUS_COLUMNS},
         stay.encounter_id as "foundOccupant",
         lower(stay.during) as "inBedSince",
         coalesce(stay.source = 'board' and stay.confirmed_at is null, false) as "isUnconfirmed",
         (select request.needs
            from bed_requests as request
           where request.encounter_id = stay.encounter_id
           order by request.requested_at desc
           limit 1) as needs,
         (select max(until)
            from bed_reservations as past
           where past.bed_id = status.bed_id
             and past.ended_at is null
             and past.until between status.since and $1) as "reservationRanOutAt"
    from bed_statuses as status
    join beds using (bed_id)
    join units using (unit_id)
    left join bed_stays as stay
      on stay.bed_id = status.bed_id
     and upper_inf(stay.during)
   where beds.in_use
     and ($2::uuid[] is null or beds.unit_id = any ($2))
   order by units.display_order, units.name, beds.label
`;

/** The beds in use at that instant: of the units given, or all. */
export async function bedsOnBoard(
  db: Queryable,
  at: Date,
  unitIds?: readonly UnitId[],
): Promise<BedRow[]> {
  const { rows } = await db.query<BedRow>(BEDS, [at, unitIds ?? null]);
  return rows;
}

export interface BoardingRow {
  bedRequestId: BedRequestId;
  encounterId: EncounterId;
  unitId: UnitId;
  bedId: BedId | null;
  bedLabel: string | null;
  since: Date;
  neededKind: UnitKind;
  needs: BedTag[];
  requestedBy: string;
  reservedBedId: BedId | null;
}

const BOARDING = `
  select request.bed_request_id as "bedRequestId",
         request.encounter_id as "encounterId",
         encounters.unit_id as "unitId",
         beds.bed_id as "bedId",
         beds.label as "bedLabel",
         request.requested_at as since,
         request.needed_kind as "neededKind",
         request.needs,
         users.name as "requestedBy",
         (select reservation.bed_id
            from bed_reservations as reservation
           where reservation.encounter_id = request.encounter_id
             and tstzrange(reserved_at, least(until, reservation.ended_at)) @> $1::timestamptz)
           as "reservedBedId"
    from bed_requests as request
    join encounters using (encounter_id)
    join users on users.user_id = request.requested_by
    left join bed_stays as stay
      on stay.encounter_id = request.encounter_id
     and upper_inf(stay.during)
    left join beds on beds.bed_id = stay.bed_id
   where request.ended_at is null
     and encounters.status = 'active'
     and encounters.unit_id is not null
     and ($2::uuid[] is null or encounters.unit_id = any ($2))
   order by request.requested_at
`;

/** Who waits in an emergency unit for a bed elsewhere, longest first: in the units given, or all. */
export async function boardingPatients(
  db: Queryable,
  at: Date,
  unitIds?: readonly UnitId[],
): Promise<BoardingRow[]> {
  const { rows } = await db.query<BoardingRow>(BOARDING, [at, unitIds ?? null]);
  return rows;
}

/** What a board may show of a person, and where that person's unit is. */
export interface PersonRow {
  encounterId: EncounterId;
  unitId: UnitId | null;
  admittedAt: Date;
  sex: Sex;
  /** "Family, Given"; null when it cannot be opened. */
  name: string | null;
  age: number | null;
}

const PEOPLE = `
  select encounter_id as "encounterId",
         unit_id as "unitId",
         admitted_at as "admittedAt",
         patient_id as "patientId",
         family_name_sealed as "familyName",
         given_name_sealed as "givenName",
         birth_on_sealed as "birthOn",
         sex
    from encounters
    join patients using (patient_id)
   where encounter_id = any ($1::uuid[])
`;

export async function peopleInBeds(
  db: Queryable,
  identifiers: Identifiers,
  encounterIds: readonly EncounterId[],
  at: Date,
): Promise<Map<EncounterId, PersonRow>> {
  type Row = Pick<PersonRow, "encounterId" | "unitId" | "admittedAt" | "sex"> &
    SealedPerson & { patientId: PatientId };
  const { rows } = await db.query<Row>(PEOPLE, [encounterIds]);
  await identifiers.ready(db, rows);
  return new Map(
    rows.map(({ encounterId, unitId, admittedAt, sex, ...sealed }) => {
      const { name, birthOn } = openPerson(identifiers, sealed);
      const age = ageInYears(birthOn ?? undefined, at) ?? null;
      return [encounterId, { encounterId, unitId, admittedAt, sex, name, age }];
    }),
  );
}

/** A day of one unit on which beds became clean. */
export interface TurnaroundRow {
  unitId: UnitId;
  on: string;
  cleanings: number;
  medianMinutes: number;
  longestMinutes: number;
}

// In whole minutes, as housekeeping counts.
const TURNAROUND = `
  select unit_id as "unitId",
         to_char(finished_at at time zone $1, 'YYYY-MM-DD') as "on",
         count(*)::int as cleanings,
         round(percentile_cont(0.5) within group (order by extract(epoch from finished_at - waiting_since)) / 60)::int
           as "medianMinutes",
         round(max(extract(epoch from finished_at - waiting_since)) / 60)::int as "longestMinutes"
    from bed_cleanings
    join beds using (bed_id)
   where finished_at >= ((($2::timestamptz at time zone $1)::date - 6)::timestamp at time zone $1)
     and finished_at <= $2
     and ($3::uuid[] is null or unit_id = any ($3))
   group by 1, 2
   order by 1, 2
`;

/** Today and the six days before, in the hospital's time zone, where a bed became clean. */
export async function turnaroundDays(
  db: Queryable,
  {
    timeZone,
    at,
    unitIds,
  }: { timeZone: string; at: Date; unitIds?: readonly UnitId[] | undefined },
): Promise<TurnaroundRow[]> {
  const { rows } = await db.query<TurnaroundRow>(TURNAROUND, [timeZone, at, unitIds ?? null]);
  return rows;
}

/** Since when somebody has been in the unit where they are. */
export interface UnitStay {
  encounterId: EncounterId;
  kind: UnitKind;
  enteredUnitAt: Date;
}

const UNIT_STAYS = `
  select stay.encounter_id as "encounterId",
         units.kind,
         (select min(lower(earlier.during))
            from bed_stays as earlier
            join beds as other on other.bed_id = earlier.bed_id
           where earlier.encounter_id = stay.encounter_id
             and other.unit_id = beds.unit_id) as "enteredUnitAt"
    from bed_stays as stay
    join beds using (bed_id)
    join units using (unit_id)
   where upper_inf(stay.during)
     and stay.encounter_id = any ($1::uuid[])
`;

/** Of those who are in a bed. Whoever was there before counts from the first time. */
export async function unitStays(
  db: Queryable,
  encounterIds: readonly EncounterId[],
): Promise<UnitStay[]> {
  const { rows } = await db.query<UnitStay>(UNIT_STAYS, [encounterIds]);
  return rows;
}
