-- How much nursing work each patient is: what the rules found, and what nurses set instead for a time.
-- New tables only; their foreign keys lock encounters and users against writes for an instant.
create table acuity_changes (
  encounter_id uuid        not null references encounters,
  at           timestamptz not null, -- on our clock: from then on
  acuity_class smallint, -- null: too little was known to say
  is_at_least  boolean     not null, -- something that was not known could have made it higher
  reasons      text[]      not null, -- ids of the rules that held
  primary key (encounter_id, at),
  constraint acuity_class_is_known check (acuity_class between 1 and 4)
);

-- Kept apart from what is computed, which goes on beneath: when one ends, by itself or by hand, nothing
-- has to be written for the computed class to count again.
create table acuity_overrides (
  acuity_override_id uuid        primary key default gen_random_uuid(),
  encounter_id       uuid        not null references encounters,
  acuity_class       smallint    not null,
  reason             text        not null,
  set_by             uuid        not null references users,
  set_at             timestamptz not null,
  until              timestamptz not null,
  withdrawn_by       uuid        references users,
  withdrawn_at       timestamptz,
  constraint override_class_is_known check (acuity_class between 1 and 4),
  constraint override_reason_is_known check (reason in (
    'one-to-one-observation', 'complex-wound', 'end-of-life-care', 'family-needs', 'isolation',
    'mobilised-by-two', 'usual-for-patient', 'other')),
  constraint override_ends_within_a_day check (until > set_at and until <= set_at + interval '24 hours'),
  constraint withdrawn_by_somebody check ((withdrawn_at is null) = (withdrawn_by is null)),
  constraint withdrawal_follows_override check (withdrawn_at >= set_at),
  -- One class counts at a time.
  constraint one_override_at_a_time
    exclude using gist (encounter_id with =, tstzrange(set_at, least(until, withdrawn_at)) with &&)
);

alter table acuity_changes enable row level security;
alter table acuity_overrides enable row level security;

-- Read by whoever may read the patient, by emergency access too; set and taken back in own units alone.
grant select on acuity_changes, acuity_overrides to wardcast_app;
create policy readable_encounter on acuity_changes for select to wardcast_app
  using (exists (select from encounters where encounters.encounter_id = acuity_changes.encounter_id));
create policy readable_encounter on acuity_overrides for select to wardcast_app
  using (exists (select from encounters where encounters.encounter_id = acuity_overrides.encounter_id));

grant insert (encounter_id, acuity_class, reason, set_by, set_at, until),
      update (withdrawn_by, withdrawn_at)
  on acuity_overrides to wardcast_app;
create policy set_in_own_unit on acuity_overrides for insert to wardcast_app
  with check (set_by = (select acting_user_id())
     and (select acting_permission('acuity:override'))
     and exists (
           select
             from encounters
            where encounters.encounter_id = acuity_overrides.encounter_id
              and encounters.unit_id = any ((select acting_unit_ids())::uuid[])
              and encounters.status = 'active'
         ));
create policy withdraw_in_own_unit on acuity_overrides for update to wardcast_app
  using ((select acting_permission('acuity:override'))
     and withdrawn_at is null
     and exists (
           select
             from encounters
            where encounters.encounter_id = acuity_overrides.encounter_id
              and encounters.unit_id = any ((select acting_unit_ids())::uuid[])
         ))
  with check (withdrawn_by = (select acting_user_id()));

-- The live state computes the class, and shows what people set.
grant select, insert on acuity_changes to wardcast_service;
grant select on acuity_overrides to wardcast_service;
create policy every_unit on acuity_changes to wardcast_service using (true) with check (true);
create policy every_unit on acuity_overrides for select to wardcast_service using (true);
