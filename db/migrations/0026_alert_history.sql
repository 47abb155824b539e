-- What the alerts of a unit rested on in the past, so that another policy can be tried on it before it is
-- switched on. Functions alone: locks nothing.
--
-- A patient who went on to another unit is no longer readable, and is just the one who counts: so these
-- answer numbers and instants of the time in the unit, for its own people, and whoever calls them shows
-- figures over all patients and nobody's course.
create function past_stays_in_unit(of_unit uuid, since timestamptz)
returns table (encounter_id uuid, entered_at timestamptz, left_at timestamptz, event_at timestamptz,
               event_kind text)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  with stays as (
    select bed_stays.encounter_id,
           min(lower(during)) as entered_at,
           nullif(max(coalesce(upper(during), 'infinity')), 'infinity') as left_at
      from bed_stays
      join beds using (bed_id)
     where beds.unit_id = of_unit
       and during && tstzrange(since, null)
       and (select acting_permission('alert:read'))
       and of_unit = any ((select acting_unit_ids())::uuid[])
     group by bed_stays.encounter_id
  )
  select stays.encounter_id, greatest(stays.entered_at, since), stays.left_at, event.at, event.kind
    from stays
    left join lateral (
           -- On the clock of the patient's feed, as the alert's assessment is.
           select alerts.assessed_at + (alert_dispositions.given_at - alerts.raised_at) as at,
                  alert_dispositions.disposition as kind
             from alerts
             join alert_dispositions using (alert_id)
            where alerts.encounter_id = stays.encounter_id
              and alerts.unit_id = of_unit
              and alert_dispositions.disposition
                  in ('true-deterioration', 'already-known', 'goals-of-care')
            union all
           select lower(during), 'intensive-care'
             from bed_stays
             join beds using (bed_id)
             join units using (unit_id)
            where bed_stays.encounter_id = stays.encounter_id
              and units.kind = 'intensive'
              and units.unit_id <> of_unit
              and lower(during) >= stays.entered_at
            order by at
            limit 1
         ) as event on true
$$;

-- From when to when a patient was in a unit of the acting person's; null for one who was not.
create function time_in_unit(of_unit uuid, wanted uuid) returns tstzrange
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select tstzrange(min(lower(during)), max(coalesce(upper(during), 'infinity')))
    from bed_stays
    join beds using (bed_id)
   where bed_stays.encounter_id = wanted
     and beds.unit_id = of_unit
     and (select acting_permission('alert:read'))
     and of_unit = any ((select acting_unit_ids())::uuid[])
  having count(*) > 0
$$;

-- The last of each step of so many seconds: what a policy is tried on need not be finer, and a month of a
-- unit would be a million rows.
create function past_scores_in_unit(of_unit uuid, wanted uuid, since timestamptz, until timestamptz,
                                    step_seconds integer)
returns table (at timestamptz, score smallint, has_red_score boolean, inputs_present smallint)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select distinct on (time_bucket(make_interval(secs => step_seconds), assessed_at))
         assessed_at, score, has_red_score, inputs_present
    from early_warning_scores
   where encounter_id = wanted
     and assessed_at >= since
     and assessed_at < until
     and assessed_at <@ (select time_in_unit(of_unit, wanted))
   order by time_bucket(make_interval(secs => step_seconds), assessed_at), assessed_at desc
$$;

create function past_risks_in_unit(of_unit uuid, wanted uuid, since timestamptz, until timestamptz,
                                   step_seconds integer)
returns table (at timestamptz, risk real, threshold real, model_version text)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select distinct on (time_bucket(make_interval(secs => step_seconds), predicted_at))
         predicted_at, risk, threshold, model_version
    from predictions
   where encounter_id = wanted
     and predicted_at >= since
     and predicted_at < until
     and predicted_at <@ (select time_in_unit(of_unit, wanted))
   order by time_bucket(make_interval(secs => step_seconds), predicted_at), predicted_at desc
$$;

revoke execute on function
  time_in_unit(uuid, uuid),
  past_stays_in_unit(uuid, timestamptz),
  past_scores_in_unit(uuid, uuid, timestamptz, timestamptz, integer),
  past_risks_in_unit(uuid, uuid, timestamptz, timestamptz, integer)
  from public;
grant execute on function
  past_stays_in_unit(uuid, timestamptz),
  past_scores_in_unit(uuid, uuid, timestamptz, timestamptz, integer),
  past_risks_in_unit(uuid, uuid, timestamptz, timestamptz, integer)
  to wardcast_app;
