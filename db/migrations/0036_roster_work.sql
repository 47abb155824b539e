-- What works on rosters and from them: the best roster of a run of the solver, kept until somebody decides;
-- the shifts of the coming days that published rosters leave open; and who is on duty. No patient. New tables
-- only; their foreign keys lock users against writes for an instant.

-- One for each roster. Kept while the solver still runs, so that nothing is lost with the process.
create table roster_proposals (
  roster_id       uuid        primary key references rosters on delete cascade,
  job_id          uuid        not null,
  started_by      uuid        not null references users,
  started_at      timestamptz not null,
  from_version    integer     not null, -- of the roster that it was made from
  is_running      boolean     not null,
  saved_at        timestamptz not null,
  score           double precision not null, -- points
  bound           double precision, -- null: nothing is known
  hard_violations integer     not null,
  cells           jsonb       not null, -- [{personId, day, assignment}]: those that differ
  constraint violations_are_counted check (hard_violations >= 0)
);

create function announce_roster_proposal() returns trigger language plpgsql as $$
begin
  perform pg_notify('roster_proposal_changed', coalesce(new.roster_id, old.roster_id)::text);
  return null;
end
$$;
create trigger proposal_is_announced after insert or delete on roster_proposals
  for each row execute function announce_roster_proposal();
create trigger proposal_end_is_announced after update of is_running on roster_proposals
  for each row when (not new.is_running)
  execute function announce_roster_proposal();

-- As they were last looked at: counts of people, no names.
create table roster_gaps_now (
  is_now           boolean     primary key default true,
  looked_at        timestamptz not null,
  demand_issued_at timestamptz, -- null: no forecast was issued yet, so that nothing is known
  gaps             jsonb       not null, -- {gaps, unknownUnitIds}
  constraint there_is_one_present check (is_now)
);

create function announce_roster_gaps() returns trigger language plpgsql as $$
begin
  perform pg_notify('roster_gaps_changed', '');
  return null;
end
$$;
create trigger gaps_are_announced after insert or update of gaps, demand_issued_at on roster_gaps_now
  for each row execute function announce_roster_gaps();

-- Who stands on the published roster of a unit on these days, for whoever sees the unit's alerts; to others,
-- nobody. When a shift begins and ends is not for the database to say.
create function staff_rostered(of_unit uuid, from_on date, to_on date)
returns table (person_id uuid, name text, grade text, user_id uuid, account_role text, works_on date,
               shift jsonb, time_zone text)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select staff.person_id, staff.name, staff.grade, users.user_id, users.role,
         rosters.starts_on + cell.day, shift, rosters.time_zone
    from roster_cells as cell
    join rosters using (roster_id)
    join staff using (person_id)
    left join users on users.user_id = staff.user_id and users.disabled_at is null
   cross join lateral jsonb_array_elements(rosters.shifts) as shift
   where cell.unit_id = any ((select reported_unit_ids(array[of_unit]))::uuid[])
     and rosters.state <> 'draft'
     and rosters.starts_on + cell.day between from_on and to_on
     and shift ->> 'shiftId' = cell.shift_id
   order by staff.name
$$;

-- Those who are signed in, as before, with their accounts.
create function staff_signed_in_accounts(of_unit uuid, at timestamptz)
returns table (name text, role text, user_id uuid)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select users.name, users.role, users.user_id
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
drop function staff_signed_in(uuid, timestamptz);

-- Whether a unit has a published roster on a day, so that nobody can be told from not known.
create function has_published_roster(of_unit uuid, on_day date) returns boolean
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select exists (
    select
      from roster_units
     where unit_id = any ((select reported_unit_ids(array[of_unit]))::uuid[])
       and is_published
       and during @> on_day
  )
$$;

revoke execute on function
  staff_rostered(uuid, date, date), has_published_roster(uuid, date),
  staff_signed_in_accounts(uuid, timestamptz)
  from public;
grant execute on function
  staff_rostered(uuid, date, date), has_published_roster(uuid, date),
  staff_signed_in_accounts(uuid, timestamptz)
  to wardcast_app;

alter table roster_proposals enable row level security;
alter table roster_gaps_now enable row level security;

grant select, delete on roster_proposals to wardcast_app;
create policy plan_reads on roster_proposals for select to wardcast_app
  using ((select acting_permission('roster:plan')));
create policy plan_decides on roster_proposals for delete to wardcast_app
  using ((select acting_permission('roster:plan')));
grant select, insert, update, delete on roster_proposals to wardcast_service;
create policy every_roster on roster_proposals to wardcast_service using (true) with check (true);

grant select on roster_gaps_now to wardcast_app;
create policy capacity_is_read on roster_gaps_now for select to wardcast_app
  using ((select acting_permission('capacity:read')));
grant select, insert, update on roster_gaps_now to wardcast_service;
create policy the_present on roster_gaps_now to wardcast_service using (true) with check (true);
