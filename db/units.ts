import type { UnitKind } from "#models/encounters/demographics";
import type { BedId, EncounterId, SiteId, UnitId } from "#models/shared/ids";
import type { Queryable } from "./pool";

export interface Unit {
  unitId: UnitId;
  code: string;
  name: string;
  kind: UnitKind;
  siteId: SiteId;
  siteName: string;
}

const UNIT_COLUMNS = `
         unit.unit_id as "unitId",
         unit.code,
         unit.name,
         unit.kind,
         unit.site_id as "siteId",
         site.name as "siteName"
`;

const ALL_UNITS = `
  select ${UNIT_COLUMNS}
    from units as unit
    join sites as site using (site_id)
   order by unit.display_order, unit.name
`;

export async function allUnits(db: Queryable): Promise<Unit[]> {
  const { rows } = await db.query<Unit>(ALL_UNITS);
  return rows;
}

const UNITS_BY_ID = `
  select ${UNIT_COLUMNS}
    from units as unit
    join sites as site using (site_id)
   where unit.unit_id = any ($1::uuid[])
   order by unit.display_order, unit.name
`;

/** The units with these ids, in the hospital's order; an unknown id is left out. */
export async function unitsById(db: Queryable, unitIds: readonly UnitId[]): Promise<Unit[]> {
  const { rows } = await db.query<Unit>(UNITS_BY_ID, [unitIds]);
  return rows;
}

export async function findUnit(db: Queryable, unitId: UnitId): Promise<Unit | undefined> {
  return (await unitsById(db, [unitId]))[0];
}

/** By the code that messages and addresses use; codes are unique. */
export async function findUnitByCode(db: Queryable, code: string): Promise<Unit | undefined> {
  const { rows } = await db.query<Unit>(UNIT_BY_CODE, [code]);
  return rows[0];
}

const UNIT_BY_CODE = `
  select ${UNIT_COLUMNS}
    from units as unit
    join sites as site using (site_id)
   where unit.code = $1
`;

const CURRENT_UNIT_OF_ENCOUNTER = `
  select unit_id as "unitId"
    from encounters
   where encounter_id = $1
`;

/**
 * Where an encounter is, or was last when it has ended. `unitId` is undefined for one that never had a
 * bed; the answer is undefined for an encounter that is unknown, or not the acting person's to see.
 */
export async function findUnitOfEncounter(
  db: Queryable,
  encounterId: string,
): Promise<{ unitId: UnitId | undefined } | undefined> {
  const { rows } = await db.query<{ unitId: UnitId | null }>(CURRENT_UNIT_OF_ENCOUNTER, [
    encounterId,
  ]);
  const row = rows[0];
  return row && { unitId: row.unitId ?? undefined };
}

/** Whether there is one at all, for somebody who watches patients: tells "not yours" from "no such". */
export async function encounterExists(db: Queryable, encounterId: EncounterId): Promise<boolean> {
  const { rows } = await db.query<{ exists: boolean }>(`select encounter_exists($1) as "exists"`, [
    encounterId,
  ]);
  return rows[0]?.exists ?? false;
}

export interface Site {
  siteId: SiteId;
  name: string;
}

export async function allSites(db: Queryable): Promise<Site[]> {
  const { rows } = await db.query<Site>(
    `select site_id as "siteId", name from sites order by name`,
  );
  return rows;
}

export interface BedPlace {
  bedId: BedId;
  unitId: UnitId;
  label: string;
  inUse: boolean;
  isOccupied: boolean;
}

const ALL_BEDS = `
  select bed.bed_id as "bedId",
         bed.unit_id as "unitId",
         bed.label,
         bed.in_use as "inUse",
         exists (select from occupied_beds as occupied
                  where occupied.bed_id = bed.bed_id) as "isOccupied"
    from beds as bed
   order by bed.unit_id, bed.label
`;

/** Every bed and, for a person who manages units, whether somebody is in it; never who. */
export async function allBeds(db: Queryable): Promise<BedPlace[]> {
  const { rows } = await db.query<BedPlace>(ALL_BEDS);
  return rows;
}

/** How many beds of a unit stand ready for somebody. */
export async function bedsInUse(db: Queryable, unitId: UnitId): Promise<number> {
  const { rows } = await db.query<{ beds: number }>(
    `select count(*)::int as beds from beds where unit_id = $1 and in_use`,
    [unitId],
  );
  return rows[0]?.beds ?? 0;
}

const ADD_UNIT = `
  insert into units (site_id, code, name, kind, display_order)
  select $1, $2, $3, $4, coalesce(max(display_order), 0) + 1 from units
  on conflict on constraint unit_code_is_unique do nothing
  returning unit_id as "unitId"
`;

/** Adds a unit after the others; undefined when its code is taken. */
export async function addUnit(
  db: Queryable,
  unit: { siteId: SiteId; code: string; name: string; kind: UnitKind },
): Promise<UnitId | undefined> {
  const { rows } = await db.query<{ unitId: UnitId }>(ADD_UNIT, [
    unit.siteId,
    unit.code,
    unit.name,
    unit.kind,
  ]);
  return rows[0]?.unitId;
}

const ADD_BED = `
  insert into beds (unit_id, label)
  select unit_id, $2 from units where unit_id = $1
  on conflict on constraint bed_label_is_unique_in_unit do nothing
  returning bed_id as "bedId"
`;

/** Adds a bed; undefined when the unit is unknown or already has one of that label. */
export async function addBed(
  db: Queryable,
  unitId: UnitId,
  label: string,
): Promise<BedId | undefined> {
  const { rows } = await db.query<{ bedId: BedId }>(ADD_BED, [unitId, label]);
  return rows[0]?.bedId;
}

// One statement, so that nobody is admitted to the bed between the look and the change. Only to those
// with the permission does any bed look occupied, so it is asked for beside.
const TAKE_BED_OUT_OF_USE = `
  update beds as bed
     set in_use = false
   where bed.bed_id = $1
     and (select acting_permission('unit:manage'))
     and not exists (select from occupied_beds as occupied where occupied.bed_id = bed.bed_id)
`;

/** False when the bed is unknown or somebody is in it. */
export async function takeBedOutOfUse(db: Queryable, bedId: BedId): Promise<boolean> {
  const { rowCount } = await db.query(TAKE_BED_OUT_OF_USE, [bedId]);
  return rowCount === 1;
}

export async function returnBedToUse(db: Queryable, bedId: BedId): Promise<boolean> {
  const { rowCount } = await db.query(`update beds set in_use = true where bed_id = $1`, [bedId]);
  return rowCount === 1;
}
