-- What people do about their own shifts: leave, places they take themselves, swaps, a calendar feed, and what
-- they are told. No patient, and no reason of anybody's sickness. New tables and functions; adds a column and
-- triggers to the rosters' tables, which are locked for an instant.

-- What a unit has decided about all of it. Without a row the house's defaults hold.
create table unit_roster_policies (
  unit_id              uuid        primary key references units,
  swap_approval        text        not null,
  wish_points_per_week smallint    not null,
  price_of_point       real        not null,
  most_on_leave        smallint    not null,
  leave_weeks_per_year real        not null,
  version              integer     not null default 1,
  changed_by           uuid        not null references users,
  changed_at           timestamptz not null,
  constraint swap_approval_is_known check (swap_approval in ('same-skill', 'always')),
  constraint wish_points_are_few check (wish_points_per_week between 0 and 100),
  constraint point_has_a_price check (price_of_point between 0 and 10000),
  constraint leave_is_counted check (most_on_leave between 0 and 500),
  constraint leave_is_a_year_at_most check (leave_weeks_per_year between 0 and 52)
);

-- What somebody spent on a wish; null of one that a planner took down.
alter table shift_requests
  add column points smallint,
  add constraint wish_costs_a_point_at_least check (points between 1 and 3);

-- Leave that somebody asks for. What is approved is an absence too, which keeps the person off rosters.
create table leave_applications (
  leave_id   uuid        primary key default gen_random_uuid(),
  person_id  uuid        not null references staff,
  kind       text        not null,
  from_on    date        not null,
  to_on      date        not null, -- included
  state      text        not null default 'applied',
  applied_at timestamptz not null,
  decided_by uuid        references users,
  decided_at timestamptz,
  reason     text, -- of the decision
  absence_id uuid        references staff_absences,
  constraint leave_kind_is_known check (kind in ('annual-leave', 'study', 'parental', 'other')),
  constraint leave_state_is_known check (state in ('applied', 'approved', 'declined', 'withdrawn')),
  constraint leave_is_a_year_long_at_most check (to_on between from_on and from_on + 365),
  constraint leave_is_decided_by_somebody check (
    (state in ('approved', 'declined')) = (decided_by is not null)
    and (decided_by is null) = (decided_at is null)),
  constraint leave_is_declined_with_a_reason check (
    state <> 'declined' or length(btrim(reason)) between 3 and 300),
  constraint leave_reason_is_short check (length(reason) <= 300),
  constraint approved_leave_is_an_absence check ((state = 'approved') = (absence_id is not null)),
  constraint one_leave_at_a_time
    exclude using gist (person_id with =, daterange(from_on, to_on, '[]') with &&)
      where (state in ('applied', 'approved'))
);
create index leave_that_waits on leave_applications (applied_at) where state = 'applied';

-- When the people of a draft roster place themselves, and whether the first has the place.
create table self_rostering_windows (
  roster_id uuid        primary key references rosters on delete cascade,
  opens_at  timestamptz not null,
  closes_at timestamptz not null,
  mode      text        not null,
  set_by    uuid        not null references users,
  set_at    timestamptz not null,
  constraint window_closes_after_it_opened check (closes_at > opens_at),
  constraint window_mode_is_known check (mode in ('first-come', 'balanced'))
);

-- Who has placed themselves. First come: a pinned cell of the draft as well; balanced: a request.
create table self_placements (
  roster_id        uuid        not null references rosters on delete cascade,
  person_id        uuid        not null references staff,
  day              integer     not null,
  shift_id         text        not null,
  unit_id          uuid        not null references units,
  shift_request_id uuid        references shift_requests,
  placed_at        timestamptz not null,
  primary key (roster_id, person_id, day)
);

-- A shift that somebody gives away, to one person or to whoever could take it, or exchanges for one of theirs.
create table shift_swaps (
  swap_id        uuid        primary key default gen_random_uuid(),
  roster_id      uuid        not null references rosters on delete cascade,
  giver          uuid        not null references staff,
  gives_day      integer     not null,
  gives_shift_id text        not null,
  gives_unit_id  uuid        not null references units,
  to_person      uuid        references staff, -- null: everybody of the list
  wants_day      integer,
  wants_shift_id text,
  wants_unit_id  uuid        references units,
  offered_to     uuid[]      not null, -- who could take it when it was offered
  state          text        not null default 'open',
  taker          uuid        references staff,
  offered_at     timestamptz not null,
  expires_at     timestamptz not null,
  accepted_at    timestamptz,
  decided_by     uuid        references users,
  decided_at     timestamptz,
  reason         text,
  constraint swap_state_is_known check (
    state in ('open', 'accepted', 'done', 'declined', 'withdrawn', 'expired')),
  constraint wanted_shift_is_whole check (num_nulls(wants_day, wants_shift_id, wants_unit_id) in (0, 3)),
  constraint exchange_is_with_one_person check (wants_day is null or to_person is not null),
  constraint nobody_swaps_alone check (giver <> to_person and giver <> taker),
  constraint swap_was_taken check (state not in ('accepted', 'done') or taker is not null),
  constraint swap_is_offered_to_somebody check (cardinality(offered_to) between 1 and 1000),
  constraint swap_decision_is_whole check ((decided_by is null) = (decided_at is null)),
  constraint swap_reason_is_short check (length(reason) <= 300)
);
create unique index one_offer_of_a_shift on shift_swaps (roster_id, giver, gives_day)
  where state in ('open', 'accepted');
create index swaps_of_roster on shift_swaps (roster_id) where state in ('open', 'accepted');

-- The link to somebody's shifts. Only its hash is here: it is shown once.
create table calendar_feeds (
  person_id    uuid        primary key references staff,
  secret_hash  bytea, -- SHA-256 of 256 random bits; null: revoked
  made_at      timestamptz not null,
  last_read_at timestamptz, -- to the minute
  revoked_at   timestamptz,
  constraint feed_hash_is_sha_256 check (octet_length(secret_hash) = 32),
  constraint revoked_feed_has_no_hash check ((secret_hash is null) = (revoked_at is not null)),
  constraint feed_secret_is_unique unique (secret_hash)
);

-- What somebody was told about their own work, kept ninety days.
create table notices (
  notice_id uuid        primary key default gen_random_uuid(),
  user_id   uuid        not null references users,
  subject   jsonb       not null, -- its kind, ids and dates
  at        timestamptz not null,
  read_at   timestamptz,
  constraint notice_has_a_kind check (jsonb_typeof(subject -> 'kind') = 'string'),
  constraint notice_is_short check (pg_column_size(subject) <= 2048)
);
create index notices_of_user on notices (user_id, at desc);
create index notices_by_age on notices (at);

-- Up to when somebody has seen what was changed of their shifts.
create table own_shift_looks (
  person_id uuid        primary key references staff,
  looked_at timestamptz not null
);

-- Told to every process at the commit.
create function announce_notice() returns trigger language plpgsql as $$
begin
  perform pg_notify('notice_arrived', new.notice_id::text);
  return null;
end
$$;
create trigger notice_is_announced after insert on notices
  for each row execute function announce_notice();

create function announce_own_shifts() returns trigger language plpgsql as $$
begin
  perform pg_notify('own_shifts_changed', tg_argv[0] || ' ' || case tg_argv[0]
    when 'swap' then to_jsonb(new) ->> 'swap_id'
    when 'leave' then to_jsonb(new) ->> 'leave_id'
    else to_jsonb(new) ->> 'roster_id' end);
  return null;
end
$$;
create trigger swap_is_announced after insert or update of state on shift_swaps
  for each row execute function announce_own_shifts('swap');
create trigger leave_is_announced after insert or update of state on leave_applications
  for each row execute function announce_own_shifts('leave');
create trigger window_is_announced after insert or update on self_rostering_windows
  for each row execute function announce_own_shifts('window');
create trigger placement_is_announced after insert on self_placements
  for each row execute function announce_own_shifts('window');

-- Tells the accounts of these people; whoever has none finds it on the roster. Not the one who did it.
create function notice_to(person_ids uuid[], subject jsonb, at timestamptz) returns integer
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  told integer;
begin
  insert into notices (user_id, subject, at)
  select distinct staff.user_id, notice_to.subject, notice_to.at
    from staff
    join users using (user_id)
   where staff.person_id = any (person_ids)
     and users.disabled_at is null
     and staff.user_id is distinct from acting_user_id();
  get diagnostics told = row_count;
  return told;
end
$$;

-- A roster that is published is told to its units' people, and to whoever works in it.
create function tell_of_published_roster() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  perform notice_to(
    array(select staff.person_id
            from staff
            join roster_units on roster_units.unit_id = staff.home_unit_id
           where roster_units.roster_id = new.roster_id
             and (left_on is null or left_on > new.starts_on)
           union
          select person_id
            from roster_cells
           where roster_id = new.roster_id
             and shift_id is not null),
    jsonb_build_object('kind', 'roster-published', 'rosterId', new.roster_id, 'startsOn', new.starts_on),
    new.published_at);
  return null;
end
$$;
create trigger published_roster_is_told after update of state on rosters
  for each row when (old.state = 'draft' and new.state = 'published')
  execute function tell_of_published_roster();

-- One notice for each person and change, however many of their shifts it touched. Swaps have notices of their own.
create function tell_of_changed_shifts() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  perform notice_to(
    array[touched.person_id],
    jsonb_build_object('kind', 'shifts-changed', 'rosterId', touched.roster_id, 'on', touched.first_on,
                       'count', touched.cells),
    touched.at)
     from (select added.person_id,
                  rosters.roster_id,
                  rosters.starts_on + min(added.day) as first_on,
                  count(*) as cells,
                  roster_changes.at
             from added
             join roster_changes using (roster_change_id)
             join rosters using (roster_id)
            where rosters.state <> 'draft'
              and roster_changes.kind <> 'swap'
              and (added.before_shift_id, added.before_unit_id)
                  is distinct from (added.after_shift_id, added.after_unit_id)
            group by added.person_id, rosters.roster_id, roster_changes.at) as touched;
  return null;
end
$$;
create trigger changed_shifts_are_told after insert on roster_cell_changes
  referencing new table as added
  for each statement execute function tell_of_changed_shifts();

-- What was changed of the acting person's published shifts since then, the newest last.
create function own_shift_changes(since timestamptz)
returns table (
  roster_id uuid, day integer, before_shift_id text, before_unit_id uuid, after_shift_id text,
  after_unit_id uuid, at timestamptz
)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select rosters.roster_id, cell.day, cell.before_shift_id, cell.before_unit_id, cell.after_shift_id,
         cell.after_unit_id, change.at
    from roster_cell_changes as cell
    join roster_changes as change using (roster_change_id)
    join rosters on rosters.roster_id = change.roster_id
   where cell.person_id = acting_person_id()
     and rosters.state <> 'draft'
     and change.at > greatest(since, rosters.published_at)
     and (cell.before_shift_id, cell.before_unit_id)
         is distinct from (cell.after_shift_id, cell.after_unit_id)
   order by change.at, change.roster_change_id
   limit 500
$$;

-- One change of a roster's cells, as its history keeps them. For the functions below alone.
create function change_roster_cells(wanted uuid, change_kind text, cells jsonb, at timestamptz)
returns integer
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  next_version integer;
  change bigint;
begin
  update rosters set version = version + 1 where roster_id = wanted returning version into next_version;
  insert into roster_changes (roster_id, version, kind, at, user_id)
  values (wanted, next_version, change_kind, at, acting_user_id())
  returning roster_change_id into change;

  insert into roster_cell_changes
         (roster_change_id, person_id, day, before_shift_id, before_unit_id, before_pinned, after_shift_id,
          after_unit_id, after_pinned)
  select change, cell."personId", cell.day, held.shift_id, held.unit_id, coalesce(held.is_pinned, false),
         cell."shiftId", cell."unitId", cell."isPinned"
    from jsonb_to_recordset(cells)
      as cell ("personId" uuid, day integer, "shiftId" text, "unitId" uuid, "isPinned" boolean)
    left join roster_cells as held
      on held.roster_id = wanted
     and held.person_id = cell."personId"
     and held.day = cell.day;

  insert into roster_cells (roster_id, person_id, day, shift_id, unit_id, is_pinned, changed_by, changed_at)
  select wanted, cell."personId", cell.day, cell."shiftId", cell."unitId", cell."isPinned",
         acting_user_id(), at
    from jsonb_to_recordset(cells)
      as cell ("personId" uuid, day integer, "shiftId" text, "unitId" uuid, "isPinned" boolean)
      on conflict (roster_id, person_id, day) do update
     set shift_id = excluded.shift_id,
         unit_id = excluded.unit_id,
         is_pinned = excluded.is_pinned,
         version = roster_cells.version + 1,
         changed_by = excluded.changed_by,
         changed_at = excluded.changed_at;
  return next_version;
end
$$;

-- What somebody works on a day: null for nothing, and for a cell that was never touched.
create function shift_held(wanted uuid, person uuid, on_day integer) returns text
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select shift_id || ' ' || unit_id
    from roster_cells
   where roster_id = wanted
     and person_id = person
     and day = on_day
$$;

-- The swap with its roster, locked against everybody else until the end of the transaction.
create function hold_swap(wanted uuid) returns setof shift_swaps
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  perform from rosters
    where roster_id = (select roster_id from shift_swaps where swap_id = wanted)
      for update;
  return query select * from shift_swaps where swap_id = wanted for update;
end
$$;

-- Writes it into the roster, if that is still as it was when it was offered.
create function carry_out_swap(wanted uuid, at timestamptz) returns void
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  swap shift_swaps;
  given text;
  wished text;
  cells jsonb;
begin
  select * into strict swap from hold_swap(wanted);
  given := swap.gives_shift_id || ' ' || swap.gives_unit_id;
  wished := swap.wants_shift_id || ' ' || swap.wants_unit_id;
  if (select state from rosters where roster_id = swap.roster_id) <> 'published'
     or shift_held(swap.roster_id, swap.giver, swap.gives_day) is distinct from given
     or shift_held(swap.roster_id, swap.taker, swap.gives_day)
        is distinct from (case when swap.wants_day = swap.gives_day then wished end)
     or (swap.wants_day <> swap.gives_day
         and (shift_held(swap.roster_id, swap.taker, swap.wants_day) is distinct from wished
           or shift_held(swap.roster_id, swap.giver, swap.wants_day) is not null))
  then
    raise exception 'the roster has changed since the swap was offered'
      using errcode = 'check_violation', constraint = 'swap_fits_the_roster';
  end if;

  cells := jsonb_build_array(
    jsonb_build_object('personId', swap.taker, 'day', swap.gives_day, 'shiftId', swap.gives_shift_id,
                       'unitId', swap.gives_unit_id, 'isPinned', true));
  if swap.wants_day is null or swap.wants_day <> swap.gives_day then
    cells := cells || jsonb_build_object('personId', swap.giver, 'day', swap.gives_day, 'isPinned', false);
  end if;
  if swap.wants_day is not null then
    cells := cells || jsonb_build_object('personId', swap.giver, 'day', swap.wants_day,
      'shiftId', swap.wants_shift_id, 'unitId', swap.wants_unit_id, 'isPinned', true);
    if swap.wants_day <> swap.gives_day then
      cells := cells || jsonb_build_object('personId', swap.taker, 'day', swap.wants_day, 'isPinned', false);
    end if;
  end if;
  perform change_roster_cells(swap.roster_id, 'swap', cells, at);
end
$$;

-- The acting person takes the offer: carried out at once, or put before somebody who approves it. That both
-- persons' rules hold is for the caller to judge, in the same transaction, after `hold_swap`.
create function accept_swap(wanted uuid, needs_approval boolean, at timestamptz) returns void
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  swap shift_swaps;
  me uuid := acting_person_id();
begin
  if me is null or not acting_permission('own-shifts:request') then
    raise exception 'nobody to take a swap' using errcode = 'insufficient_privilege';
  end if;
  select * into strict swap from hold_swap(wanted);
  if me = swap.giver or not (me = any (swap.offered_to)) then
    raise exception 'not offered to this person' using errcode = 'insufficient_privilege';
  end if;
  if swap.state <> 'open' or swap.expires_at <= at then
    raise exception 'the swap is not open' using errcode = 'check_violation', constraint = 'swap_is_open';
  end if;
  if not needs_approval and exists (
    select from unit_roster_policies
     where unit_id in (swap.gives_unit_id, swap.wants_unit_id)
       and swap_approval = 'always')
  then
    raise exception 'this unit approves every swap'
      using errcode = 'check_violation', constraint = 'swap_is_approved';
  end if;

  update shift_swaps
     set state = case when needs_approval then 'accepted' else 'done' end,
         taker = me,
         accepted_at = at
   where swap_id = wanted;
  if not needs_approval then
    perform carry_out_swap(wanted, at);
  end if;
end
$$;

-- The acting person approves a swap that was taken, or declines it.
create function decide_swap(wanted uuid, is_approved boolean, why text, at timestamptz) returns void
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  swap shift_swaps;
begin
  select * into strict swap from hold_swap(wanted);
  if not (swap.gives_unit_id = any (acting_repair_unit_ids()))
     or (swap.wants_unit_id is not null and not (swap.wants_unit_id = any (acting_repair_unit_ids())))
     or coalesce(acting_staff_id() in (swap.giver, swap.taker), false)
  then
    raise exception 'not theirs to decide' using errcode = 'insufficient_privilege';
  end if;
  if swap.state <> 'accepted' or (is_approved and swap.expires_at <= at) then
    raise exception 'nothing waits to be decided'
      using errcode = 'check_violation', constraint = 'swap_is_accepted';
  end if;
  update shift_swaps
     set state = case when is_approved then 'done' else 'declined' end,
         decided_by = acting_user_id(),
         decided_at = at,
         reason = why
   where swap_id = wanted;
  if is_approved then
    perform carry_out_swap(wanted, at);
  end if;
end
$$;

-- The draft with its window, locked: whoever counts who is placed counts everybody.
create function hold_window(wanted uuid) returns setof self_rostering_windows
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  perform from rosters where roster_id = wanted for update;
  return query select * from self_rostering_windows where roster_id = wanted;
end
$$;

-- The acting person takes a place of the draft while its window is open. `most`: first come, so many have it.
create function place_self(
  wanted uuid, on_day integer, shift text, unit uuid, most integer, weight real, at timestamptz
) returns void
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  held self_rostering_windows;
  me uuid := acting_person_id();
  request uuid;
begin
  if me is null or not acting_permission('own-shifts:request') then
    raise exception 'nobody to place' using errcode = 'insufficient_privilege';
  end if;
  select * into strict held from hold_window(wanted);
  if at < held.opens_at or at >= held.closes_at
     or (select state from rosters where roster_id = wanted) <> 'draft'
     or not exists (select from roster_units join staff on home_unit_id = unit_id
                     where roster_id = wanted and person_id = me)
  then
    raise exception 'the window is not open to this person'
      using errcode = 'check_violation', constraint = 'window_is_open';
  end if;
  if shift_held(wanted, me, on_day) is not null
     or exists (select from roster_cells
                 where roster_id = wanted and person_id = me and day = on_day and is_pinned)
  then
    raise exception 'the day is taken' using errcode = 'check_violation', constraint = 'day_is_free';
  end if;

  if held.mode = 'first-come' then
    if (select count(*) from self_placements
         where roster_id = wanted and day = on_day and shift_id = shift and unit_id = unit) >= most
    then
      raise exception 'the shift is full' using errcode = 'check_violation', constraint = 'place_is_free';
    end if;
    perform change_roster_cells(wanted, 'edit', jsonb_build_array(jsonb_build_object(
      'personId', me, 'day', on_day, 'shiftId', shift, 'unitId', unit, 'isPinned', true)), at);
  else
    insert into shift_requests (person_id, requested_on, wants, shift_id, weight, made_by, made_at)
    select me, starts_on + on_day, 'work', shift, weight, acting_user_id(), at
      from rosters
     where roster_id = wanted
    returning shift_request_id into request;
  end if;
  insert into self_placements (roster_id, person_id, day, shift_id, unit_id, shift_request_id, placed_at)
  values (wanted, me, on_day, shift, unit, request, at);
end
$$;

-- And gives it back, as long as the window is open. False when there was nothing to give back.
create function leave_place(wanted uuid, on_day integer, at timestamptz) returns boolean
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  held self_rostering_windows;
  place self_placements;
  me uuid := acting_person_id();
begin
  select * into strict held from hold_window(wanted);
  if at < held.opens_at or at >= held.closes_at
     or (select state from rosters where roster_id = wanted) <> 'draft'
  then
    raise exception 'the window is not open'
      using errcode = 'check_violation', constraint = 'window_is_open';
  end if;
  delete from self_placements
   where roster_id = wanted and person_id = me and day = on_day
  returning * into place;
  if not found then
    return false;
  end if;
  if place.shift_request_id is not null then
    update shift_requests set withdrawn_at = at where shift_request_id = place.shift_request_id;
  elsif shift_held(wanted, me, on_day) = place.shift_id || ' ' || place.unit_id then
    perform change_roster_cells(wanted, 'edit', jsonb_build_array(jsonb_build_object(
      'personId', me, 'day', on_day, 'isPinned', false)), at);
  end if;
  perform pg_notify('own_shifts_changed', 'window ' || wanted);
  return true;
end
$$;

-- Draft rosters that the acting person may place themselves into, or wish for: their ids, days and demand. A
-- draft itself is its planners' alone.
create function own_draft_rosters()
returns table (
  roster_id uuid, name text, starts_on date, days integer, time_zone text, shifts jsonb, opens_at timestamptz,
  closes_at timestamptz, mode text
)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select rosters.roster_id, rosters.name, rosters.starts_on, rosters.days, rosters.time_zone, rosters.shifts,
         held.opens_at, held.closes_at, held.mode
    from staff
    join roster_units on roster_units.unit_id = staff.home_unit_id
    join rosters using (roster_id)
    left join self_rostering_windows as held using (roster_id)
   where staff.person_id = acting_person_id()
     and rosters.state = 'draft'
   order by rosters.starts_on, rosters.made_at
   limit 20
$$;

-- Whose link it is, of somebody who still works here and has an account that is good, or none. Notes the use.
create function open_calendar_feed(hash bytea, at timestamptz) returns uuid
language sql security definer set search_path = pg_catalog, public, pg_temp as $$
  update calendar_feeds as feed
     set last_read_at = date_trunc('minute', at)
    from staff
    left join users using (user_id)
   where feed.secret_hash = hash
     and staff.person_id = feed.person_id
     and (staff.left_on is null or staff.left_on > at::date)
     and users.disabled_at is null
  returning feed.person_id
$$;

revoke execute on function
  open_calendar_feed(bytea, timestamptz), notice_to(uuid[], jsonb, timestamptz), own_shift_changes(timestamptz),
  change_roster_cells(uuid, text, jsonb, timestamptz), shift_held(uuid, uuid, integer), hold_swap(uuid),
  carry_out_swap(uuid, timestamptz), accept_swap(uuid, boolean, timestamptz),
  decide_swap(uuid, boolean, text, timestamptz), hold_window(uuid),
  place_self(uuid, integer, text, uuid, integer, real, timestamptz),
  leave_place(uuid, integer, timestamptz), own_draft_rosters(), tell_of_published_roster(),
  tell_of_changed_shifts()
  from public;
grant execute on function
  notice_to(uuid[], jsonb, timestamptz), own_shift_changes(timestamptz), own_draft_rosters()
  to wardcast_app;
grant execute on function
  notice_to(uuid[], jsonb, timestamptz), hold_swap(uuid), accept_swap(uuid, boolean, timestamptz),
  decide_swap(uuid, boolean, text, timestamptz), hold_window(uuid),
  place_self(uuid, integer, text, uuid, integer, real, timestamptz),
  leave_place(uuid, integer, timestamptz), open_calendar_feed(bytea, timestamptz)
  to wardcast_service;

alter table unit_roster_policies enable row level security;
alter table leave_applications enable row level security;
alter table self_rostering_windows enable row level security;
alter table self_placements enable row level security;
alter table shift_swaps enable row level security;
alter table calendar_feeds enable row level security;
alter table notices enable row level security;
alter table own_shift_looks enable row level security;

grant select, insert, update on unit_roster_policies to wardcast_app;
create policy staff_read on unit_roster_policies for select to wardcast_app
  using (unit_id = any ((select acting_shift_unit_ids())::uuid[])
      or unit_id = any ((select acting_roster_unit_ids())::uuid[]));
create policy plan_makes on unit_roster_policies for insert to wardcast_app
  with check ((select acting_permission('roster:plan')) and changed_by = (select acting_user_id()));
create policy plan_changes on unit_roster_policies for update to wardcast_app
  using ((select acting_permission('roster:plan')))
  with check (changed_by = (select acting_user_id()));

grant select, insert (person_id, kind, from_on, to_on, applied_at),
      update (state, decided_by, decided_at, reason, absence_id)
   on leave_applications to wardcast_app;
create policy own_or_readable on leave_applications for select to wardcast_app
  using (person_id = (select acting_person_id())
      or exists (select from staff
                  where staff.person_id = leave_applications.person_id
                    and home_unit_id = any ((select acting_roster_unit_ids())::uuid[])));
create policy own_application on leave_applications for insert to wardcast_app
  with check (person_id = (select acting_person_id())
     and (select acting_permission('own-shifts:request')));
create policy own_withdrawal on leave_applications for update to wardcast_app
  using (person_id = (select acting_person_id()) and state = 'applied')
  with check (state = 'withdrawn' and person_id = (select acting_person_id()));
-- Nobody decides about their own. Said of the row as it becomes as well: of several policies any one lets a row
-- be changed, and any one lets it become what it is.
create policy plan_decides on leave_applications for update to wardcast_app
  using ((select acting_permission('roster:plan'))
     and state = 'applied'
     and person_id is distinct from (select acting_staff_id()))
  with check (decided_by = (select acting_user_id())
     and state in ('approved', 'declined')
     and (select acting_permission('roster:plan'))
     and person_id is distinct from (select acting_staff_id()));

grant select, insert, update, delete on self_rostering_windows to wardcast_app;
create policy roster_is_read on self_rostering_windows for select to wardcast_app
  using (exists (select from rosters where rosters.roster_id = self_rostering_windows.roster_id));
create policy plan_sets on self_rostering_windows for insert to wardcast_app
  with check ((select acting_permission('roster:plan')) and set_by = (select acting_user_id()));
create policy plan_changes on self_rostering_windows for update to wardcast_app
  using ((select acting_permission('roster:plan')))
  with check (set_by = (select acting_user_id()));
create policy plan_removes on self_rostering_windows for delete to wardcast_app
  using ((select acting_permission('roster:plan')));

grant select on self_placements to wardcast_app;
create policy own_or_planned on self_placements for select to wardcast_app
  using (person_id = (select acting_person_id())
      or (select acting_permission('roster:plan')));

grant select,
      insert (roster_id, giver, gives_day, gives_shift_id, gives_unit_id, to_person, wants_day,
              wants_shift_id, wants_unit_id, offered_to, offered_at, expires_at),
      update (state)
   on shift_swaps to wardcast_app;
create policy concerned_or_approver on shift_swaps for select to wardcast_app
  using (giver = (select acting_person_id())
      or taker = (select acting_person_id())
      or (select acting_person_id()) = any (offered_to)
      or gives_unit_id = any ((select acting_repair_unit_ids())::uuid[]));
create policy own_shift on shift_swaps for insert to wardcast_app
  with check (giver = (select acting_person_id())
     and (select acting_permission('own-shifts:request')));
-- Back out of it, or say no to what is offered to oneself alone; taking it is the function's.
create policy back_out on shift_swaps for update to wardcast_app
  using (state in ('open', 'accepted')
     and (select acting_person_id()) in (giver, taker, to_person))
  with check (state in ('withdrawn', 'declined'));

grant select (person_id, made_at, last_read_at, revoked_at),
      insert (person_id, secret_hash, made_at),
      update (secret_hash, made_at, last_read_at, revoked_at)
   on calendar_feeds to wardcast_app;
create policy own_feed on calendar_feeds for select to wardcast_app
  using (person_id = (select acting_person_id()));
create policy own_new_feed on calendar_feeds for insert to wardcast_app
  with check (person_id = (select acting_person_id()));
create policy own_change on calendar_feeds for update to wardcast_app
  using (person_id = (select acting_person_id()))
  with check (person_id = (select acting_person_id()));

grant select, update (read_at) on notices to wardcast_app;
create policy own_notices on notices for select to wardcast_app
  using (user_id = (select acting_user_id()));
create policy own_reading on notices for update to wardcast_app
  using (user_id = (select acting_user_id()))
  with check (user_id = (select acting_user_id()));

grant select, insert, update on own_shift_looks to wardcast_app;
create policy own_look on own_shift_looks to wardcast_app
  using (person_id = (select acting_person_id()))
  with check (person_id = (select acting_person_id()));

grant select on
  unit_roster_policies, leave_applications, self_rostering_windows, self_placements, shift_swaps
  to wardcast_service;
grant select, delete on notices to wardcast_service;
grant update (state) on shift_swaps to wardcast_service;
create policy every_policy on unit_roster_policies for select to wardcast_service using (true);
create policy every_leave on leave_applications for select to wardcast_service using (true);
create policy every_window on self_rostering_windows for select to wardcast_service using (true);
create policy every_placement on self_placements for select to wardcast_service using (true);
create policy every_swap on shift_swaps to wardcast_service using (true) with check (true);
create policy every_notice on notices to wardcast_service using (true) with check (true);
