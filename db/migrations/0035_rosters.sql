-- Staff and their rosters: who there is, who works what, who changed it, and what each was published as. No
-- patient. New tables only; their foreign keys lock users and units against writes for an instant.

-- Everybody who may stand on a roster. Not every one has an account, and an account may be nobody's.
create table staff (
  person_id                 uuid        primary key default gen_random_uuid(),
  user_id                   uuid        unique references users,
  name                      text        not null,
  grade                     text        not null,
  employment                text        not null,
  home_unit_id              uuid        not null references units,
  contract_minutes_per_week integer     not null, -- 0 for bank and agency
  is_new                    boolean     not null default false,
  regular_hourly_cost       real        not null, -- in units of the hospital's currency
  overtime_hourly_cost      real        not null,
  left_on                   date, -- the first day on which the person is no longer here
  changed_at                timestamptz not null default now(),
  constraint staff_are_named check (length(btrim(name)) between 1 and 100),
  constraint grade_is_known check (grade in ('assistant', 'registered', 'senior', 'charge')),
  constraint employment_is_known check (employment in ('contract', 'bank', 'agency')),
  constraint contract_is_a_week_at_most check (contract_minutes_per_week between 0 and 10080),
  constraint only_a_contract_has_hours check (
    employment = 'contract' or contract_minutes_per_week = 0),
  constraint work_costs_something check (regular_hourly_cost >= 0 and overtime_hourly_cost >= 0)
);
create index staff_of_unit on staff (home_unit_id);

create table staff_skills (
  person_id uuid not null references staff on delete cascade,
  skill     text not null,
  primary key (person_id, skill),
  constraint skill_is_a_word check (skill ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and length(skill) <= 40)
);

-- Other units that somebody may work in.
create table staff_float_units (
  person_id uuid not null references staff on delete cascade,
  unit_id   uuid not null references units,
  primary key (person_id, unit_id)
);

-- Days on which somebody cannot be rostered, both ends included. Of sickness there is no reason to be told.
create table staff_absences (
  absence_id             uuid        primary key default gen_random_uuid(),
  person_id              uuid        not null references staff,
  kind                   text        not null,
  from_on                date        not null,
  to_on                  date        not null,
  credit_minutes_per_day integer     not null default 0,
  recorded_by            uuid        references users, -- null: read from another system
  recorded_at            timestamptz not null default now(),
  withdrawn_by           uuid        references users,
  withdrawn_at           timestamptz,
  constraint absence_kind_is_known check (
    kind in ('annual-leave', 'sick', 'study', 'parental', 'other')),
  constraint absence_ends_after_it_began check (to_on >= from_on),
  constraint absence_credit_is_a_day_at_most check (credit_minutes_per_day between 0 and 1440),
  constraint absence_withdrawn_by_somebody check (
    withdrawn_by is null or withdrawn_at is not null)
);
create index absences_of_person on staff_absences (person_id, from_on) where withdrawn_at is null;

-- Wishes for a day: to work, or to be off. One a day and shift.
create table shift_requests (
  shift_request_id uuid        primary key default gen_random_uuid(),
  person_id        uuid        not null references staff,
  requested_on     date        not null, -- the day it is about
  wants            text        not null,
  shift_id         text, -- null: any
  weight           real        not null default 10, -- points when it is not met
  made_by          uuid        references users,
  made_at          timestamptz not null default now(),
  withdrawn_at     timestamptz,
  constraint request_wants_one_of_two check (wants in ('work', 'off')),
  constraint request_weight_is_points check (weight >= 0)
);
create unique index one_request_a_day on shift_requests (person_id, requested_on, coalesce(shift_id, ''))
  where withdrawn_at is null;

create table rosters (
  roster_id     uuid        primary key default gen_random_uuid(),
  name          text        not null,
  starts_on     date        not null,
  days          integer     not null,
  time_zone     text        not null,
  state         text        not null default 'draft',
  version       integer     not null default 0, -- one more with each change of whatever kind
  shifts        jsonb       not null,
  rule_sets     text[]      not null, -- ids of the named sets that its rules were taken from
  rules         jsonb       not null, -- all that hold: of those sets as they were then, and its own
  prices        jsonb       not null,
  demand        jsonb       not null, -- how a forecast becomes what is needed of each shift
  made_by       uuid        references users, -- null: the seed or another system
  made_at       timestamptz not null default now(),
  published_by  uuid        references users,
  published_at  timestamptz,
  locked_by     uuid        references users,
  locked_at     timestamptz,
  constraint roster_is_named check (length(btrim(name)) between 1 and 80),
  constraint roster_is_a_year_at_most check (days between 1 and 366),
  constraint roster_state_is_known check (state in ('draft', 'published', 'locked')),
  constraint draft_is_not_published check ((state = 'draft') = (published_at is null)),
  constraint locked_at_its_time check ((state = 'locked') = (locked_at is not null)),
  constraint roster_settings_are_small check (
    pg_column_size(shifts) + pg_column_size(rules) + pg_column_size(prices)
      + pg_column_size(demand) <= 131072)
);

-- The units that a roster is for: its people are those whose home they are. Two drafts may try the same
-- weeks; of what is published each unit has one on a day.
create table roster_units (
  roster_id    uuid      not null references rosters on delete cascade,
  unit_id      uuid      not null references units,
  during       daterange not null,
  is_published boolean   not null default false,
  primary key (roster_id, unit_id),
  constraint one_published_roster_per_unit
    exclude using gist (unit_id with =, during with &&) where (is_published)
);
create index roster_units_of_unit on roster_units (unit_id);

-- What is needed of each shift, as it was last drawn from a forecast.
create table roster_demands (
  roster_id uuid        primary key references rosters on delete cascade,
  issued_at timestamptz, -- of the forecast; null: of none, the least that the rules ask for
  drawn_at  timestamptz not null,
  demand    jsonb       not null
);

-- A square of the grid that was ever filled or kept. One that is not there is free, at version 0.
create table roster_cells (
  roster_id  uuid        not null references rosters on delete cascade,
  person_id  uuid        not null references staff,
  day        integer     not null, -- from the roster's first, from 0
  shift_id   text,
  unit_id    uuid        references units,
  is_pinned  boolean     not null default false,
  version    integer     not null default 1, -- one more with each change
  changed_by uuid        references users, -- null: the seed or another system
  changed_at timestamptz not null,
  primary key (roster_id, person_id, day),
  constraint day_is_counted_from_the_first check (day >= 0),
  constraint shift_is_worked_somewhere check ((shift_id is null) = (unit_id is null))
);
create index roster_cells_of_person on roster_cells (person_id);

-- Who changed what of a roster, when and why. Added to; of a change that was undone it is noted by which.
create table roster_changes (
  roster_change_id bigint      primary key generated always as identity,
  roster_id        uuid        not null references rosters on delete cascade,
  version          integer     not null, -- of the roster afterwards
  kind             text        not null,
  at               timestamptz not null,
  user_id          uuid        references users, -- null: the seed or another system
  counterpart      bigint      references roster_changes, -- what it undoes or does again
  undone_by        bigint      references roster_changes,
  note             text, -- why hard rules were overridden, of which person or version
  constraint roster_change_kind_is_known check (kind in (
    'made', 'edit', 'pin', 'solve', 'restore', 'undo', 'redo', 'settings', 'publish', 'lock', 'reopen',
    'repair', 'swap', 'import')),
  constraint roster_change_has_one_version unique (roster_id, version),
  constraint only_undo_and_redo_have_a_counterpart check (
    (kind in ('undo', 'redo')) = (counterpart is not null)),
  constraint roster_change_note_is_short check (length(note) <= 500)
);

-- Each cell of a change, as it was and as it became.
create table roster_cell_changes (
  roster_change_id bigint  not null references roster_changes on delete cascade,
  person_id        uuid    not null references staff,
  day              integer not null,
  before_shift_id  text,
  before_unit_id   uuid,
  before_pinned    boolean not null,
  after_shift_id   text,
  after_unit_id    uuid,
  after_pinned     boolean not null,
  primary key (roster_change_id, person_id, day)
);

-- The whole roster as it was at a version worth a name: each publishing, and whatever somebody keeps.
create table roster_versions (
  roster_id uuid        not null references rosters on delete cascade,
  version   integer     not null,
  name      text        not null,
  kept_by   uuid        references users,
  kept_at   timestamptz not null,
  cells     jsonb       not null, -- [personId, day, shiftId, unitId, isPinned] each
  primary key (roster_id, version),
  constraint roster_version_is_named check (length(btrim(name)) between 1 and 80)
);

-- Filling a shift counts the version on and changes nothing else of a roster; its state is for who publishes.
create function keep_to_ones_rights() returns trigger language plpgsql as $$
begin
  if current_user <> 'wardcast_app' then
    return new;
  end if;
  if (new.name, new.shifts, new.rule_sets, new.rules, new.prices, new.demand)
       is distinct from (old.name, old.shifts, old.rule_sets, old.rules, old.prices, old.demand)
     and not acting_permission('roster:plan')
     or (new.state, new.published_by, new.published_at, new.locked_by, new.locked_at)
       is distinct from (old.state, old.published_by, old.published_at, old.locked_by, old.locked_at)
     and not acting_permission('roster:publish')
     or new.version < old.version
  then
    raise exception 'not theirs to change' using errcode = 'insufficient_privilege';
  end if;
  return new;
end
$$;
create trigger roster_is_changed_by_right before update on rosters
  for each row execute function keep_to_ones_rights();

-- Told to every process at the commit: which roster, and the version that it has now.
create function announce_roster() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    perform pg_notify('roster_changed', old.roster_id || ' ' || old.version + 1);
  else
    perform pg_notify('roster_changed', new.roster_id || ' ' || new.version);
  end if;
  return null;
end
$$;
create trigger roster_is_announced after insert or delete or update of version on rosters
  for each row execute function announce_roster();

-- Who there is, who is away and what they wish: whoever plans draws it again.
create function announce_staff() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  perform pg_notify('staff_changed', home_unit_id::text)
     from staff
    where person_id = new.person_id;
  return null;
end
$$;
create trigger staff_are_announced after insert or update on staff
  for each row execute function announce_staff();
create trigger absence_is_announced after insert or update on staff_absences
  for each row execute function announce_staff();
create trigger request_is_announced after insert or update on shift_requests
  for each row execute function announce_staff();

create function announce_roster_demand() returns trigger language plpgsql as $$
begin
  perform pg_notify('roster_demand_changed', new.roster_id::text);
  return null;
end
$$;
create trigger demand_is_announced after insert or update on roster_demands
  for each row execute function announce_roster_demand();

-- Units whose rosters the person reads, drafts, costs and absences among them.
create function acting_roster_unit_ids() returns uuid[]
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select coalesce(array_agg(unit_id), '{}')
    from units
   where acting_permission('roster:read')
     and (acting_permission('roster:plan')
       or acting_permission('roster:export')
       or exists (select from user_units
                   where user_units.user_id = acting_user_id()
                     and user_units.unit_id = units.unit_id))
$$;

-- Units where the person may fill a shift that somebody cannot work.
create function acting_repair_unit_ids() returns uuid[]
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select coalesce(array_agg(unit_id), '{}')
    from units
   where acting_permission('roster:repair')
     and (acting_permission('roster:plan')
       or exists (select from user_units
                   where user_units.user_id = acting_user_id()
                     and user_units.unit_id = units.unit_id))
$$;

-- Who the person is on rosters; null: nobody, or not to see own shifts.
create function acting_person_id() returns uuid
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select person_id
    from staff
   where user_id = acting_user_id()
     and acting_permission('own-shifts:read')
$$;

-- Who the person is on rosters, whatever their role lets them see: nobody decides about their own.
create function acting_staff_id() returns uuid
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select person_id
    from staff
   where user_id = acting_user_id()
$$;

-- Units whose published rosters the person sees as one who works there: the home unit and those of the account.
create function acting_shift_unit_ids() returns uuid[]
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select coalesce(array_agg(unit_id), '{}')
    from units
   where acting_permission('own-shifts:read')
     and (exists (select from user_units
                   where user_units.user_id = acting_user_id()
                     and user_units.unit_id = units.unit_id)
       or exists (select from staff
                   where staff.user_id = acting_user_id()
                     and staff.home_unit_id = units.unit_id))
$$;

-- Rosters the person reads as one who plans, repairs or pays.
create function acting_roster_ids() returns uuid[]
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select coalesce(array_agg(distinct roster_id), '{}')
    from roster_units
   where unit_id = any (acting_roster_unit_ids())
$$;

-- Units whose staff the person reads: those of every roster of theirs, for a roster is read whole.
create function acting_staff_unit_ids() returns uuid[]
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select coalesce(array_agg(distinct unit_id), '{}')
    from (select unnest(acting_roster_unit_ids())
          union all
          select unit_id from roster_units where roster_id = any (acting_roster_ids())) as own (unit_id)
$$;

-- Rosters the person sees because they are published and theirs to work: of their units, or with a shift of
-- theirs in it.
create function acting_published_roster_ids() returns uuid[]
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select coalesce(array_agg(roster_id), '{}')
    from rosters
   where state <> 'draft'
     and (exists (select from roster_units
                   where roster_units.roster_id = rosters.roster_id
                     and unit_id = any (acting_shift_unit_ids()))
       or exists (select from roster_cells
                   where roster_cells.roster_id = rosters.roster_id
                     and person_id = acting_person_id()))
$$;

-- Published rosters where the person may fill a shift.
create function acting_repair_roster_ids() returns uuid[]
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select coalesce(array_agg(distinct rosters.roster_id), '{}')
    from rosters
    join roster_units using (roster_id)
   where state = 'published'
     and unit_id = any (acting_repair_unit_ids())
$$;

-- Colleagues as those who work beside them know them: no pay, no contract, nothing of absences.
create view colleagues with (security_barrier) as
  select staff.person_id, staff.name, staff.grade, staff.home_unit_id
    from staff
   where staff.home_unit_id = any ((select acting_shift_unit_ids())::uuid[])
      or staff.home_unit_id = any ((select acting_staff_unit_ids())::uuid[])
      or exists (
           select
             from roster_cells as cell
            where cell.person_id = staff.person_id
              and cell.roster_id = any ((select acting_published_roster_ids())::uuid[])
              and cell.unit_id = any ((select acting_shift_unit_ids())::uuid[])
         );

revoke execute on function
  acting_roster_unit_ids(), acting_repair_unit_ids(), acting_person_id(), acting_staff_id(), acting_shift_unit_ids(),
  acting_roster_ids(), acting_published_roster_ids(), acting_repair_roster_ids(),
  acting_staff_unit_ids()
  from public;
grant execute on function
  acting_roster_unit_ids(), acting_repair_unit_ids(), acting_person_id(), acting_staff_id(), acting_shift_unit_ids(),
  acting_roster_ids(), acting_published_roster_ids(), acting_repair_roster_ids(),
  acting_staff_unit_ids()
  to wardcast_app;
grant select on colleagues to wardcast_app;

alter table staff enable row level security;
alter table staff_skills enable row level security;
alter table staff_float_units enable row level security;
alter table staff_absences enable row level security;
alter table shift_requests enable row level security;
alter table rosters enable row level security;
alter table roster_units enable row level security;
alter table roster_demands enable row level security;
alter table roster_cells enable row level security;
alter table roster_changes enable row level security;
alter table roster_cell_changes enable row level security;
alter table roster_versions enable row level security;

-- Staff: kept by whoever plans, read by whoever reads the rosters of their unit, each by themselves.
grant select, insert, update on staff to wardcast_app;
create policy rosters_are_read on staff for select to wardcast_app
  using (home_unit_id = any ((select acting_staff_unit_ids())::uuid[])
      or person_id = (select acting_person_id()));
create policy plan_adds on staff for insert to wardcast_app
  with check ((select acting_permission('roster:plan')));
create policy plan_changes on staff for update to wardcast_app
  using ((select acting_permission('roster:plan')));
grant select, insert, delete on staff_skills, staff_float_units to wardcast_app;
create policy readable_staff on staff_skills for select to wardcast_app
  using (exists (select from staff where staff.person_id = staff_skills.person_id));
create policy plan_adds on staff_skills for insert to wardcast_app
  with check ((select acting_permission('roster:plan')));
create policy plan_removes on staff_skills for delete to wardcast_app
  using ((select acting_permission('roster:plan')));
create policy readable_staff on staff_float_units for select to wardcast_app
  using (exists (select from staff where staff.person_id = staff_float_units.person_id));
create policy plan_adds on staff_float_units for insert to wardcast_app
  with check ((select acting_permission('roster:plan')));
create policy plan_removes on staff_float_units for delete to wardcast_app
  using ((select acting_permission('roster:plan')));

-- Absences: planned by whoever plans; sickness is also noted where somebody does not come.
grant select, insert on staff_absences to wardcast_app;
grant update (withdrawn_by, withdrawn_at) on staff_absences to wardcast_app;
create policy readable_staff on staff_absences for select to wardcast_app
  using (exists (select from staff where staff.person_id = staff_absences.person_id));
create policy plan_or_repair_adds on staff_absences for insert to wardcast_app
  with check (recorded_by = (select acting_user_id())
     and ((select acting_permission('roster:plan'))
       or (kind = 'sick'
           and exists (select from staff
                        where staff.person_id = staff_absences.person_id
                          and staff.home_unit_id = any ((select acting_repair_unit_ids())::uuid[])))));
create policy plan_or_repair_withdraws on staff_absences for update to wardcast_app
  using ((select acting_permission('roster:plan'))
      or (kind = 'sick'
          and exists (select from staff
                       where staff.person_id = staff_absences.person_id
                         and staff.home_unit_id = any ((select acting_repair_unit_ids())::uuid[]))))
  with check (withdrawn_by is null or withdrawn_by = (select acting_user_id()));

-- Wishes: each one's own, and taken down for others by whoever plans.
grant select, insert, update on shift_requests to wardcast_app;
create policy readable_staff on shift_requests for select to wardcast_app
  using (exists (select from staff where staff.person_id = shift_requests.person_id));
create policy own_or_plan_adds on shift_requests for insert to wardcast_app
  with check (made_by = (select acting_user_id())
     and ((select acting_permission('roster:plan'))
       or (person_id = (select acting_person_id())
           and (select acting_permission('own-shifts:request')))));
create policy own_or_plan_changes on shift_requests for update to wardcast_app
  using ((select acting_permission('roster:plan'))
      or (person_id = (select acting_person_id())
          and (select acting_permission('own-shifts:request'))));

-- Rosters: drafts are for who plans; who works sees what is published.
grant select, insert on rosters to wardcast_app;
grant update (name, state, version, shifts, rule_sets, rules, prices, demand, published_by,
              published_at, locked_by, locked_at)
   on rosters to wardcast_app;
grant delete on rosters to wardcast_app;
create policy rosters_are_read on rosters for select to wardcast_app
  using (roster_id = any ((select acting_roster_ids())::uuid[])
      or roster_id = any ((select acting_published_roster_ids())::uuid[])
      or (made_by = (select acting_user_id()) and (select acting_permission('roster:plan'))));
create policy plan_makes on rosters for insert to wardcast_app
  with check ((select acting_permission('roster:plan'))
     and made_by = (select acting_user_id())
     and state = 'draft');
-- Filling a shift makes another version; what is locked is changed by whoever may unlock it alone.
create policy plan_changes on rosters for update to wardcast_app
  using ((select acting_permission('roster:plan')))
  with check ((select acting_permission('roster:plan')));
create policy repair_counts_on on rosters for update to wardcast_app
  using (roster_id = any ((select acting_repair_roster_ids())::uuid[]))
  with check (state = 'published');
create policy plan_discards on rosters for delete to wardcast_app
  using ((select acting_permission('roster:plan')) and state = 'draft');

grant select, insert on roster_units to wardcast_app;
grant update (is_published) on roster_units to wardcast_app;
create policy readable_roster on roster_units for select to wardcast_app
  using (exists (select from rosters where rosters.roster_id = roster_units.roster_id));
create policy plan_makes on roster_units for insert to wardcast_app
  with check ((select acting_permission('roster:plan')));
create policy publish_marks on roster_units for update to wardcast_app
  using ((select acting_permission('roster:publish')));

grant select on roster_demands to wardcast_app;
create policy rosters_are_read on roster_demands for select to wardcast_app
  using (roster_id = any ((select acting_roster_ids())::uuid[]));

-- A colleague sees of a published roster what is worked in the own units; everybody sees the own shifts.
grant select, insert on roster_cells to wardcast_app;
grant update (shift_id, unit_id, is_pinned, version, changed_by, changed_at)
   on roster_cells to wardcast_app;
create policy rosters_are_read on roster_cells for select to wardcast_app
  using (roster_id = any ((select acting_roster_ids())::uuid[])
      or (roster_id = any ((select acting_published_roster_ids())::uuid[])
          and (person_id = (select acting_person_id())
            or unit_id = any ((select acting_shift_unit_ids())::uuid[]))));
create policy plan_or_repair_fills on roster_cells for insert to wardcast_app
  with check (changed_by = (select acting_user_id())
     and exists (select from rosters
                  where rosters.roster_id = roster_cells.roster_id
                    and (select acting_permission('roster:plan'))
                    and state <> 'locked')
    or changed_by = (select acting_user_id())
     and roster_id = any ((select acting_repair_roster_ids())::uuid[])
     and unit_id = any ((select acting_repair_unit_ids())::uuid[]));
create policy plan_or_repair_changes on roster_cells for update to wardcast_app
  using (roster_id = any ((select acting_repair_roster_ids())::uuid[])
      or exists (select from rosters
                  where rosters.roster_id = roster_cells.roster_id
                    and (select acting_permission('roster:plan'))
                    and state <> 'locked'))
  with check (changed_by = (select acting_user_id())
     and ((select acting_permission('roster:plan'))
       or unit_id is null
       or unit_id = any ((select acting_repair_unit_ids())::uuid[])));

grant select, insert on roster_changes, roster_cell_changes, roster_versions to wardcast_app;
grant update (undone_by) on roster_changes to wardcast_app;
create policy rosters_are_read on roster_changes for select to wardcast_app
  using (roster_id = any ((select acting_roster_ids())::uuid[]));
create policy own_doing on roster_changes for insert to wardcast_app
  with check (user_id = (select acting_user_id())
     and ((select acting_permission('roster:plan'))
       or (kind in ('repair', 'swap')
           and roster_id = any ((select acting_repair_roster_ids())::uuid[]))));
create policy own_undoing on roster_changes for update to wardcast_app
  using (user_id = (select acting_user_id()) and (select acting_permission('roster:plan')));
create policy readable_change on roster_cell_changes for select to wardcast_app
  using (exists (select from roster_changes
                  where roster_changes.roster_change_id = roster_cell_changes.roster_change_id));
create policy own_doing on roster_cell_changes for insert to wardcast_app
  with check (exists (select from roster_changes
                       where roster_changes.roster_change_id = roster_cell_changes.roster_change_id
                         and user_id = (select acting_user_id())));
create policy rosters_are_read on roster_versions for select to wardcast_app
  using (roster_id = any ((select acting_roster_ids())::uuid[]));
create policy plan_keeps on roster_versions for insert to wardcast_app
  with check (kept_by = (select acting_user_id()) and (select acting_permission('roster:plan')));

-- Machines: the news that is told, the demand as it is drawn again, and who is on duty.
grant select on
  staff, staff_skills, staff_float_units, staff_absences, shift_requests, rosters, roster_units,
  roster_cells, roster_changes, roster_cell_changes
  to wardcast_service;
grant select, insert, update on roster_demands to wardcast_service;
create policy every_person on staff for select to wardcast_service using (true);
create policy every_person on staff_skills for select to wardcast_service using (true);
create policy every_person on staff_float_units for select to wardcast_service using (true);
create policy every_person on staff_absences for select to wardcast_service using (true);
create policy every_person on shift_requests for select to wardcast_service using (true);
create policy every_roster on rosters for select to wardcast_service using (true);
create policy every_roster on roster_units for select to wardcast_service using (true);
create policy every_roster on roster_demands to wardcast_service using (true) with check (true);
create policy every_roster on roster_cells for select to wardcast_service using (true);
create policy every_roster on roster_changes for select to wardcast_service using (true);
create policy every_roster on roster_cell_changes for select to wardcast_service using (true);
