-- Handovers: what one shift tells the next, in people's own words where they changed the system's, and who
-- gave and received it. What people write is sealed. New tables; the function that says who looked at a
-- patient is replaced, for a handover and a downtime report show a whole unit. Locks nothing.
create table handovers (
  handover_id uuid        primary key default gen_random_uuid(),
  unit_id     uuid        not null references units,
  starts_at   timestamptz not null,
  ends_at     timestamptz not null,
  begun_by    uuid        not null references users,
  begun_at    timestamptz not null,
  given_by    uuid        references users,
  given_at    timestamptz,
  received_by uuid        references users,
  received_at timestamptz,
  constraint one_handover_per_unit_and_period unique (unit_id, starts_at, ends_at),
  constraint covers_a_time check (starts_at < ends_at),
  constraint given_by_somebody check ((given_by is null) = (given_at is null)),
  constraint received_by_somebody check ((received_by is null) = (received_at is null)),
  constraint received_once_given check (received_at is null or given_at is not null),
  constraint two_people_sign check (received_by <> given_by)
);
create index handovers_of_unit on handovers (unit_id, ends_at desc);

-- One section of one patient's sheet that somebody worded, or that was fixed by a signature. The row stays
-- when the system's words are taken again, so that its version never repeats.
create table handover_entries (
  handover_entry_id uuid        primary key,
  handover_id       uuid        not null references handovers,
  encounter_id      uuid        not null references encounters,
  bed_label         text        not null, -- where the patient lay when it was written
  section           text        not null,
  text              bytea, -- sealed; null: the system's own words stand
  is_drafted        boolean     not null default false, -- the system's words, fixed by a signature
  version           integer     not null default 1,
  changed_by        uuid        not null references users,
  changed_at        timestamptz not null,
  constraint one_entry_per_section unique (handover_id, encounter_id, section),
  constraint section_is_known
      check (section in ('situation', 'background', 'assessment', 'recommendation')),
  constraint version_counts_from_one check (version > 0)
);

alter table handovers enable row level security;
alter table handover_entries enable row level security;

grant select,
      insert (unit_id, starts_at, ends_at, begun_by, begun_at),
      update (given_by, given_at, received_by, received_at)
  on handovers to wardcast_app;
create policy own_units on handovers for select to wardcast_app
  using ((select acting_permission('handover:read'))
     and unit_id = any ((select acting_unit_ids())::uuid[]));
create policy begin_one on handovers for insert to wardcast_app
  with check (begun_by = (select acting_user_id())
     and (select acting_permission('handover:write'))
     and unit_id = any ((select acting_unit_ids())::uuid[]));
create policy sign on handovers for update to wardcast_app
  using ((select acting_permission('handover:write'))
     and unit_id = any ((select acting_unit_ids())::uuid[])
     and received_at is null)
  with check (unit_id = any ((select acting_unit_ids())::uuid[]));

-- A policy cannot see the row before. Each signs in their own name, once; only the giver takes it back, and
-- only until somebody has received it.
create function handover_signed_in_own_name() returns trigger language plpgsql as $$
begin
  if nullif(current_setting('wardcast.user_id', true), '') is null then
    return new; -- the owner of the tables
  end if;
  if (new.given_by is distinct from old.given_by
      and (coalesce(new.given_by, old.given_by) <> acting_user_id()
        or (old.given_by is not null and new.given_by is not null)
        or new.received_by is not null))
    or (new.given_by is not distinct from old.given_by
      and new.given_at is distinct from old.given_at)
    or (new.received_by is distinct from old.received_by
      and (old.received_by is not null or new.received_by <> acting_user_id()))
  then
    raise insufficient_privilege using message = 'a handover is signed once, in one''s own name';
  end if;
  return new;
end
$$;
create trigger signed_in_own_name before update on handovers
  for each row execute function handover_signed_in_own_name();

-- Written as long as nobody has signed, of patients who are in the unit.
grant select,
      insert (handover_entry_id, handover_id, encounter_id, bed_label, section, text, is_drafted,
              version, changed_by, changed_at),
      update (bed_label, text, is_drafted, version, changed_by, changed_at)
  on handover_entries to wardcast_app;
create policy readable_handover on handover_entries for select to wardcast_app
  using (exists (select from handovers
                  where handovers.handover_id = handover_entries.handover_id));
create policy write on handover_entries for insert to wardcast_app
  with check (changed_by = (select acting_user_id())
     and (select acting_permission('handover:write'))
     and exists (select
                   from handovers
                   join encounters using (unit_id)
                  where handovers.handover_id = handover_entries.handover_id
                    and handovers.given_at is null
                    and encounters.encounter_id = handover_entries.encounter_id));
create policy rewrite on handover_entries for update to wardcast_app
  using ((select acting_permission('handover:write'))
     and exists (select
                   from handovers
                  where handovers.handover_id = handover_entries.handover_id
                    and handovers.given_at is null))
  with check (changed_by = (select acting_user_id()));

create or replace function audit_viewers_of_encounter(encounter uuid)
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
         and event.action in ('board:viewed', 'alerts:viewed', 'handover:viewed',
                              'handover:exported', 'downtime-report:viewed')
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
