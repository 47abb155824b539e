import type { UnitKind } from "#models/encounters/demographics";
import type { SiteId, UnitId } from "#models/shared/ids";
import type { TimeRange } from "#models/shared/time-range";
import { int4Array, timestamptzArray, uuidArray } from "./binary-array";
import type { Queryable } from "./pool";

/** Where a count comes from; what is made up is the demo hospital's past. */
export type CountSource = "counted" | "imported" | "made-up";

/** A unit and its beds at an instant. */
export interface CensusUnit {
  unitId: UnitId;
  siteId: SiteId;
  code: string;
  name: string;
  kind: UnitKind;
  /** Beds there are, in use or not. */
  licensedBeds: number;
  /** Beds with a nurse for them: as planned, else those in use. */
  staffedBeds: number;
}

/** One unit at the top of one hour, and what moved in the hour before it. */
export interface HourlyCensus {
  hour: Date;
  unitId: UnitId;
  occupied: number;
  staffedBeds: number;
  licensedBeds: number;
  /** Of those occupied: admitted, and waiting for a bed elsewhere. */
  boarding: number;
  /** From outside the hospital. */
  admissions: number;
  discharges: number;
  transfersIn: number;
  transfersOut: number;
  /** Of those occupied, of class 1 to 4, then of unknown class; null when nobody knows any more. */
  acuityCounts: readonly number[] | null;
  withOpenAlert: number | null;
  source: CountSource;
}

const CENSUS_UNITS = `
  select unit.unit_id as "unitId",
         unit.site_id as "siteId",
         unit.code,
         unit.name,
         unit.kind,
         (select count(*) from beds where beds.unit_id = unit.unit_id)::int as "licensedBeds",
         coalesce(
           (select staffing.staffed_beds
              from unit_staffing as staffing
             where staffing.unit_id = unit.unit_id
               and staffing.valid_from <= $1
             order by staffing.valid_from desc, staffing.changed_at desc
             limit 1),
           (select count(*) from beds where beds.unit_id = unit.unit_id and beds.in_use)
         )::int as "staffedBeds"
    from units as unit
   order by unit.display_order, unit.name
`;

/** Every unit in the hospital's order, for whoever may see its capacity, and for the jobs. */
export async function censusUnits(db: Queryable, at: Date): Promise<CensusUnit[]> {
  const { rows } = await db.query<CensusUnit>(CENSUS_UNITS, [at]);
  return rows;
}

const hourlyCensusFrom = (relation: "hourly_census" | "readable_hourly_census") => `
  select hour,
         unit_id as "unitId",
         occupied,
         staffed_beds as "staffedBeds",
         licensed_beds as "licensedBeds",
         boarding,
         admissions,
         discharges,
         transfers_in as "transfersIn",
         transfers_out as "transfersOut",
         acuity_counts as "acuityCounts",
         with_open_alert as "withOpenAlert",
         source
    from ${relation}
   where hour >= $1
     and hour < $2
     and ($3::uuid is null or unit_id = $3)
   order by unit_id, hour
`;
const HOURLY_CENSUS = hourlyCensusFrom("hourly_census");
const READABLE_HOURLY_CENSUS = hourlyCensusFrom("readable_hourly_census");

/** By unit, then in the order of time: of one unit or of all. For jobs. */
export async function hourlyCensus(
  db: Queryable,
  { from, to }: TimeRange,
  unitId?: UnitId,
): Promise<HourlyCensus[]> {
  const { rows } = await db.query<HourlyCensus>(HOURLY_CENSUS, [from, to, unitId ?? null]);
  return rows;
}

/** The same for the acting person: nothing for somebody who may not see the hospital's capacity. */
export async function readableHourlyCensus(
  db: Queryable,
  { from, to }: TimeRange,
  unitId?: UnitId,
): Promise<HourlyCensus[]> {
  const { rows } = await db.query<HourlyCensus>(READABLE_HOURLY_CENSUS, [from, to, unitId ?? null]);
  return rows;
}

// A message that came late changes an hour that was counted. What is made up stays: it is of a time before
// the first patient, of which nothing can be counted.
const SAVE_HOURLY_CENSUS = `
  insert into hourly_census as known
         (hour, unit_id, occupied, staffed_beds, licensed_beds, boarding, admissions, discharges,
          transfers_in, transfers_out, acuity_counts, with_open_alert, source)
  select hour, unit_id, occupied, staffed_beds, licensed_beds, boarding, admissions, discharges,
         transfers_in, transfers_out, acuity_counts::smallint[], with_open_alert, $13
    from unnest($1::timestamptz[], $2::uuid[], $3::int[], $4::int[], $5::int[], $6::int[], $7::int[],
                $8::int[], $9::int[], $10::int[], $11::text[], $12::int[])
      as counted (hour, unit_id, occupied, staffed_beds, licensed_beds, boarding, admissions, discharges,
                  transfers_in, transfers_out, acuity_counts, with_open_alert)
      on conflict (unit_id, hour) do update
     set occupied = excluded.occupied,
         staffed_beds = excluded.staffed_beds,
         licensed_beds = excluded.licensed_beds,
         boarding = excluded.boarding,
         admissions = excluded.admissions,
         discharges = excluded.discharges,
         transfers_in = excluded.transfers_in,
         transfers_out = excluded.transfers_out,
         acuity_counts = excluded.acuity_counts,
         with_open_alert = excluded.with_open_alert,
         source = excluded.source
   where known.source <> 'made-up'
`;

/** Writes hours of one source; an hour that is there is written anew, but for one made up. A few thousand rows at a time. */
export async function saveHourlyCensus(
  db: Queryable,
  rows: readonly Omit<HourlyCensus, "source">[],
  source: CountSource,
): Promise<void> {
  await db.query(SAVE_HOURLY_CENSUS, [
    timestamptzArray(rows.map(({ hour }) => hour.getTime())),
    uuidArray(rows.map(({ unitId }) => unitId)),
    int4Array(rows.map(({ occupied }) => occupied)),
    int4Array(rows.map(({ staffedBeds }) => staffedBeds)),
    int4Array(rows.map(({ licensedBeds }) => licensedBeds)),
    int4Array(rows.map(({ boarding }) => boarding)),
    int4Array(rows.map(({ admissions }) => admissions)),
    int4Array(rows.map(({ discharges }) => discharges)),
    int4Array(rows.map(({ transfersIn }) => transfersIn)),
    int4Array(rows.map(({ transfersOut }) => transfersOut)),
    rows.map(({ acuityCounts }) => (acuityCounts ? `{${acuityCounts.join(",")}}` : null)),
    int4Array(rows.map(({ withOpenAlert }) => withOpenAlert)),
    source,
  ]);
}
