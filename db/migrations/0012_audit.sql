-- The audit trail: what was done, by whom, to whose data; each record sealed to the one before it.
-- New tables and functions only; locks nothing that exists.
--
-- A record's hash covers all of its columns and the hash of its predecessor, so a record that is
-- changed, removed, put in or moved no longer fits its neighbours. The chain is one over all
-- processes: the row of `audit_chain` is locked from a record's insertion until its commit.
-- Whoever owns the database can still build a whole new chain; the signed anchors, which are kept
-- elsewhere, tell.
--
-- There is no retention policy: how long records are kept is the operator's duty by law (six years
-- under HIPAA, 45 CFR 164.316), and nothing here may shorten it.
create table audit_events (
  -- By what the sender says, because a trigger cannot move a row to another chunk. The chain's own
  -- clock is recorded_at.
  occurred_at      timestamptz not null,
  event_id         uuid        not null, -- made by the sender: what is sent again is refused, not doubled
  action           text        not null, -- of models/audit/audit-event.ts
  outcome          text        not null,
  actor_kind       text        not null,
  actor_user_id    uuid,
  actor_session_id uuid,
  actor_name       text,        -- of a gateway
  permission       text,
  basis            text,
  unit_id          uuid,
  encounter_id     uuid,
  subject_user_id  uuid,
  address          text,
  details          jsonb,
  sequence         bigint      not null,
  recorded_at      timestamptz not null, -- the database's clock, never earlier than the record before
  previous_hash    bytea       not null,
  hash             bytea       not null, -- SHA-256 of the previous hash and of all the above
  constraint audit_event_is_stored_once unique (event_id, occurred_at),
  constraint audit_occurred_at_is_an_instant check (isfinite(occurred_at)),
  constraint audit_action_is_named check (action ~ '^[a-z-]{1,40}:[a-z-]{1,40}$'),
  constraint audit_outcome_is_known check (outcome in ('permitted', 'refused', 'failed')),
  constraint audit_actor_is_known check (actor_kind in ('user', 'gateway', 'system', 'anonymous')),
  constraint audit_user_is_named check ((actor_kind = 'user') = (actor_user_id is not null)),
  constraint audit_details_are_few check (
    details is null or jsonb_typeof(details) = 'object' and length(details::text) <= 4000)
);
-- No foreign keys: a record outlives what it is about.
select create_hypertable('audit_events', by_range('occurred_at', interval '7 days'),
  create_default_indexes => false);
create index audit_events_in_order on audit_events (sequence);
create index audit_events_by_time on audit_events (occurred_at);
create index audit_events_of_encounter on audit_events (encounter_id, sequence)
  where encounter_id is not null;
create index audit_events_of_actor on audit_events (actor_user_id, sequence)
  where actor_user_id is not null;
create index audit_events_of_upkeep on audit_events (sequence)
  where action in ('audit:anchored', 'audit:verified');

-- Its newest record. Updated with every record: most of a page is left free for the new versions.
create table audit_chain (
  is_the_row  boolean     primary key default true,
  sequence    bigint      not null,
  hash        bytea       not null,
  recorded_at timestamptz not null,
  constraint there_is_one_chain check (is_the_row)
) with (fillfactor = 10);
insert into audit_chain (sequence, hash, recorded_at)
values (0, decode(repeat('00', 32), 'hex'), to_timestamp(0));

-- The canonical form is the text of a jsonb array: one spelling for every content, and the same in
-- any program that can write JSON. Instants are microseconds since 1970.
create function seal_audit_event() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
declare
  head public.audit_chain;
begin
  select * into strict head from public.audit_chain for update;
  new.sequence := head.sequence + 1;
  new.recorded_at := greatest(clock_timestamp(), head.recorded_at);
  new.previous_hash := head.hash;
  new.hash := sha256(head.hash || convert_to(jsonb_build_array(
    new.sequence,
    (extract(epoch from new.recorded_at) * 1000000)::bigint,
    (extract(epoch from new.occurred_at) * 1000000)::bigint,
    new.event_id,
    new.action,
    new.outcome,
    new.actor_kind,
    new.actor_user_id,
    new.actor_session_id,
    new.actor_name,
    new.permission,
    new.basis,
    new.unit_id,
    new.encounter_id,
    new.subject_user_id,
    new.address,
    new.details
  )::text, 'UTF8'));
  update public.audit_chain
     set sequence = new.sequence, hash = new.hash, recorded_at = new.recorded_at;
  return new;
end
$$;

create trigger audit_event_is_sealed
  before insert on audit_events
  for each row execute function seal_audit_event();

-- Records are for ever, whoever asks. It takes a superuser who switches triggers off to do otherwise,
-- and `npm run audit:verify` to find it.
create function refuse_audit_change() returns trigger language plpgsql as $$
begin
  raise exception 'the audit trail is only added to' using errcode = 'insufficient_privilege';
end
$$;

create trigger audit_events_are_kept
  before update or delete or truncate on audit_events
  for each statement execute function refuse_audit_change();
create trigger audit_event_is_kept
  before update or delete on audit_events
  for each row execute function refuse_audit_change();
create trigger audit_chain_is_kept
  before delete or truncate on audit_chain
  for each statement execute function refuse_audit_change();

-- Added to by whoever serves people and machines, and read by none of them but through the functions
-- below. What the trigger fills in is not theirs to give.
grant insert (
  occurred_at, event_id, action, outcome, actor_kind, actor_user_id, actor_session_id, actor_name,
  permission, basis, unit_id, encounter_id, subject_user_id, address, details
) on audit_events to wardcast_app, wardcast_identity, wardcast_service;

-- After the grant: TimescaleDB would repeat it on the compressed form, which has other columns.
alter table audit_events set (
  timescaledb.compress,
  timescaledb.compress_orderby = 'sequence'
);
select add_compression_policy('audit_events', compress_after => interval '30 days');

-- What has been checked, by whose wish, and what came of it. `last_hash` lets the next check go on
-- from there; a whole one trusts none of this.
create table audit_verifications (
  verification_id bigint      generated always as identity primary key,
  requested_at    timestamptz not null default now(),
  requested_by    uuid        references users, -- null: by the clock
  is_whole        boolean     not null default false,
  started_at      timestamptz,
  seen_at         timestamptz, -- when it last said how far it is
  finished_at     timestamptz,
  after_sequence  bigint      not null default 0, -- records up to here were not looked at again
  last_sequence   bigint,     -- how far it has come
  last_hash       bytea,
  outcome         text,
  bad_sequence    bigint,
  finding         text,       -- in words, of the records' numbers and times alone
  constraint audit_verification_outcome_is_known check (outcome in ('intact', 'broken', 'failed')),
  constraint audit_verification_ends_with_an_outcome check ((finished_at is null) = (outcome is null))
);
create index audit_verifications_newest on audit_verifications (requested_at desc);
create unique index audit_verification_waits_once on audit_verifications (is_whole)
  where started_at is null;

alter table audit_verifications enable row level security;
create policy audit_verifications_are_read on audit_verifications
  for select to wardcast_app using (acting_permission('audit:read'));
create policy audit_verification_is_asked_for on audit_verifications
  for insert to wardcast_app
  with check (acting_permission('audit:read') and requested_by = acting_user_id());
grant select on audit_verifications to wardcast_app;
grant insert (requested_by, is_whole) on audit_verifications to wardcast_app;

-- How people read the trail: by functions that look at who asks. They run as their owner, because
-- TimescaleDB compresses no table that has policies of its own.
create function require_audit_reader() returns void
  language plpgsql stable set search_path = pg_catalog, pg_temp
  as $$
begin
  if not public.acting_permission('audit:read') then
    raise exception 'not a reader of the audit trail' using errcode = 'insufficient_privilege';
  end if;
end
$$;

-- Newest first. Whatever is null is not asked for. Planned anew for each question: what is asked for
-- decides which index answers it.
create function search_audit_events(
  from_at timestamptz, until_at timestamptz, person uuid, actions text[], wanted_outcome text,
  unit uuid, encounter uuid, from_address text, mentioning text, before bigint, most integer
) returns setof audit_events
  language plpgsql stable security definer
  set search_path = pg_catalog, pg_temp
  set plan_cache_mode = force_custom_plan
  as $$
begin
  perform public.require_audit_reader();
  return query
    select *
      from public.audit_events as event
     where (from_at is null or event.occurred_at >= from_at)
       and (until_at is null or event.occurred_at < until_at)
       and (person is null or event.actor_user_id = person or event.subject_user_id = person)
       and (actions is null or event.action = any (actions))
       and (wanted_outcome is null or event.outcome = wanted_outcome)
       and (unit is null or event.unit_id = unit)
       and (encounter is null or event.encounter_id = encounter)
       and (from_address is null or event.address = from_address)
       and (mentioning is null
            or position(lower(mentioning) in lower(concat_ws(' ',
                 event.event_id, event.actor_user_id, event.actor_session_id, event.actor_name,
                 event.unit_id, event.encounter_id, event.subject_user_id, event.details))) > 0)
       and (before is null or event.sequence < before)
     order by event.sequence desc
     limit most;
end
$$;

-- The names behind the ids; of everybody when none are given.
create function audit_people(wanted uuid[])
  returns table (user_id uuid, name text, role text)
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp
  as $$
begin
  perform public.require_audit_reader();
  return query
    select person.user_id, person.name, person.role
      from public.users as person
     where wanted is null or person.user_id = any (wanted)
     order by person.name, person.user_id;
end
$$;

create function audit_trail_status()
  returns table (
    sequence bigint, hash bytea, recorded_at timestamptz,
    anchored_sequence bigint, anchored_at timestamptz)
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp
  as $$
begin
  perform public.require_audit_reader();
  return query
    select head.sequence, head.hash, head.recorded_at,
           (anchor.details->>'sequence')::bigint, anchor.recorded_at
      from public.audit_chain as head
      left join lateral (
             select event.details, event.recorded_at
               from public.audit_events as event
              where event.action = 'audit:anchored'
                and event.action in ('audit:anchored', 'audit:verified')
              order by event.sequence desc
              limit 1) as anchor on true;
end
$$;

-- Who lay in a unit's beds and when, by encounter alone: no reader of the trail learns a name here.
create function audit_encounters_in_unit(
  unit uuid, bed_label text, from_at timestamptz, until_at timestamptz
) returns table (encounter_id uuid, bed text, lain_from timestamptz, lain_until timestamptz)
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp
  as $$
begin
  perform public.require_audit_reader();
  return query
    select stay.encounter_id, bed.label, lower(stay.during), upper(stay.during)
      from public.bed_stays as stay
      join public.beds as bed using (bed_id)
     where bed.unit_id = unit
       and (bed_label is null or lower(bed.label) = lower(bed_label))
       and stay.during && tstzrange(from_at, until_at)
     order by lower(stay.during) desc, bed.label
     limit 200;
end
$$;

-- Who looked at one patient: by opening the patient, and by watching the unit while they lay there.
-- A screen watches from `unit:subscribed` until its `unit:unsubscribed`; where that is missing the
-- server died, and three days are the longest a session may be set to live.
create function audit_viewers_of_encounter(encounter uuid)
  returns table (
    user_id uuid, name text, role text, way text, times bigint,
    first_at timestamptz, last_at timestamptz, bases text[], actions text[])
  language plpgsql stable security definer
  set search_path = pg_catalog, pg_temp
  set plan_cache_mode = force_custom_plan
  as $$
begin
  perform public.require_audit_reader();
  return query
    with stays as (
      select bed.unit_id, stay.during
        from public.bed_stays as stay
        join public.beds as bed using (bed_id)
       where stay.encounter_id = encounter
    ), spans as (
      select event.actor_user_id, event.basis, event.action, event.occurred_at, 'opened' as way
        from public.audit_events as event
       where event.encounter_id = encounter
         and event.actor_kind = 'user'
         and event.outcome = 'permitted'
      union all
      select event.actor_user_id, event.basis, event.action, event.occurred_at, 'unit'
        from stays
        join public.audit_events as event
          on event.unit_id = stays.unit_id
         and event.encounter_id is null
         and event.actor_kind = 'user'
         and event.outcome = 'permitted'
         and event.action in ('board:viewed', 'alerts:viewed')
         and event.occurred_at <@ stays.during
      union all
      select event.actor_user_id, event.basis, event.action,
             greatest(event.occurred_at, lower(stays.during)), 'unit'
        from stays
        join public.audit_events as event
          on event.unit_id = stays.unit_id
         and event.action = 'unit:subscribed'
         and event.outcome = 'permitted'
         and event.occurred_at >= lower(stays.during) - interval '3 days'
         and event.occurred_at < coalesce(upper(stays.during), 'infinity')
        left join public.audit_events as ended
          on ended.action = 'unit:unsubscribed'
         and ended.actor_user_id = event.actor_user_id
         and ended.occurred_at between event.occurred_at and event.occurred_at + interval '4 days'
         and ended.details->>'watchId' = event.details->>'watchId'
       where coalesce(ended.occurred_at, least(now(), event.occurred_at + interval '3 days'))
             >= lower(stays.during)
    )
    select span.actor_user_id, person.name, person.role, span.way, count(*),
           min(span.occurred_at), max(span.occurred_at),
           array_agg(distinct span.basis) filter (where span.basis is not null),
           array_agg(distinct span.action)
      from spans as span
      left join public.users as person on person.user_id = span.actor_user_id
     group by span.actor_user_id, person.name, person.role, span.way
     order by span.way, max(span.occurred_at) desc;
end
$$;

revoke execute on function
  seal_audit_event(), refuse_audit_change(), require_audit_reader(),
  search_audit_events(timestamptz, timestamptz, uuid, text[], text, uuid, uuid, text, text, bigint, integer),
  audit_people(uuid[]), audit_trail_status(),
  audit_encounters_in_unit(uuid, text, timestamptz, timestamptz),
  audit_viewers_of_encounter(uuid)
  from public;
grant execute on function
  search_audit_events(timestamptz, timestamptz, uuid, text[], text, uuid, uuid, text, text, bigint, integer),
  audit_people(uuid[]), audit_trail_status(),
  audit_encounters_in_unit(uuid, text, timestamptz, timestamptz),
  audit_viewers_of_encounter(uuid)
  to wardcast_app;
