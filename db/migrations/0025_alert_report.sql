-- What a unit's alerts cost and were worth, as counts of its own people; and who is signed in there. The
-- functions read for those who may see the unit's alerts, past patients who have since moved on to
-- another unit: what happened in a unit stays in its report. Locks alert_events against writing while two
-- indexes are built: seconds, on a few hundred thousand steps.
create index alert_events_raised on alert_events (unit_id, at) include (alert_id, priority)
  where step = 'raised';
create index alert_events_answers on alert_events (alert_id, at)
  where step in ('acknowledged', 'taken-in-hand');
create index alert_events_escalated on alert_events (alert_id) where step = 'escalated';

-- Of the acting person's units among those wanted, the ones whose alerts they may read.
create function reported_unit_ids(wanted uuid[]) returns uuid[]
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select array(
    select unnest(wanted)
    intersect
    select unnest(acting_unit_ids())
     where acting_permission('alert:read')
  )
$$;

-- One row for each alert, by where, when and how it was raised, whatever became of it later. No patient.
create function alert_outcomes(
  of_units uuid[], since timestamptz, until timestamptz, zone text, day_from integer, night_from integer)
returns table (unit_id uuid, week date, is_night boolean, cause text, priority text, phase text,
               seconds_to_answer float8, was_escalated boolean, disposition text)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select raised.unit_id,
         date_trunc('week', raised.at at time zone zone)::date,
         extract(hour from raised.at at time zone zone) not between day_from and night_from - 1,
         alerts.cause,
         raised.priority,
         alerts.phase,
         extract(epoch from answer.at - raised.at)::float8,
         exists (select
                   from alert_events as escalated
                  where escalated.alert_id = raised.alert_id
                    and escalated.step = 'escalated'),
         alert_dispositions.disposition
    from alert_events as raised
    join alerts using (alert_id)
    left join lateral (
           select alert_events.at
             from alert_events
            where alert_events.alert_id = raised.alert_id
              and alert_events.step in ('acknowledged', 'taken-in-hand')
            order by alert_events.at
            limit 1
         ) as answer on true
    left join alert_dispositions on alert_dispositions.alert_id = raised.alert_id
   where raised.step = 'raised'
     and raised.unit_id = any ((select reported_unit_ids(of_units))::uuid[])
     and raised.at >= since
     and raised.at < until
$$;

-- How long beds were occupied, by week and half of the day on the hospital's clock. A local day has
-- three parts, the night before, the day and the night after, of however many hours the clocks make it.
-- Each stay is laid out over its own days: joined with all days by overlap, a year took a minute.
create function occupied_bed_time(
  of_units uuid[], since timestamptz, until timestamptz, zone text, day_from integer, night_from integer)
returns table (unit_id uuid, week date, is_night boolean, seconds float8)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  with stay as (
    select beds.unit_id,
           greatest(lower(bed_stays.during), since) as begun,
           least(coalesce(upper(bed_stays.during), until), until) as ended
      from beds
      join bed_stays using (bed_id)
     where beds.unit_id = any ((select reported_unit_ids(of_units))::uuid[])
       and bed_stays.during && tstzrange(since, until)
  ), spent as (
    select stay.unit_id,
           date_trunc('week', day)::date as week,
           part.is_night,
           least((day + part.ends) at time zone zone, stay.ended)
             - greatest((day + part.starts) at time zone zone, stay.begun) as during
      from stay
     cross join lateral generate_series(date_trunc('day', stay.begun at time zone zone),
                                        stay.ended at time zone zone, interval '1 day') as day
     cross join (values (interval '0', make_interval(hours => day_from), true),
                        (make_interval(hours => day_from), make_interval(hours => night_from), false),
                        (make_interval(hours => night_from), interval '24 hours', true))
           as part (starts, ends, is_night)
  )
  select spent.unit_id, spent.week, spent.is_night, sum(extract(epoch from spent.during))::float8
    from spent
   where spent.during > interval '0'
   group by 1, 2, 3
$$;

-- Who of a unit's staff is signed in there now: names alone, for whoever sees the unit's alerts.
create function staff_signed_in(of_unit uuid, at timestamptz)
returns table (name text, role text)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select users.name, users.role
    from users
    join user_units using (user_id)
   where user_units.unit_id = any ((select reported_unit_ids(array[of_unit]))::uuid[])
     and users.disabled_at is null
     and exists (
           select
             from sessions
            where sessions.user_id = users.user_id
              and sessions.ended_at is null
              and sessions.second_factor_at is not null
              and not sessions.awaits_password
              and sessions.expires_at > at
              and sessions.last_seen_at + make_interval(secs => sessions.idle_seconds) > at
         )
   order by users.name
$$;

revoke execute on function
  reported_unit_ids(uuid[]),
  alert_outcomes(uuid[], timestamptz, timestamptz, text, integer, integer),
  occupied_bed_time(uuid[], timestamptz, timestamptz, text, integer, integer),
  staff_signed_in(uuid, timestamptz)
  from public;
grant execute on function
  alert_outcomes(uuid[], timestamptz, timestamptz, text, integer, integer),
  occupied_bed_time(uuid[], timestamptz, timestamptz, text, integer, integer),
  staff_signed_in(uuid, timestamptz)
  to wardcast_app;
