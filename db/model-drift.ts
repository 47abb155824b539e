import type { UnitId } from "#models/shared/ids";
import type { TimeRange } from "#models/shared/time-range";
import type { Queryable } from "./pool";

/** How many patient-hours of one unit had a value in which bin, in one hour so far. */
export interface InputCounts {
  unitId: UnitId;
  hour: Date;
  patientHours: number;
  /** As `countersOf` lays them out. */
  counters: readonly number[];
}

interface Version {
  model: string;
  version: string;
}

// Written whole again and again while the hour lasts. A worker that was started anew within the hour
// has counted fewer at first: what was there stands until it has caught up.
const SAVE_COUNTS = `
  insert into model_input_counts as known (model, version, unit_id, hour, patient_hours, counters)
  select $1, $2, units.unit_id, $4, $5, $6
    from units
   where units.unit_id = $3
      on conflict (model, version, unit_id, hour) do update
     set patient_hours = excluded.patient_hours,
         counters = excluded.counters
   where excluded.patient_hours >= known.patient_hours
`;

export async function saveInputCounts(
  db: Queryable,
  { model, version }: Version,
  counts: readonly InputCounts[],
): Promise<void> {
  for (const { unitId, hour, patientHours, counters } of counts)
    await db.query(SAVE_COUNTS, [model, version, unitId, hour, patientHours, counters]);
}

// Place by place, so that the sum over hours is one array again.
const SUM_OF_COUNTS = `
  select unit_id as "unitId", patient_hours as "patientHours", array_agg(counter order by place) as counters
    from (select counts.unit_id, place, sum(counter)::int as counter,
                 sum(patient_hours)::int as patient_hours
            from model_input_counts as counts,
                 unnest(counts.counters) with ordinality as counted (counter, place)
           where counts.model = $1
             and counts.version = $2
             and counts.hour >= $3
             and counts.hour < $4
             and cardinality(counts.counters) = $5
           group by counts.unit_id, place) as summed
   group by unit_id, patient_hours
`;

/**
 * What was counted of each unit in the hours of a time. Hours that were counted in another number of bins, by a
 * version trained anew under its old name, are passed over.
 */
export async function sumOfInputCounts(
  db: Queryable,
  { model, version, counters }: Version & { counters: number },
  { from, to }: TimeRange,
): Promise<Omit<InputCounts, "hour">[]> {
  const { rows } = await db.query<Omit<InputCounts, "hour">>(SUM_OF_COUNTS, [
    model,
    version,
    from,
    to,
    counters,
  ]);
  return rows;
}

/** How far the columns of a unit have moved. */
export interface UnitDrift {
  unitId: UnitId;
  patientHours: number;
  columns: readonly { name: string; index: number | undefined }[];
}

const SAVE_DRIFT = `
  insert into model_drift
         (model, version, unit_id, measured_on, patient_hours, measured_at, column_name, stability_index)
  select $1, $2, $3, ($5::timestamptz at time zone $6)::date, $4, $5, name, index
    from unnest($7::text[], $8::float8[]) as measured (name, index)
      on conflict (model, version, unit_id, measured_on, column_name) do update
     set patient_hours = excluded.patient_hours,
         measured_at = excluded.measured_at,
         stability_index = excluded.stability_index
`;

/** Stands for the day it is in the hospital until it is measured again. */
export async function saveDrift(
  db: Queryable,
  { model, version }: Version,
  { unitId, patientHours, columns }: UnitDrift,
  { now, timeZone }: { now: Date; timeZone: string },
): Promise<void> {
  await db.query(SAVE_DRIFT, [
    model,
    version,
    unitId,
    patientHours,
    now,
    timeZone,
    columns.map(({ name }) => name),
    columns.map(({ index }) => index ?? null),
  ]);
}

const PURGE = `
  with counts as (
    delete from model_input_counts where hour < $1
  )
  delete from model_drift where measured_on < $1::date
`;

export async function purgeDrift(db: Queryable, before: Date): Promise<void> {
  await db.query(PURGE, [before]);
}

/** One column of one unit as last measured, with the days before it, oldest first. */
export interface ColumnDrift {
  name: string;
  index: number | null;
  patientHours: number;
  measuredAt: Date;
  history: readonly (number | null)[];
}

const COLUMN_DRIFT = `
  select column_name as name,
         (array_agg(stability_index order by measured_on desc))[1] as index,
         (array_agg(patient_hours order by measured_on desc))[1] as "patientHours",
         max(measured_at) as "measuredAt",
         array_agg(stability_index order by measured_on) as history
    from model_drift
   where model = $1
     and version = $2
     and unit_id = $3
     and measured_on >= $4::date
   group by column_name
   order by index desc nulls last, name
`;

/** Every column of a unit, the one that has moved most first. */
export async function columnDrift(
  db: Queryable,
  { model, version, unitId, since }: Version & { unitId: UnitId; since: Date },
): Promise<ColumnDrift[]> {
  const { rows } = await db.query<ColumnDrift>(COLUMN_DRIFT, [model, version, unitId, since]);
  return rows;
}
