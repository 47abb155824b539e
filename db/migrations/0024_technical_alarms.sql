-- What keeps us from knowing how a patient is, and who has seen it: kept apart from alerts, for none of it is
-- deterioration. New table only; locks nothing.
create table technical_alarms (
  technical_alarm_id uuid        primary key,
  kind               text        not null,
  unit_id            uuid        not null references units,
  encounter_id       uuid        references encounters,
  bed_id             uuid        references beds,
  sensor             text,
  signs              text[]      not null default '{}',
  reason             text,
  begun_at           timestamptz not null,
  seen_at            timestamptz,
  seen_by            uuid        references users,
  ended_at           timestamptz,
  constraint kind_is_known check (
    case when encounter_id is null then kind in ('feed-lost', 'scoring-down', 'model-refused')
         else kind in ('sensor-off', 'artefact', 'stale') end),
  constraint bed_of_encounter check ((encounter_id is null) = (bed_id is null)),
  constraint sensor_is_named check ((sensor is not null) = (kind in ('sensor-off', 'artefact'))),
  constraint reason_of_artefact check ((reason is not null) = (kind = 'artefact')),
  constraint seen_by_somebody check ((seen_at is null) = (seen_by is null)),
  constraint begins_before_it_ends check (begun_at <= ended_at)
);
create unique index one_open_technical_alarm on technical_alarms
  (coalesce(encounter_id, unit_id), kind, coalesce(sensor, '')) where ended_at is null;
create index technical_alarms_of_unit on technical_alarms (unit_id, begun_at desc);

alter table technical_alarms enable row level security;

-- Seen by whoever sees the unit's alerts, and of a patient by whoever may read the patient.
grant select on technical_alarms to wardcast_app;
create policy own_units on technical_alarms for select to wardcast_app
  using ((select acting_permission('alert:read'))
     and (unit_id = any ((select acting_unit_ids())::uuid[])
       or exists (select from encounters
                   where encounters.encounter_id = technical_alarms.encounter_id)));

-- First wins: who has seen it is not rewritten.
grant update (seen_at, seen_by) on technical_alarms to wardcast_app;
create policy see on technical_alarms for update to wardcast_app
  using ((select acting_permission('alert:acknowledge'))
     and unit_id = any ((select acting_unit_ids())::uuid[])
     and seen_at is null
     and ended_at is null)
  with check (seen_by = (select acting_user_id()));

grant select, insert, update on technical_alarms to wardcast_service;
create policy every_unit on technical_alarms to wardcast_service using (true) with check (true);
