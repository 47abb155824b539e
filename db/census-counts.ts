import type { SiteId, UnitId } from "#models/shared/ids";
import type { HourlyArrivals } from "./emergency-arrivals";
import type { HourlyCensus } from "./census";
import type { Queryable } from "./pool";

// A course is the beds of one encounter in their order: the first is an admission, the last one that has
// ended a discharge, and between two units lies a transfer.
const COUNT_CENSUS = `
  with course as (
    select stay.encounter_id,
           beds.unit_id,
           lower(stay.during) as entered_at,
           coalesce(upper(stay.during), 'infinity') as left_at,
           lag(beds.unit_id) over one_course as previous_unit_id,
           lead(beds.unit_id) over one_course as next_unit_id
      from bed_stays as stay
      join beds using (bed_id)
     where stay.encounter_id in (select encounter_id
                                   from bed_stays
                                  where during && tstzrange($1::timestamptz - interval '1 hour', $2, '[]'))
    window one_course as (partition by stay.encounter_id order by lower(stay.during))
  ), counted as (
    select hour,
           course.*,
           course.entered_at <= hour and course.left_at > hour as is_there,
           course.entered_at > hour - interval '1 hour' and course.entered_at <= hour as came,
           course.left_at > hour - interval '1 hour' and course.left_at <= hour as went
      from generate_series($1::timestamptz, $2::timestamptz, interval '1 hour') as hour
      join course on course.entered_at <= hour and course.left_at > hour - interval '1 hour'
  ), known as (
    select counted.*,
           encounters.class = 'inpatient' as is_inpatient,
           case when is_there then coalesce(override.acuity_class, computed.acuity_class, 0) end as acuity,
           is_there and exists (
             select
               from alerts
              where alerts.encounter_id = counted.encounter_id
                and alerts.raised_at <= hour
                and (alerts.ended_at is null or alerts.ended_at > hour)) as has_alert
      from counted
      join encounters using (encounter_id)
      left join acuity_overrides as override
        on override.encounter_id = counted.encounter_id
       and tstzrange(override.set_at, least(override.until, override.withdrawn_at)) @> hour
      left join lateral (
       select change.acuity_class
         from acuity_changes as change
        where change.encounter_id = counted.encounter_id
          and change.at <= hour
        order by change.at desc
        limit 1
     ) as computed on true
  )
  select hour,
         unit.unit_id as "unitId",
         count(*) filter (where is_there)::int as occupied,
         coalesce(
           (select staffing.staffed_beds
              from unit_staffing as staffing
             where staffing.unit_id = unit.unit_id
               and staffing.valid_from <= hour
             order by staffing.valid_from desc, staffing.changed_at desc
             limit 1),
           (select count(*) from beds where beds.unit_id = unit.unit_id and beds.in_use)
         )::int as "staffedBeds",
         (select count(*) from beds where beds.unit_id = unit.unit_id)::int as "licensedBeds",
         count(*) filter (where is_there and is_inpatient and unit.kind = 'emergency')::int as boarding,
         count(*) filter (where came and previous_unit_id is null)::int as admissions,
         count(*) filter (where went and next_unit_id is null)::int as discharges,
         count(*) filter (where came and previous_unit_id <> unit.unit_id)::int as "transfersIn",
         count(*) filter (where went and next_unit_id <> unit.unit_id)::int as "transfersOut",
         array[count(*) filter (where acuity = 1), count(*) filter (where acuity = 2),
               count(*) filter (where acuity = 3), count(*) filter (where acuity = 4),
               count(*) filter (where acuity = 0)]::int[] as "acuityCounts",
         count(*) filter (where has_alert)::int as "withOpenAlert"
    from generate_series($1::timestamptz, $2::timestamptz, interval '1 hour') as hour
   cross join units as unit
    left join known using (hour, unit_id)
   group by hour, unit.unit_id, unit.kind
   order by hour, unit.unit_id
`;

/**
 * Counts every unit at each full hour from the first to the last, from bed stays as they are known now. For
 * jobs: it reads every patient's stays.
 */
export async function countCensus(
  db: Queryable,
  { firstHour, lastHour }: { firstHour: Date; lastHour: Date },
): Promise<Omit<HourlyCensus, "source">[]> {
  const { rows } = await db.query<Omit<HourlyCensus, "source">>(COUNT_CENSUS, [
    firstHour,
    lastHour,
  ]);
  return rows;
}

const COUNT_ARRIVALS = `
  with first_stay as (
    select distinct on (encounter_id) encounter_id, bed_id, lower(during) as arrived_at
      from bed_stays
     where encounter_id in (select encounter_id
                              from bed_stays
                             where during && tstzrange($1::timestamptz, $2))
     order by encounter_id, lower(during)
  ), arrival as (
    select date_trunc('hour', arrived_at) as hour, unit_id
      from first_stay
      join beds using (bed_id)
  )
  select hour, unit.site_id as "siteId", count(arrival.unit_id)::int as arrivals
    from generate_series($1::timestamptz, $2::timestamptz - interval '1 hour', interval '1 hour') as hour
   cross join units as unit
    left join arrival using (hour, unit_id)
   where unit.kind = 'emergency'
   group by hour, unit.site_id
   order by hour, unit.site_id
`;

/** Those whose first bed was an emergency department's, by site, for each hour from `from` up to `to`. For jobs. */
export async function countArrivals(
  db: Queryable,
  { from, to }: { from: Date; to: Date },
): Promise<Omit<HourlyArrivals, "source">[]> {
  const { rows } = await db.query<{ hour: Date; siteId: SiteId; arrivals: number }>(
    COUNT_ARRIVALS,
    [from, to],
  );
  return rows;
}

// By unit, as the index has it: the hours of years are not looked through.
const NEWEST_HOUR = `
  select max(newest.hour) as "newestHour",
         (select min(lower(during)) from bed_stays) as "firstStayAt"
    from units
    left join lateral (
          select hour
            from hourly_census
           where hourly_census.unit_id = units.unit_id
           order by hour desc
           limit 1) as newest on true
`;

/** The last hour that was counted, and when the first patient came; null where there is none. */
export async function countedUntil(
  db: Queryable,
): Promise<{ newestHour: Date | null; firstStayAt: Date | null }> {
  const { rows } = await db.query<{ newestHour: Date | null; firstStayAt: Date | null }>(
    NEWEST_HOUR,
  );
  return rows[0] ?? { newestHour: null, firstStayAt: null };
}

export interface PresentPatient {
  unitId: UnitId;
  admittedAt: Date;
  enteredUnitAt: Date;
  /** 1 to 4; null when too little is known to say. */
  acuityClass: number | null;
  /** The newest of the last hours; null when there is none. */
  riskToAlertLevel: number | null;
}

const PRESENT = `
  with present as (
    select stay.encounter_id, beds.unit_id, lower(stay.during) as bed_since
      from bed_stays as stay
      join beds using (bed_id)
     where stay.during @> $1::timestamptz
  )
  select present.unit_id as "unitId",
         encounters.admitted_at as "admittedAt",
         -- After the last stay elsewhere: a move to another bed of the unit is none.
         least(present.bed_since,
           (select min(lower(own.during))
              from bed_stays as own
              join beds as own_bed using (bed_id)
             where own.encounter_id = present.encounter_id
               and own_bed.unit_id = present.unit_id
               and not exists (
                     select
                       from bed_stays as other
                       join beds as other_bed using (bed_id)
                      where other.encounter_id = present.encounter_id
                        and other_bed.unit_id <> present.unit_id
                        and lower(other.during) > lower(own.during)))) as "enteredUnitAt",
         coalesce(override.acuity_class, computed.acuity_class)::int as "acuityClass",
         case when prediction.predicted_at > $1::timestamptz - interval '6 hours'
               and prediction.threshold > 0
              then (prediction.risk / prediction.threshold)::float8 end as "riskToAlertLevel"
    from present
    join encounters using (encounter_id)
    left join latest_predictions(array(select encounter_id from present)) as prediction
      on prediction.encounter_id = present.encounter_id
    left join acuity_overrides as override
      on override.encounter_id = present.encounter_id
     and tstzrange(override.set_at, least(override.until, override.withdrawn_at)) @> $1::timestamptz
    left join lateral (
     select change.acuity_class
       from acuity_changes as change
      where change.encounter_id = present.encounter_id
        and change.at <= $1
      order by change.at desc
      limit 1
   ) as computed on true
   order by present.unit_id, encounters.admitted_at
`;

/** Everybody in a bed at that instant, with nothing that would tell who it is. For jobs. */
export async function presentPatients(db: Queryable, at: Date): Promise<PresentPatient[]> {
  const { rows } = await db.query<PresentPatient>(PRESENT, [at]);
  return rows;
}
