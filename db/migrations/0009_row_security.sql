-- Who sees which rows, decided by the database: a page that forgets to ask for the right ones gets none.
--
-- Rows of patients belong to the units of the person who asks, named in `wardcast.user_id`. Hypertables
-- cannot have row-level security beside compression, so people read them through the views below that
-- show only the readable encounters' rows. Locks the tables it changes for as long as it takes to fill
-- `encounters.unit_id`: seconds, on a hospital's worth of encounters.
do $$
begin
  -- Nobody but the owner needs them, and a temporary function is a way to run what a text does not show.
  execute format('revoke temporary on database %I from public', current_database());
end
$$;

-- The permissions of each role, as models/access/permission.ts has them; written at every migration.
create table role_permissions (
  role       text not null,
  permission text not null,
  primary key (role, permission)
);

-- The unit of an encounter's current bed stay, or of its last: null for one that never had a bed.
-- Kept here because every policy on patients asks for it.
alter table encounters add column unit_id uuid references units;

create function unit_of_last_stay(wanted uuid) returns uuid
language sql stable set search_path = pg_catalog, public, pg_temp as $$
  select beds.unit_id
    from bed_stays
    join beds using (bed_id)
   where bed_stays.encounter_id = wanted
   order by upper_inf(during) desc, lower(during) desc
   limit 1
$$;
revoke execute on function unit_of_last_stay(uuid) from public;

update encounters set unit_id = unit_of_last_stay(encounter_id);
create index encounters_of_unit on encounters (unit_id);

create function keep_unit_of_encounter() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  update encounters
     set unit_id = unit_of_last_stay(encounter_id)
   where encounter_id in (old.encounter_id, new.encounter_id)
     and unit_id is distinct from unit_of_last_stay(encounter_id);
  return null;
end
$$;

create trigger stay_moves_encounter
  after insert or update or delete on bed_stays
  for each row execute function keep_unit_of_encounter();

create function keep_unit_of_encounters_in_bed() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  update encounters
     set unit_id = unit_of_last_stay(encounter_id)
   where encounter_id in (select encounter_id from bed_stays where bed_id = new.bed_id);
  return null;
end
$$;

create trigger bed_moves_encounters
  after update of unit_id on beds
  for each row when (new.unit_id <> old.unit_id)
  execute function keep_unit_of_encounters_in_bed();

-- The enabled user of `wardcast.user_id`; null when it names nobody, whatever it holds.
create function acting_user_id() returns uuid
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select users.user_id
    from (select current_setting('wardcast.user_id', true)) as acting (setting)
    join users on users.user_id = case
         when setting ~* '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then setting::uuid end
   where users.disabled_at is null
$$;

create function acting_permission(wanted text) returns boolean
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select exists (
    select
      from users
      join role_permissions using (role)
     where users.user_id = acting_user_id()
       and permission = wanted
  )
$$;

-- The units whose patients the person may watch.
create function acting_unit_ids() returns uuid[]
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select coalesce(array_agg(unit_id), '{}')
    from user_units
   where user_id = acting_user_id()
     and acting_permission('unit:watch')
$$;

-- Encounters of other units that the person may read for a time. Nobody may yet.
create function acting_emergency_encounter_ids() returns uuid[]
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select '{}'::uuid[]
$$;

-- Whether there is such an encounter at all, so that "not yours" can be told from "no such".
create function encounter_exists(wanted uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select acting_permission('unit:watch')
     and exists (select from encounters where encounter_id = wanted)
$$;

revoke execute on function
  acting_user_id(), acting_permission(text), acting_unit_ids(), acting_emergency_encounter_ids(),
  encounter_exists(uuid)
  from public;
grant execute on function
  acting_user_id(), acting_permission(text), acting_unit_ids(), acting_emergency_encounter_ids(),
  encounter_exists(uuid)
  to wardcast_app;

alter table sites enable row level security;
alter table units enable row level security;
alter table beds enable row level security;
alter table users enable row level security;
alter table patients enable row level security;
alter table encounters enable row level security;
alter table bed_stays enable row level security;
alter table alerts enable row level security;
alter table alert_events enable row level security;
alter table quarantined_messages enable row level security;

-- People: the hospital's map for everybody signed in, its changes for those who manage it. The calls
-- stand in a sub-select, so that they are made once a statement and not once a row.
grant select on sites, units, beds, vital_sign_kinds to wardcast_app;
grant insert (site_id, code, name, kind, display_order) on units to wardcast_app;
grant insert (unit_id, label), update (in_use) on beds to wardcast_app;
create policy staff_read on sites for select to wardcast_app
  using ((select acting_user_id()) is not null);
create policy staff_read on units for select to wardcast_app
  using ((select acting_user_id()) is not null);
create policy manager_adds on units for insert to wardcast_app
  with check ((select acting_permission('unit:manage')));
create policy staff_read on beds for select to wardcast_app
  using ((select acting_user_id()) is not null);
create policy manager_adds on beds for insert to wardcast_app
  with check ((select acting_permission('unit:manage')));
create policy manager_changes on beds for update to wardcast_app
  using ((select acting_permission('unit:manage')));

-- Whose name stands beside an acknowledgement or a prescription.
grant select (user_id, name) on users to wardcast_app;
create policy staff_read on users for select to wardcast_app
  using ((select acting_user_id()) is not null);

grant select on patients, encounters, bed_stays, alerts, alert_events to wardcast_app;
create policy own_units on encounters for select to wardcast_app
  using (unit_id = any ((select acting_unit_ids())::uuid[])
      or encounter_id = any ((select acting_emergency_encounter_ids())::uuid[]));
-- Of what other tables belong to, the policy above decides.
create policy readable_encounter on patients for select to wardcast_app
  using (exists (select from encounters where encounters.patient_id = patients.patient_id));
create policy readable_encounter on bed_stays for select to wardcast_app
  using (exists (select from encounters where encounters.encounter_id = bed_stays.encounter_id));
-- A unit's queue keeps what happened in it, and a patient's history what happened elsewhere before.
create policy own_units on alerts for select to wardcast_app
  using ((select acting_permission('alert:read'))
     and (unit_id = any ((select acting_unit_ids())::uuid[])
       or exists (select from encounters where encounters.encounter_id = alerts.encounter_id)));
create policy readable_alert on alert_events for select to wardcast_app
  using (exists (select from alerts where alerts.alert_id = alert_events.alert_id));

-- First wins: an alert that is acknowledged or resolved is not acknowledged again, nor for another.
grant update (acknowledged_at, acknowledged_by) on alerts to wardcast_app;
create policy acknowledge on alerts for update to wardcast_app
  using ((select acting_permission('alert:acknowledge'))
     and unit_id = any ((select acting_unit_ids())::uuid[])
     and acknowledged_at is null
     and resolved_at is null)
  with check (acknowledged_by = (select acting_user_id()));
grant insert (alert_id, unit_id, step, priority, at, user_id) on alert_events to wardcast_app;
create policy acknowledge on alert_events for insert to wardcast_app
  with check (step = 'acknowledged'
     and user_id = (select acting_user_id())
     and unit_id = any ((select acting_unit_ids())::uuid[])
     and exists (
           select
             from alerts
            where alerts.alert_id = alert_events.alert_id
              and alerts.unit_id = alert_events.unit_id
              and alerts.acknowledged_by = alert_events.user_id
         ));

grant update (oxygen_scale, oxygen_scale_prescribed_by, oxygen_scale_prescribed_at, updated_at)
  on encounters to wardcast_app;
create policy prescribe_oxygen_scale on encounters for update to wardcast_app
  using ((select acting_permission('encounter:prescribe-oxygen-scale'))
     and unit_id = any ((select acting_unit_ids())::uuid[])
     and status = 'active')
  with check (oxygen_scale_prescribed_by = (select acting_user_id()));

-- Held messages: what they are and why they are held. Their content is granted to no person.
grant select (quarantine_id, received_at, sender, control_id, type, reason, segment, field, status,
              repetitions, settled_at, settled_by),
      update (status, settled_at, settled_by)
  on quarantined_messages to wardcast_app;
create policy manager_reads on quarantined_messages for select to wardcast_app
  using ((select acting_permission('quarantine:manage')));
create policy manager_settles on quarantined_messages for update to wardcast_app
  using ((select acting_permission('quarantine:manage')) and status in ('held', 'replay-requested'))
  with check (status in ('replay-requested', 'discarded')
     and settled_by = (select acting_user_id())::text);

-- Which beds are taken, never by whom: for those who may take a bed out of use.
create view occupied_beds with (security_barrier) as
  select bed_id
    from bed_stays
   where upper_inf(during)
     and (select acting_permission('unit:manage'));
grant select on occupied_beds to wardcast_app;

-- The hypertables as the acting person may read them. The views run as their owner, whom row-level
-- security does not bind, so they say themselves what the policy on encounters says.
create view readable_encounters with (security_barrier) as
  select encounter_id
    from encounters
   where unit_id = any ((select acting_unit_ids())::uuid[])
      or encounter_id = any ((select acting_emergency_encounter_ids())::uuid[]);

create view readable_vital_signs with (security_barrier) as
  select encounter_id, kind, observed_at, value
    from vital_signs as sign
   where exists (select from readable_encounters as readable
                  where readable.encounter_id = sign.encounter_id);

create view readable_vital_signs_minutely with (security_barrier) as
  select encounter_id, kind, minute, low, mean, high, readings
    from vital_signs_minutely as sign
   where exists (select from readable_encounters as readable
                  where readable.encounter_id = sign.encounter_id);

create view readable_vital_signs_hourly with (security_barrier) as
  select encounter_id, kind, hour, low, mean, high, readings
    from vital_signs_hourly as sign
   where exists (select from readable_encounters as readable
                  where readable.encounter_id = sign.encounter_id);

create view readable_laboratory_results with (security_barrier) as
  select encounter_id, kind, observed_at, value
    from laboratory_results as result
   where exists (select from readable_encounters as readable
                  where readable.encounter_id = result.encounter_id);

create view readable_early_warning_scores with (security_barrier) as
  select encounter_id, assessed_at, score, has_red_score, inputs_present, oldest_input_seconds, made_at
    from early_warning_scores as scored
   where exists (select from readable_encounters as readable
                  where readable.encounter_id = scored.encounter_id);

create view readable_predictions with (security_barrier) as
  select encounter_id, predicted_at, model_version, risk, threshold, contributions
    from predictions as predicted
   where exists (select from readable_encounters as readable
                  where readable.encounter_id = predicted.encounter_id);

-- The newest of each, by encounter. A view would lose the order of the index behind its condition and
-- sort whole stays, so these are functions, each once for machines with rights of their own and once
-- for people, of those encounters that the person may read.

-- One index look-up for each encounter and kind: the newest row is the first of its index, whatever
-- the length of the stay. Bounded by the admission so that a sign never measured does not visit
-- every chunk of the table; a day before it, because signs from the emergency room may precede it.
create function newest_signs(wanted uuid[])
returns table (encounter_id uuid, kind smallint, observed_at timestamptz, value real)
language sql stable rows 200 as $$
  select encounters.encounter_id, kinds.kind, newest.observed_at, newest.value
    from encounters
   cross join vital_sign_kinds as kinds
   cross join lateral (
     select sign.observed_at, sign.value
       from vital_signs as sign
      where sign.encounter_id = encounters.encounter_id
        and sign.kind = kinds.kind
        and sign.observed_at >= encounters.admitted_at - interval '1 day'
      order by sign.observed_at desc
      limit 1
   ) as newest
   where encounters.encounter_id = any (wanted)
$$;

-- Beside the latest the one of about an hour before: the newest that is at least 50 minutes older.
create function latest_scores(wanted uuid[])
returns table (encounter_id uuid, assessed_at timestamptz, made_at timestamptz, score smallint,
               has_red_score boolean, inputs_present smallint, oldest_input_seconds real,
               previous_score smallint)
language sql stable rows 20 as $$
  select encounters.encounter_id, latest.assessed_at, latest.made_at, latest.score,
         latest.has_red_score, latest.inputs_present, latest.oldest_input_seconds, previous.score
    from encounters
   cross join lateral (
     select *
       from early_warning_scores as scored
      where scored.encounter_id = encounters.encounter_id
      order by scored.assessed_at desc
      limit 1
   ) as latest
    left join lateral (
     select scored.score
       from early_warning_scores as scored
      where scored.encounter_id = encounters.encounter_id
        and scored.assessed_at <= latest.assessed_at - interval '50 minutes'
        and scored.assessed_at > latest.assessed_at - interval '150 minutes'
      order by scored.assessed_at desc
      limit 1
   ) as previous on true
   where encounters.encounter_id = any (wanted)
$$;

create function latest_predictions(wanted uuid[])
returns table (encounter_id uuid, predicted_at timestamptz, model_version text, risk real,
               threshold real, contributions jsonb, previous_risk real)
language sql stable rows 20 as $$
  select encounters.encounter_id, latest.predicted_at, latest.model_version, latest.risk,
         latest.threshold, latest.contributions, previous.risk
    from encounters
   cross join lateral (
     select *
       from predictions as predicted
      where predicted.encounter_id = encounters.encounter_id
      order by predicted.predicted_at desc
      limit 1
   ) as latest
    left join lateral (
     select predicted.risk
       from predictions as predicted
      where predicted.encounter_id = encounters.encounter_id
        and predicted.predicted_at <= latest.predicted_at - interval '50 minutes'
        and predicted.predicted_at > latest.predicted_at - interval '150 minutes'
      order by predicted.predicted_at desc
      limit 1
   ) as previous on true
   where encounters.encounter_id = any (wanted)
$$;

create function readable_of(wanted uuid[]) returns uuid[]
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select array(select encounter_id from readable_encounters where encounter_id = any (wanted))
$$;

create function readable_newest_signs(wanted uuid[])
returns table (encounter_id uuid, kind smallint, observed_at timestamptz, value real)
language sql stable rows 200 security definer set search_path = pg_catalog, public, pg_temp as $$
  select * from newest_signs((select readable_of(wanted)))
$$;

create function readable_latest_scores(wanted uuid[])
returns table (encounter_id uuid, assessed_at timestamptz, made_at timestamptz, score smallint,
               has_red_score boolean, inputs_present smallint, oldest_input_seconds real,
               previous_score smallint)
language sql stable rows 20 security definer set search_path = pg_catalog, public, pg_temp as $$
  select * from latest_scores((select readable_of(wanted)))
$$;

create function readable_latest_predictions(wanted uuid[])
returns table (encounter_id uuid, predicted_at timestamptz, model_version text, risk real,
               threshold real, contributions jsonb, previous_risk real)
language sql stable rows 20 security definer set search_path = pg_catalog, public, pg_temp as $$
  select * from latest_predictions((select readable_of(wanted)))
$$;

revoke execute on function
  newest_signs(uuid[]), latest_scores(uuid[]), latest_predictions(uuid[]),
  readable_of(uuid[]), readable_newest_signs(uuid[]), readable_latest_scores(uuid[]),
  readable_latest_predictions(uuid[])
  from public;
grant execute on function
  newest_signs(uuid[]), latest_scores(uuid[]), latest_predictions(uuid[])
  to wardcast_service;
grant execute on function
  readable_newest_signs(uuid[]), readable_latest_scores(uuid[]), readable_latest_predictions(uuid[])
  to wardcast_app;

grant select on
  readable_vital_signs, readable_vital_signs_minutely, readable_vital_signs_hourly,
  readable_laboratory_results, readable_early_warning_scores, readable_predictions
  to wardcast_app;

-- Accounts and sessions: asked before anybody is known, so by no person's rights; and no patient.
grant select, insert, update on users, sessions to wardcast_identity;
grant select, insert, delete on user_units to wardcast_identity;
grant select (unit_id, code, name) on units to wardcast_identity;
grant select, insert, update on job_turns to wardcast_identity;
create policy accounts on users to wardcast_identity using (true) with check (true);
create policy unit_names on units for select to wardcast_identity using (true);

-- Machines: what ingest, the live state and the alert store read and write, of every unit.
grant select on units, beds, vital_sign_kinds, gateways to wardcast_service;
grant select (user_id, name) on users to wardcast_service;
grant select, insert, update on
  patients, encounters, alerts, message_receipts, quarantined_messages, job_turns
  to wardcast_service;
grant select, insert, update, delete on bed_stays, vital_signs, laboratory_results
  to wardcast_service;
grant select, insert on
  devices, early_warning_scores, predictions, alert_events, rejected_observations
  to wardcast_service;
create policy every_unit on units for select to wardcast_service using (true);
create policy every_unit on beds for select to wardcast_service using (true);
create policy names on users for select to wardcast_service using (true);
create policy every_unit on patients to wardcast_service using (true) with check (true);
create policy every_unit on encounters to wardcast_service using (true) with check (true);
create policy every_unit on bed_stays to wardcast_service using (true) with check (true);
create policy every_unit on alerts to wardcast_service using (true) with check (true);
create policy every_unit on alert_events to wardcast_service using (true) with check (true);
create policy every_message on quarantined_messages to wardcast_service
  using (true) with check (true);
