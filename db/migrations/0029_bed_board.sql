-- The bed board: what is so of each bed beside who lies in it, for whom it is kept, who waits for one, and how
-- long cleaning takes. Bed stays remain the truth of who lies where; what is noted here follows them. Locks
-- `units` and `bed_stays` for the moment it takes to add columns with constant defaults, `beds` while a row is
-- added for each: milliseconds.
alter table units add column has_housekeeping boolean not null default false;

-- A move that people made on the board, until the hospital's feed says the same or another.
alter table bed_stays
  add column source       text not null default 'feed',
  add column confirmed_at timestamptz,
  add constraint stay_source_is_known check (source in ('feed', 'board')),
  add constraint feed_needs_no_confirmation check (source = 'board' or confirmed_at is null);

create table bed_statuses (
  bed_id               uuid        primary key references beds,
  version              integer     not null default 0, -- one more with each change
  occupant             uuid        references encounters, -- as last settled with the open bed stay
  is_discharge_pending boolean     not null default false,
  cleaning             text        not null default 'none',
  waiting_since        timestamptz,
  cleaning_began_at    timestamptz,
  block_reason         text,
  blocked_until        timestamptz, -- past it the bed stays blocked until somebody has looked
  taken_from           text, -- what it was when the feed put somebody into it all the same
  tags                 text[]      not null default '{}',
  since                timestamptz not null default now(), -- in the state it is in
  changed_at           timestamptz not null default now(),
  changed_by           uuid        references users, -- null: the feed
  constraint cleaning_is_known check (cleaning in ('none', 'waiting', 'under-way')),
  constraint cleaning_has_its_times check (
    (cleaning = 'none') = (waiting_since is null) and (cleaning = 'under-way') = (cleaning_began_at is not null)),
  constraint block_reason_is_known check (block_reason in (
    'maintenance', 'no-staff', 'isolation-of-neighbour', 'infection-control', 'equipment-missing', 'other')),
  constraint only_a_block_lasts_until check (block_reason is not null or blocked_until is null),
  constraint taken_from_is_known check (taken_from in ('reserved', 'cleaning', 'blocked')),
  constraint tags_are_known check (tags <@ array[
    'isolation-contact', 'isolation-droplet', 'isolation-airborne', 'isolation-protective',
    'negative-pressure', 'oxygen', 'monitor', 'ventilator', 'bariatric']),
  constraint only_a_patient_is_discharged check (occupant is not null or not is_discharge_pending),
  constraint patient_lies_in_a_bed_in_order check (
    occupant is null or (cleaning = 'none' and block_reason is null)),
  constraint bed_is_taken_by_somebody check (occupant is not null or taken_from is null)
);
create index bed_statuses_of_occupant on bed_statuses (occupant);

-- Nobody waits for housekeeping who was there before this migration.
insert into bed_statuses (bed_id, occupant, since)
select bed_id, encounter_id, coalesce(lower(during), now())
  from beds
  left join bed_stays using (bed_id)
 where during is null or upper_inf(during)
union all
select bed_id, null, now()
  from beds
 where exists (select from bed_stays as past where past.bed_id = beds.bed_id)
   and not exists (select from bed_stays as open
                    where open.bed_id = beds.bed_id and upper_inf(open.during));

create function add_bed_status() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  insert into bed_statuses (bed_id) values (new.bed_id);
  return null;
end
$$;
create trigger bed_has_a_status after insert on beds
  for each row execute function add_bed_status();

-- The constraints decide when two people keep one bed, or one patient two beds, at once. What has run out
-- ends by itself: nothing has to be written for the bed to be free again.
create table bed_reservations (
  bed_reservation_id uuid        primary key default gen_random_uuid(),
  bed_id             uuid        not null references beds,
  encounter_id       uuid        references encounters,
  reason             text,
  reserved_at        timestamptz not null,
  reserved_by        uuid        not null references users,
  until              timestamptz not null,
  ended_at           timestamptz,
  ended_by           uuid        references users, -- null: the feed
  outcome            text,
  constraint kept_for_a_patient_or_a_reason check (num_nonnulls(encounter_id, reason) = 1),
  constraint reservation_reason_is_known check (reason in (
    'surgery', 'external-transfer', 'return-from-theatre', 'planned-admission', 'other')),
  constraint reservation_ends_within_three_days check
    (until > reserved_at and until <= reserved_at + interval '72 hours 1 minute'),
  constraint reservation_end_is_whole check ((ended_at is null) = (outcome is null)),
  constraint reservation_outcome_is_known check (outcome in ('used', 'cancelled', 'lost')),
  constraint reservation_end_follows check (ended_at >= reserved_at),
  constraint one_reservation_per_bed
    exclude using gist (bed_id with =, tstzrange(reserved_at, least(until, ended_at)) with &&),
  constraint one_reservation_per_patient
    exclude using gist (encounter_id with =, tstzrange(reserved_at, least(until, ended_at)) with &&)
);

-- The decision to admit somebody who is in an emergency unit: from then on the patient boards.
create table bed_requests (
  bed_request_id uuid        primary key default gen_random_uuid(),
  encounter_id   uuid        not null references encounters,
  needed_kind    text        not null,
  needs          text[]      not null,
  requested_at   timestamptz not null,
  requested_by   uuid        not null references users,
  ended_at       timestamptz,
  ended_by       uuid        references users, -- null: the feed
  outcome        text,
  constraint needed_kind_is_known check (needed_kind in ('intensive', 'step-down', 'ward')),
  constraint needs_are_known check (needs <@ array[
    'isolation-contact', 'isolation-droplet', 'isolation-airborne', 'isolation-protective',
    'negative-pressure', 'oxygen', 'monitor', 'ventilator', 'bariatric']),
  constraint request_end_is_whole check ((ended_at is null) = (outcome is null)),
  constraint request_outcome_is_known check (outcome in ('placed', 'cancelled', 'left')),
  constraint request_end_follows check (ended_at >= requested_at)
);
create unique index one_open_bed_request on bed_requests (encounter_id) where ended_at is null;
create index bed_requests_of_encounter on bed_requests (encounter_id, requested_at desc);

-- From somebody's leaving, or the start of another cleaning, until the bed was clean.
create table bed_cleanings (
  bed_id        uuid        not null references beds,
  waiting_since timestamptz not null,
  began_at      timestamptz, -- null: nobody said that it began
  finished_at   timestamptz not null,
  finished_by   uuid        not null references users,
  primary key (bed_id, finished_at),
  constraint cleaning_takes_time check
    (waiting_since <= coalesce(began_at, waiting_since) and coalesce(began_at, waiting_since) <= finished_at)
);
create index bed_cleanings_by_time on bed_cleanings (finished_at);

-- Who did what to a bed, when and why. Added to, never changed.
create table bed_events (
  bed_event_id bigint      primary key generated always as identity,
  at           timestamptz not null,
  user_id      uuid        references users, -- null: the feed
  action       text        not null,
  bed_id       uuid        references beds, -- null of a request for one
  version      integer,
  state        text,        -- of the bed afterwards
  encounter_id uuid        references encounters,
  reason       text,
  until        timestamptz,
  constraint bed_event_is_about_something check (num_nonnulls(bed_id, encounter_id) > 0),
  constraint bed_event_has_a_version check ((bed_id is null) = (version is null))
);
create index bed_events_of_bed on bed_events (bed_id, bed_event_id desc);

-- Every screen hears of it at the commit, whoever wrote.
create function announce_bed() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  perform pg_notify('bed_board_changed', unit_id::text) from beds where bed_id = new.bed_id;
  return null;
end
$$;
create trigger status_is_announced after insert or update on bed_statuses
  for each row execute function announce_bed();
create trigger reservation_is_announced after insert or update on bed_reservations
  for each row execute function announce_bed();
create trigger bed_in_use_is_announced after update of in_use on beds
  for each row execute function announce_bed();

create function announce_bed_request() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  perform pg_notify('bed_board_changed', unit_id::text)
     from encounters
    where encounter_id = new.encounter_id
      and unit_id is not null;
  return null;
end
$$;
create trigger request_is_announced after insert or update on bed_requests
  for each row execute function announce_bed_request();

create function announce_unit_beds() returns trigger language plpgsql as $$
begin
  perform pg_notify('bed_board_changed', new.unit_id::text);
  return null;
end
$$;
create trigger housekeeping_is_announced after update of has_housekeeping on units
  for each row execute function announce_unit_beds();

-- Where the person may assign, keep, clean and block beds.
create function acting_bed_unit_ids() returns uuid[]
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select coalesce(array_agg(unit_id), '{}')
    from units
   where acting_permission('bed:coordinate')
      or (acting_permission('bed:manage')
          and exists (select from user_units
                       where user_units.user_id = acting_user_id()
                         and user_units.unit_id = units.unit_id))
$$;

-- Whether the person may ask for a bed for the patient, or take that back. Whoever coordinates beds without
-- seeing patients cannot read the encounter, so it is asked here.
create function may_request_bed(wanted uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select exists (
    select
      from encounters
      join units using (unit_id)
     where encounter_id = wanted
       and status = 'active'
       and units.kind = 'emergency'
       and unit_id = any (acting_bed_unit_ids())
  )
$$;

-- A patient of the person's beds, or one who waits for a bed anywhere.
create function may_place(wanted uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select exists (
    select
      from encounters
     where encounter_id = wanted
       and status = 'active'
       and (unit_id = any (acting_bed_unit_ids())
         or (cardinality(acting_bed_unit_ids()) > 0
             and exists (select from bed_requests
                          where bed_requests.encounter_id = wanted and ended_at is null)))
  )
$$;

-- What waits for a patient ends when the patient got it, or has left: the request for a bed, and the beds that
-- are kept. `by` is null when the feed told.
create function settle_waiting(patients uuid[], by uuid) returns void
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  with place as (
    select encounters.encounter_id, status, stay.bed_id, coalesce(units.kind <> 'emergency', false) as is_placed
      from encounters
      left join bed_stays as stay
        on stay.encounter_id = encounters.encounter_id
       and upper_inf(stay.during)
      left join beds on beds.bed_id = stay.bed_id
      left join units on units.unit_id = beds.unit_id
     where encounters.encounter_id = any (patients)
  ), settled as (
    update bed_requests as request
       set ended_at = greatest(now(), requested_at),
           ended_by = by,
           outcome = case when place.status = 'active' then 'placed' else 'left' end
      from place
     where request.encounter_id = place.encounter_id
       and request.ended_at is null
       and (place.status <> 'active' or place.is_placed)
    returning request.encounter_id
  )
  update bed_reservations as reservation
     set ended_at = greatest(now(), reserved_at),
         ended_by = by,
         outcome = case when place.bed_id = reservation.bed_id then 'used'
                        when place.status = 'active' then 'cancelled' else 'lost' end
    from place
   where reservation.encounter_id = place.encounter_id
     and reservation.ended_at is null
     and reservation.until > now()
     and (place.status <> 'active'
       or place.bed_id = reservation.bed_id
       or place.encounter_id in (select encounter_id from settled));
end
$$;

-- Puts each patient into the bed of the same place in the list, all at once, so that two can change beds.
-- A stay begins now, but not before the bed was free nor before the stay that it ends had begun.
create function place_by_board(patients uuid[], wanted_beds uuid[]) returns timestamptz
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  starts_at timestamptz;
begin
  if exists (select from unnest(patients) as patient where not may_place(patient))
     or exists (select
                  from unnest(wanted_beds) as wanted (bed_id)
                  left join beds using (bed_id)
                 where beds.in_use is not true
                    or not (beds.unit_id = any (acting_bed_unit_ids())))
  then
    raise exception 'not theirs to move' using errcode = 'insufficient_privilege';
  end if;

  select greatest(clock_timestamp(),
                  max(case when upper_inf(during) then lower(during) else upper(during) end))
    into starts_at
    from bed_stays
   where encounter_id = any (patients)
      or bed_id = any (wanted_beds);
  delete from bed_stays
   where encounter_id = any (patients) and upper_inf(during) and lower(during) >= starts_at;
  update bed_stays
     set during = tstzrange(lower(during), starts_at)
   where encounter_id = any (patients) and upper_inf(during);
  insert into bed_stays (encounter_id, bed_id, during, source)
  select patient, wanted, tstzrange(starts_at, null), 'board'
    from unnest(patients, wanted_beds) as move (patient, wanted);
  perform settle_waiting(patients, acting_user_id());
  perform pg_notify('encounter_changed', patient::text) from unnest(patients) as patient;
  return starts_at;
end
$$;

-- The feed's own discharge, when it comes, finds it done.
create function discharge_by_board(patient uuid) returns void
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if not exists (select from encounters
                  where encounter_id = patient
                    and status = 'active'
                    and unit_id = any (acting_bed_unit_ids()))
  then
    raise exception 'not theirs to discharge' using errcode = 'insufficient_privilege';
  end if;

  -- A stay that would end before it began has lasted an instant.
  update bed_stays
     set during = tstzrange(lower(during),
                            greatest(clock_timestamp(), lower(during) + interval '1 millisecond'))
   where encounter_id = patient and upper_inf(during);
  update encounters
     set status = 'discharged',
         discharged_at = greatest(clock_timestamp(), admitted_at),
         updated_at = now()
   where encounter_id = patient;
  perform settle_waiting(array[patient], acting_user_id());
  perform pg_notify('encounter_changed', patient::text);
end
$$;

revoke execute on function
  acting_bed_unit_ids(), may_request_bed(uuid), may_place(uuid), settle_waiting(uuid[], uuid),
  place_by_board(uuid[], uuid[]), discharge_by_board(uuid)
  from public;
grant execute on function
  acting_bed_unit_ids(), may_request_bed(uuid), may_place(uuid), place_by_board(uuid[], uuid[]),
  discharge_by_board(uuid)
  to wardcast_app;

alter table bed_statuses enable row level security;
alter table bed_reservations enable row level security;
alter table bed_requests enable row level security;
alter table bed_cleanings enable row level security;
alter table bed_events enable row level security;

-- People: the beds of the units where they may do something to beds. No row says who a patient is.
grant select on bed_statuses, bed_reservations, bed_requests to wardcast_app;
grant update (version, occupant, is_discharge_pending, cleaning, waiting_since, cleaning_began_at,
              block_reason, blocked_until, taken_from, tags, since, changed_at, changed_by)
   on bed_statuses to wardcast_app;
create policy own_beds on bed_statuses for select to wardcast_app
  using (exists (select from beds
                  where beds.bed_id = bed_statuses.bed_id
                    and beds.unit_id = any ((select acting_bed_unit_ids())::uuid[])));
create policy own_beds_change on bed_statuses for update to wardcast_app
  using (exists (select from beds
                  where beds.bed_id = bed_statuses.bed_id
                    and beds.unit_id = any ((select acting_bed_unit_ids())::uuid[])))
  with check (changed_by = (select acting_user_id()));

grant insert (bed_id, encounter_id, reason, reserved_at, reserved_by, until),
      update (ended_at, ended_by, outcome)
   on bed_reservations to wardcast_app;
create policy own_beds on bed_reservations for select to wardcast_app
  using (exists (select from beds
                  where beds.bed_id = bed_reservations.bed_id
                    and beds.unit_id = any ((select acting_bed_unit_ids())::uuid[])));
create policy own_beds_keep on bed_reservations for insert to wardcast_app
  with check (reserved_by = (select acting_user_id())
     and (encounter_id is null or (select may_place(encounter_id)))
     and exists (select from beds
                  where beds.bed_id = bed_reservations.bed_id
                    and beds.in_use
                    and beds.unit_id = any ((select acting_bed_unit_ids())::uuid[])));
create policy own_beds_release on bed_reservations for update to wardcast_app
  using (ended_at is null
     and exists (select from beds
                  where beds.bed_id = bed_reservations.bed_id
                    and beds.unit_id = any ((select acting_bed_unit_ids())::uuid[])))
  with check (ended_by = (select acting_user_id()));

-- Who waits is known to everybody who has a bed to give; where the patient is, alone, it is taken back.
grant insert (encounter_id, needed_kind, needs, requested_at, requested_by),
      update (ended_at, ended_by, outcome)
   on bed_requests to wardcast_app;
create policy who_has_beds on bed_requests for select to wardcast_app
  using (cardinality((select acting_bed_unit_ids())::uuid[]) > 0);
create policy of_own_patients on bed_requests for insert to wardcast_app
  with check (requested_by = (select acting_user_id()) and may_request_bed(encounter_id));
create policy of_own_patients_taken_back on bed_requests for update to wardcast_app
  using (ended_at is null and may_request_bed(encounter_id))
  with check (ended_by = (select acting_user_id()) and outcome = 'cancelled');

grant insert on bed_cleanings to wardcast_app;
create policy own_beds on bed_cleanings for insert to wardcast_app
  with check (finished_by = (select acting_user_id())
     and exists (select from beds
                  where beds.bed_id = bed_cleanings.bed_id
                    and beds.unit_id = any ((select acting_bed_unit_ids())::uuid[])));

grant insert (at, user_id, action, bed_id, version, state, encounter_id, reason, until)
   on bed_events to wardcast_app;
create policy own_doing on bed_events for insert to wardcast_app
  with check (user_id = (select acting_user_id())
     and case when bed_id is null then may_request_bed(encounter_id)
         else exists (select from beds
                       where beds.bed_id = bed_events.bed_id
                         and beds.unit_id = any ((select acting_bed_unit_ids())::uuid[])) end);

grant update (has_housekeeping) on units to wardcast_app;
create policy bed_manager_switches on units for update to wardcast_app
  using (unit_id = any ((select acting_bed_unit_ids())::uuid[]));

-- Machines: the board shows all, and follows what the feed reports.
grant select, update on bed_statuses, bed_reservations, bed_requests to wardcast_service;
grant select on bed_cleanings to wardcast_service;
grant select, insert on bed_events to wardcast_service;
grant execute on function settle_waiting(uuid[], uuid) to wardcast_service;
grant select on sites to wardcast_service;
create policy every_unit on sites for select to wardcast_service using (true);
create policy every_unit on bed_statuses to wardcast_service using (true) with check (true);
create policy every_unit on bed_reservations to wardcast_service using (true) with check (true);
create policy every_unit on bed_requests to wardcast_service using (true) with check (true);
create policy every_unit on bed_cleanings for select to wardcast_service using (true);
create policy every_unit on bed_events to wardcast_service using (true) with check (true);
