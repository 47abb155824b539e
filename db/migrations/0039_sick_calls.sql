-- Who cannot come, what is open because of it, who was asked and who took it. Of the sickness itself nothing
-- is kept. New tables and functions only; their foreign keys lock staff and rosters against writes for an
-- instant.

create table sick_calls (
  sick_call_id uuid        primary key default gen_random_uuid(),
  person_id    uuid        not null references staff,
  absence_id   uuid        not null references staff_absences,
  reported_by  uuid        not null references users,
  reported_at  timestamptz not null,
  ended_by     uuid        references users, -- the person comes after all, or it was a mistake
  ended_at     timestamptz,
  constraint sick_call_is_ended_by_somebody check ((ended_by is null) = (ended_at is null))
);
create index sick_calls_of_person on sick_calls (person_id, reported_at desc);

-- A published shift that nobody works now.
create table open_shifts (
  open_shift_id uuid        primary key default gen_random_uuid(),
  sick_call_id  uuid        not null references sick_calls,
  roster_id     uuid        not null references rosters on delete cascade,
  day           integer     not null,
  shift_id      text        not null,
  unit_id       uuid        not null references units,
  left_by       uuid        not null references staff,
  starts_at     timestamptz not null,
  ends_at       timestamptz not null,
  state         text        not null default 'open',
  filled_by     uuid        references staff,
  settled_by    uuid        references users,
  settled_at    timestamptz,
  constraint open_shift_state_is_known check (state in ('open', 'filled', 'closed', 'returned')),
  constraint filled_by_somebody check ((state = 'filled') = (filled_by is not null)),
  constraint settled_at_its_time check ((state = 'open') = (settled_at is null)),
  constraint open_shift_takes_time check (ends_at > starts_at)
);
create unique index one_opening_of_a_shift on open_shifts (roster_id, left_by, day)
  where state = 'open';
create index open_shifts_by_start on open_shifts (starts_at) where state = 'open';

-- A question to one person, with what it would cost as it was told then.
create table shift_offers (
  shift_offer_id uuid        primary key default gen_random_uuid(),
  open_shift_id  uuid        not null references open_shifts on delete cascade,
  person_id      uuid        not null references staff,
  state          text        not null default 'offered',
  paid_as        text        not null,
  money          real        not null,
  points         real        not null,
  offered_by     uuid        not null references users,
  offered_at     timestamptz not null,
  expires_at     timestamptz not null,
  answered_at    timestamptz,
  constraint offer_state_is_known check (
    state in ('offered', 'accepted', 'declined', 'late', 'withdrawn', 'expired')),
  constraint offer_pay_is_known check (paid_as in ('contract', 'overtime', 'bank', 'agency')),
  constraint offer_lasts check (expires_at > offered_at)
);
create unique index one_offer_to_each on shift_offers (open_shift_id, person_id)
  where state = 'offered';
create unique index one_acceptance on shift_offers (open_shift_id) where state = 'accepted';
create index offers_of_person on shift_offers (person_id, offered_at desc);

create function announce_open_shift() returns trigger language plpgsql as $$
begin
  perform pg_notify('open_shifts_changed', new.open_shift_id::text);
  return null;
end
$$;
create trigger open_shift_is_announced after insert or update on open_shifts
  for each row execute function announce_open_shift();
create trigger offer_is_announced after insert or update on shift_offers
  for each row execute function announce_open_shift();

-- Whether the acting person reads, or fills, an open shift: that of their unit, or one that somebody of it left.
create function acting_reads_open_shift(wanted uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select exists (
    select
      from open_shifts
      join staff on staff.person_id = open_shifts.left_by
     where open_shift_id = wanted
       and (unit_id = any (acting_roster_unit_ids()) or home_unit_id = any (acting_roster_unit_ids())))
$$;
create function acting_fills_open_shift(wanted uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select exists (
    select
      from open_shifts
     where open_shift_id = wanted
       and unit_id = any (acting_repair_unit_ids()))
$$;

-- The open shift with its roster, locked against everybody else until the end of the transaction.
create function hold_open_shift(wanted uuid) returns setof open_shifts
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  perform from rosters
    where roster_id = (select roster_id from open_shifts where open_shift_id = wanted)
      for update;
  return query select * from open_shifts where open_shift_id = wanted for update;
end
$$;

-- Gives the shift to somebody, in the roster and here; who else was asked is too late. For the functions below
-- and for whoever holds it. That the rules hold is for the caller to judge, after `hold_open_shift`.
create function fill_open_shift(wanted uuid, person uuid, at timestamptz) returns integer
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  held open_shifts;
  next_version integer;
begin
  select * into strict held from hold_open_shift(wanted);
  if held.state <> 'open' then
    raise exception 'the shift is not open' using errcode = 'check_violation', constraint = 'shift_is_open';
  end if;
  if (select state from rosters where roster_id = held.roster_id) <> 'published'
     or shift_held(held.roster_id, person, held.day) is not null
  then
    raise exception 'the roster has changed'
      using errcode = 'check_violation', constraint = 'shift_fits_the_roster';
  end if;
  next_version := change_roster_cells(held.roster_id, 'repair', jsonb_build_array(jsonb_build_object(
    'personId', person, 'day', held.day, 'shiftId', held.shift_id, 'unitId', held.unit_id,
    'isPinned', true)), at);
  update open_shifts
     set state = 'filled', filled_by = person, settled_by = acting_user_id(), settled_at = at
   where open_shift_id = wanted;
  update shift_offers
     set state = case when person_id = person then 'accepted' else 'late' end,
         answered_at = at
   where open_shift_id = wanted and state = 'offered';
  return next_version;
end
$$;

-- The acting person takes the shift that they are asked for: the first one has it.
create function accept_shift_offer(wanted uuid, at timestamptz) returns integer
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  offer shift_offers;
  me uuid := acting_person_id();
begin
  select * into offer from shift_offers where shift_offer_id = wanted;
  if not found or me is null or offer.person_id <> me or not acting_permission('own-shifts:request') then
    raise exception 'not offered to this person' using errcode = 'insufficient_privilege';
  end if;
  perform hold_open_shift(offer.open_shift_id);
  select * into strict offer from shift_offers where shift_offer_id = wanted for update;
  if offer.state <> 'offered' or offer.expires_at <= at then
    raise exception 'the offer is over' using errcode = 'check_violation', constraint = 'offer_is_open';
  end if;
  return fill_open_shift(offer.open_shift_id, me, at);
end
$$;

-- Whoever runs the unit gives it to somebody who has said yes by telephone.
create function assign_open_shift(wanted uuid, person uuid, at timestamptz) returns integer
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if not acting_fills_open_shift(wanted) then
    raise exception 'not theirs to fill' using errcode = 'insufficient_privilege';
  end if;
  return fill_open_shift(wanted, person, at);
end
$$;

-- Carries out a repair on the roster of that version: the cells as they shall be. Shifts of the call that are
-- worked by somebody then are filled. That the rules hold is for the caller to judge, with the roster held.
create function repair_sick_call(
  wanted uuid, in_roster uuid, seen_version integer, cells jsonb, at timestamptz
) returns integer
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  next_version integer;
  mended record;
begin
  perform from rosters where roster_id = in_roster for update;
  if exists (
       select
         from jsonb_to_recordset(cells) as cell ("personId" uuid, day integer, "unitId" uuid)
         left join roster_cells as held
           on held.roster_id = in_roster
          and held.person_id = cell."personId"
          and held.day = cell.day
        where cell."unitId" <> all (acting_repair_unit_ids())
           or held.unit_id <> all (acting_repair_unit_ids()))
     or not exists (select from open_shifts
                     where sick_call_id = wanted
                       and roster_id = in_roster
                       and unit_id = any (acting_repair_unit_ids()))
  then
    raise exception 'not theirs to repair' using errcode = 'insufficient_privilege';
  end if;
  if (select state <> 'published' or version <> seen_version from rosters where roster_id = in_roster) then
    raise exception 'the roster has changed'
      using errcode = 'check_violation', constraint = 'roster_is_as_seen';
  end if;
  next_version := change_roster_cells(in_roster, 'repair', cells, at);
  for mended in
    select open_shift_id, cell."personId" as person
      from open_shifts
      join jsonb_to_recordset(cells)
        as cell ("personId" uuid, day integer, "shiftId" text, "unitId" uuid)
        on cell.day = open_shifts.day
       and cell."shiftId" = open_shifts.shift_id
       and cell."unitId" = open_shifts.unit_id
     where sick_call_id = wanted
       and roster_id = in_roster
       and state = 'open'
  loop
    update open_shifts
       set state = 'filled', filled_by = mended.person, settled_by = acting_user_id(), settled_at = at
     where open_shift_id = mended.open_shift_id
       and state = 'open';
    update shift_offers
       set state = 'late', answered_at = at
     where open_shift_id = mended.open_shift_id
       and state = 'offered';
  end loop;
  return next_version;
end
$$;

revoke execute on function
  acting_reads_open_shift(uuid), acting_fills_open_shift(uuid),
  hold_open_shift(uuid), fill_open_shift(uuid, uuid, timestamptz),
  accept_shift_offer(uuid, timestamptz), assign_open_shift(uuid, uuid, timestamptz),
  repair_sick_call(uuid, uuid, integer, jsonb, timestamptz)
  from public;
grant execute on function acting_reads_open_shift(uuid), acting_fills_open_shift(uuid) to wardcast_app;
grant execute on function
  hold_open_shift(uuid), accept_shift_offer(uuid, timestamptz), assign_open_shift(uuid, uuid, timestamptz),
  repair_sick_call(uuid, uuid, integer, jsonb, timestamptz)
  to wardcast_service;

alter table sick_calls enable row level security;
alter table open_shifts enable row level security;
alter table shift_offers enable row level security;

-- Who repairs or plans sees and makes them; who is asked sees the own offer and its shift.
grant select, insert on sick_calls to wardcast_app;
grant update (ended_by, ended_at) on sick_calls to wardcast_app;
create policy rosters_are_read on sick_calls for select to wardcast_app
  using (exists (select from staff
                  where staff.person_id = sick_calls.person_id
                    and home_unit_id = any ((select acting_roster_unit_ids())::uuid[])));
create policy repair_reports on sick_calls for insert to wardcast_app
  with check (reported_by = (select acting_user_id())
     and exists (select from staff
                  where staff.person_id = sick_calls.person_id
                    and home_unit_id = any ((select acting_repair_unit_ids())::uuid[])));
create policy repair_ends on sick_calls for update to wardcast_app
  using (exists (select from staff
                  where staff.person_id = sick_calls.person_id
                    and home_unit_id = any ((select acting_repair_unit_ids())::uuid[])))
  with check (ended_by = (select acting_user_id()));

-- Of whoever left it, or of whoever it is missing: both have to do with it.
grant select, insert on open_shifts to wardcast_app;
grant update (state, settled_by, settled_at) on open_shifts to wardcast_app;
create policy readable_or_offered on open_shifts for select to wardcast_app
  using (unit_id = any ((select acting_roster_unit_ids())::uuid[])
      or exists (select from staff
                  where staff.person_id = open_shifts.left_by
                    and home_unit_id = any ((select acting_roster_unit_ids())::uuid[]))
      or exists (select from shift_offers
                  where shift_offers.open_shift_id = open_shifts.open_shift_id
                    and shift_offers.person_id = (select acting_person_id())));
create policy repair_opens on open_shifts for insert to wardcast_app
  with check (state = 'open'
     and exists (select from staff
                  where staff.person_id = open_shifts.left_by
                    and home_unit_id = any ((select acting_repair_unit_ids())::uuid[])));
create policy repair_settles on open_shifts for update to wardcast_app
  using (unit_id = any ((select acting_repair_unit_ids())::uuid[])
      or exists (select from staff
                  where staff.person_id = open_shifts.left_by
                    and home_unit_id = any ((select acting_repair_unit_ids())::uuid[])))
  with check (state in ('closed', 'returned') and settled_by = (select acting_user_id()));

grant select, insert on shift_offers to wardcast_app;
grant update (state, answered_at) on shift_offers to wardcast_app;
create policy own_or_repaired on shift_offers for select to wardcast_app
  using (person_id = (select acting_person_id()) or acting_reads_open_shift(open_shift_id));
create policy repair_offers on shift_offers for insert to wardcast_app
  with check (state = 'offered'
     and offered_by = (select acting_user_id())
     and acting_fills_open_shift(open_shift_id));
create policy repair_withdraws on shift_offers for update to wardcast_app
  using (state = 'offered' and acting_fills_open_shift(open_shift_id))
  with check (state = 'withdrawn');
create policy own_refusal on shift_offers for update to wardcast_app
  using (person_id = (select acting_person_id()) and state = 'offered')
  with check (person_id = (select acting_person_id()) and state = 'declined');

grant select on sick_calls, open_shifts, shift_offers to wardcast_service;
grant update (state, settled_at) on open_shifts to wardcast_service;
grant update (state, answered_at) on shift_offers to wardcast_service;
create policy every_call on sick_calls for select to wardcast_service using (true);
create policy every_shift on open_shifts to wardcast_service using (true) with check (true);
create policy every_offer on shift_offers to wardcast_service using (true) with check (true);
