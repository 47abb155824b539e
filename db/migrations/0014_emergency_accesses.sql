-- Emergency access: somebody opens one patient outside their units, for a stated reason and an hour at
-- most. Those in charge there are told at once, and somebody else reviews it afterwards. New tables and
-- functions only; locks nothing that is in use.
create table emergency_accesses (
  emergency_access_id uuid        primary key,
  user_id             uuid        not null references users,
  session_id          uuid        not null, -- no foreign key: a review may outlive the session's row
  encounter_id        uuid        not null references encounters,
  -- Where the patient was: who was told, and what they were told.
  unit_id             uuid        not null references units,
  bed_label           text        not null,
  category            text        not null,
  reason              bytea       not null, -- sealed
  began_at            timestamptz not null default now(),
  expires_at          timestamptz not null,
  ended_at            timestamptz,
  reviewed_at         timestamptz,
  reviewed_by         uuid        references users,
  finding_kind        text,
  finding             bytea, -- sealed
  constraint emergency_category_is_known check (category in
    ('life-threatening', 'called-to-help', 'taking-over', 'covering', 'other')),
  constraint emergency_access_lasts_an_hour_at_most check
    (expires_at > began_at and expires_at <= began_at + interval '60 minutes'),
  constraint emergency_access_ends_by_its_expiry check (ended_at between began_at and expires_at),
  constraint finding_is_known check (finding_kind in ('justified', 'not-justified', 'needs-follow-up')),
  constraint review_is_whole check
    (num_nulls(reviewed_at, reviewed_by, finding_kind, finding) in (0, 4)),
  constraint review_follows_the_end check (reviewed_at >= ended_at),
  constraint review_needs_an_end check (reviewed_at is null or ended_at is not null),
  constraint nobody_reviews_their_own check (reviewed_by <> user_id)
);
create index emergency_accesses_running on emergency_accesses (user_id) where ended_at is null;
create index emergency_accesses_to_review on emergency_accesses (began_at) where reviewed_at is null;
create index emergency_accesses_reviewed on emergency_accesses (reviewed_at desc)
  where reviewed_at is not null;
create index emergency_accesses_of_unit on emergency_accesses (unit_id, began_at desc);
create index emergency_accesses_of_encounter on emergency_accesses (encounter_id, user_id);

-- Who was told and said so; whoever was away finds what is not in here.
create table emergency_access_notices_seen (
  emergency_access_id uuid        not null references emergency_accesses,
  user_id             uuid        not null references users,
  seen_at             timestamptz not null default now(),
  primary key (emergency_access_id, user_id)
);

-- Whoever writes: an access is never extended, revived, or reviewed a second time.
create function keep_emergency_access() returns trigger language plpgsql as $$
begin
  if (new.user_id, new.session_id, new.encounter_id, new.unit_id, new.began_at)
       is distinct from (old.user_id, old.session_id, old.encounter_id, old.unit_id, old.began_at)
     or new.expires_at > old.expires_at
     or (old.ended_at is not null and new.ended_at is distinct from old.ended_at)
     or (old.reviewed_at is not null
         and (new.reviewed_at, new.reviewed_by, new.finding_kind)
               is distinct from (old.reviewed_at, old.reviewed_by, old.finding_kind))
  then
    raise exception 'an emergency access is neither extended, revived nor reviewed again'
      using errcode = 'check_violation';
  end if;
  return new;
end
$$;
create trigger emergency_access_is_kept before update on emergency_accesses
  for each row execute function keep_emergency_access();

-- Told to every process at the commit, so that screens open and close with it.
create function announce_emergency_access() returns trigger language plpgsql as $$
begin
  perform pg_notify('emergency_access_changed', new.emergency_access_id::text);
  return null;
end
$$;
create trigger emergency_access_begun_is_announced after insert on emergency_accesses
  for each row execute function announce_emergency_access();
create trigger emergency_access_ended_is_announced after update of ended_at on emergency_accesses
  for each row when (new.ended_at is not null and old.ended_at is null)
  execute function announce_emergency_access();

-- Whether the session is that person's and lives. One that waits for its second factor opens no patient.
create function session_is_live(asked_session_id uuid, asked_user_id uuid) returns boolean
  language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select exists (
    select from sessions as session
      join users as holder using (user_id)
     where session.session_id = asked_session_id
       and session.user_id = asked_user_id
       and session.ended_at is null
       and session.second_factor_at is not null
       and session.expires_at > now()
       and session.last_seen_at + make_interval(secs => session.idle_seconds) > now()
       and holder.disabled_at is null)
$$;

create or replace function acting_emergency_encounter_ids() returns uuid[]
  language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select coalesce(array_agg(distinct access.encounter_id), '{}'::uuid[])
    from emergency_accesses as access
   where access.user_id = acting_user_id()
     and access.ended_at is null
     and access.expires_at > now()
     and acting_permission('emergency-access:begin')
     and session_is_live(access.session_id, access.user_id)
$$;

-- Every bed and the encounter in it, never who that is: enough to ask for emergency access, and only
-- for those who may. Row-level security would show them the beds of their own units alone.
create function emergency_places()
  returns table (bed_id uuid, bed_label text, unit_id uuid, encounter_id uuid)
  language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select bed.bed_id,
         bed.label,
         bed.unit_id,
         encounter.encounter_id
    from beds as bed
    left join bed_stays as stay
      on stay.bed_id = bed.bed_id
     and upper_inf(stay.during)
    left join encounters as encounter
      on encounter.encounter_id = stay.encounter_id
     and encounter.status = 'active'
   where acting_permission('emergency-access:begin')
     and (bed.in_use or encounter.encounter_id is not null)
$$;

-- The one place that knows how a record number is kept.
create function emergency_encounters_of_record(record_index bytea, number_index bytea) returns setof uuid
  language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select encounter.encounter_id
    from patients as patient
    join encounters as encounter using (patient_id)
   where acting_permission('emergency-access:begin')
     and encounter.status = 'active'
     and (patient.medical_record_index = record_index
          or patient.medical_number_index = number_index)
$$;

-- What charge nurses of the unit and reviewers are told: neither the patient nor the reason in words.
create function emergency_access_notices()
  returns table (emergency_access_id uuid, user_id uuid, opened_by text, unit_id uuid, unit_name text,
                 bed_label text, category text, began_at timestamptz, expires_at timestamptz,
                 ended_at timestamptz)
  language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select access.emergency_access_id,
         access.user_id,
         opener.name,
         access.unit_id,
         unit.name,
         access.bed_label,
         access.category,
         access.began_at,
         access.expires_at,
         access.ended_at
    from emergency_accesses as access
    join users as opener on opener.user_id = access.user_id
    join units as unit on unit.unit_id = access.unit_id
   where access.user_id <> acting_user_id()
     and access.began_at > now() - interval '72 hours'
     and (acting_permission('emergency-access:review')
          or (access.unit_id = any (acting_unit_ids())
              and exists (select from users as reader
                           where reader.user_id = acting_user_id()
                             and reader.role = 'charge-nurse')))
     and not exists (select from emergency_access_notices_seen as seen
                      where seen.emergency_access_id = access.emergency_access_id
                        and seen.user_id = acting_user_id())
   order by access.began_at desc
$$;

-- Those that are over, by the clock or with their session, and whose row does not say so yet.
create function lapsed_emergency_access_ids() returns setof uuid
  language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select access.emergency_access_id
    from emergency_accesses as access
   where access.ended_at is null
     and (access.expires_at <= now() or not session_is_live(access.session_id, access.user_id))
$$;

revoke execute on function
  session_is_live(uuid, uuid), acting_emergency_encounter_ids(), emergency_places(),
  emergency_encounters_of_record(bytea, bytea), emergency_access_notices(), lapsed_emergency_access_ids()
  from public;
grant execute on function
  acting_emergency_encounter_ids(), emergency_places(), emergency_encounters_of_record(bytea, bytea),
  emergency_access_notices()
  to wardcast_app;
grant execute on function lapsed_emergency_access_ids() to wardcast_service;

-- Not `began_at`: an access begins when the database says so. Nobody writes a reason over.
grant select on emergency_accesses to wardcast_app;
grant insert (emergency_access_id, user_id, session_id, encounter_id, unit_id, bed_label, category,
              reason, expires_at) on emergency_accesses to wardcast_app;
grant update (ended_at, reviewed_at, reviewed_by, finding_kind, finding)
  on emergency_accesses to wardcast_app;
grant select, insert on emergency_access_notices_seen to wardcast_app;
-- What is announced and what is ended; neither the reason nor the finding.
grant select (emergency_access_id, user_id, session_id, encounter_id, unit_id, bed_label, category,
              began_at, expires_at, ended_at) on emergency_accesses to wardcast_service;
grant update (ended_at) on emergency_accesses to wardcast_service;

alter table emergency_accesses enable row level security;
create policy emergency_accesses_shown on emergency_accesses for select to wardcast_app
  using (user_id = (select acting_user_id()) or (select acting_permission('emergency-access:review')));
create policy emergency_access_begun on emergency_accesses for insert to wardcast_app
  with check (user_id = (select acting_user_id())
              and (select acting_permission('emergency-access:begin'))
              and unit_id <> all ((select acting_unit_ids())::uuid[]));
create policy emergency_access_ended on emergency_accesses for update to wardcast_app
  using (user_id = (select acting_user_id()) and ended_at is null and reviewed_at is null)
  with check (user_id = (select acting_user_id()) and reviewed_at is null);
create policy emergency_access_reviewed on emergency_accesses for update to wardcast_app
  using (user_id <> (select acting_user_id())
         and reviewed_at is null
         and (select acting_permission('emergency-access:review')))
  with check (user_id <> (select acting_user_id()) and reviewed_by = (select acting_user_id()));
create policy emergency_accesses_served on emergency_accesses to wardcast_service
  using (true) with check (true);

alter table emergency_access_notices_seen enable row level security;
create policy own_notices_seen on emergency_access_notices_seen to wardcast_app
  using (user_id = (select acting_user_id()))
  with check (user_id = (select acting_user_id())
              and emergency_access_id in (select notice.emergency_access_id
                                            from emergency_access_notices() as notice));
