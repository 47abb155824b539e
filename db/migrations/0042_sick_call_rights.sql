-- Whoever fills shifts changes the squares of their own units, and beyond them only what a sick call of their own
-- people emptied; and tells people only about what they did with them. Policies and functions only: locks roster
-- cells and offers for an instant.

-- The square of somebody who is away by a sick call of the acting person's units that has not ended.
create function acting_empties_cell(of_roster uuid, person uuid, on_day integer) returns boolean
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select exists (
    select
      from sick_calls
      join staff_absences as away using (absence_id)
      join staff on staff.person_id = sick_calls.person_id
      join rosters on roster_id = of_roster
     where sick_calls.person_id = person
       and ended_at is null
       and home_unit_id = any (acting_repair_unit_ids())
       and starts_on + on_day between from_on and to_on)
$$;

-- The shift that was taken from somebody by a sick call of the acting person's units, given back by them just now.
create function acting_gives_back(
  of_roster uuid, person uuid, on_day integer, shift text, unit uuid, at timestamptz
) returns boolean
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select exists (
    select
      from open_shifts as open
      join staff on staff.person_id = open.left_by
     where open.roster_id = of_roster
       and open.left_by = person
       and open.day = on_day
       and open.shift_id = shift
       and open.unit_id = unit
       and open.state = 'returned'
       and open.settled_by = acting_user_id()
       and open.settled_at = at
       and home_unit_id = any (acting_repair_unit_ids())
       -- What is open is what was worked.
       and exists (
             select
               from roster_cell_changes as emptied
               join roster_changes as change using (roster_change_id)
              where change.roster_id = of_roster
                and change.kind = 'repair'
                and emptied.person_id = person
                and emptied.day = on_day
                and emptied.before_shift_id = shift
                and emptied.before_unit_id = unit
                and emptied.after_shift_id is null))
$$;

-- An open shift that the acting person has closed or given back: nobody need answer for it any more.
create function acting_settled_open_shift(wanted uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select exists (
    select
      from open_shifts
     where open_shift_id = wanted
       and state in ('closed', 'returned')
       and settled_by = acting_user_id())
$$;

drop policy plan_or_repair_changes on roster_cells;
create policy plan_or_repair_changes on roster_cells for update to wardcast_app
  using (exists (select from rosters
                  where rosters.roster_id = roster_cells.roster_id
                    and (select acting_permission('roster:plan'))
                    and state <> 'locked')
      or (roster_id = any ((select acting_repair_roster_ids())::uuid[])
          and (unit_id is null
            or unit_id = any ((select acting_repair_unit_ids())::uuid[])
            or acting_empties_cell(roster_id, person_id, day))))
  with check (changed_by = (select acting_user_id())
     and ((select acting_permission('roster:plan'))
       or unit_id is null
       or unit_id = any ((select acting_repair_unit_ids())::uuid[])
       or acting_gives_back(roster_id, person_id, day, shift_id, unit_id, changed_at)));

drop policy repair_withdraws on shift_offers;
create policy repair_withdraws on shift_offers for update to wardcast_app
  using (state = 'offered'
     and (acting_fills_open_shift(open_shift_id) or acting_settled_open_shift(open_shift_id)))
  with check (state = 'withdrawn');

-- Whom a notice concerns that the acting person gives now; nobody, unless it says what they did, as it is stored.
-- Each kind is compared as a whole, so that nothing can be told that is not so.
create function concerned_by(told jsonb, at timestamptz) returns uuid[]
language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  kind text := told ->> 'kind';
  me uuid := acting_staff_id();
  doing uuid := acting_user_id();
  concerned uuid[];
begin
  if kind in ('swap-offered', 'swap-accepted', 'swap-done', 'swap-declined', 'swap-withdrawn') then
    select case kind when 'swap-offered' then offered_to else array[giver, taker] end
      into concerned
      from shift_swaps as swap
      join rosters using (roster_id)
     where swap_id = (told ->> 'swapId')::uuid
       and told = jsonb_build_object('kind', kind, 'swapId', swap_id, 'on', starts_on + gives_day)
                  || case when kind = 'swap-accepted' then jsonb_build_object('waits', swap.state = 'accepted')
                          else '{}' end
       and case kind
             when 'swap-offered' then swap.state = 'open' and giver = me
             when 'swap-accepted' then swap.state in ('accepted', 'done') and taker = me
             when 'swap-done' then swap.state = 'done' and decided_by = doing
             when 'swap-withdrawn' then swap.state = 'withdrawn' and me in (giver, taker)
             when 'swap-declined' then swap.state = 'declined' and (decided_by = doing or me in (taker, to_person))
           end;
  elsif kind in ('leave-approved', 'leave-declined') then
    select array[person_id]
      into concerned
      from leave_applications
     where leave_id = (told ->> 'leaveId')::uuid
       and told = jsonb_build_object('kind', 'leave-' || state, 'leaveId', leave_id, 'fromOn', from_on,
                                     'toOn', to_on)
       and decided_by = doing;
  elsif kind = 'self-rostering-opened' then
    select array_agg(staff.person_id)
      into concerned
      from self_rostering_windows
      join rosters using (roster_id)
      join roster_units using (roster_id)
      join staff on staff.home_unit_id = roster_units.unit_id
     where roster_id = (told ->> 'rosterId')::uuid
       and told = jsonb_build_object('kind', kind, 'rosterId', roster_id, 'startsOn', starts_on)
       and set_by = doing
       and acting_permission('roster:plan');
  elsif kind in ('shift-offered', 'shift-offer-closed') then
    select array[offer.person_id]
      into concerned
      from shift_offers as offer
      join open_shifts as open using (open_shift_id)
      join rosters on rosters.roster_id = open.roster_id
     where shift_offer_id = (told ->> 'offerId')::uuid
       and told = jsonb_build_object('kind', kind, 'offerId', shift_offer_id, 'rosterId', open.roster_id,
                                     'on', starts_on + open.day, 'unitId', open.unit_id)
       and case
             when kind = 'shift-offered' then
               offer.state = 'offered' and offered_by = doing and offered_at = at
             when offer.state = 'late' then open.settled_by = doing and answered_at = at
             else
               offer.state = 'withdrawn' and answered_at = at
               and (acting_fills_open_shift(open_shift_id) or acting_settled_open_shift(open_shift_id))
           end;
  end if;
  return coalesce(concerned, '{}');
end
$$;

-- Tells people of what the acting person did with them; the accounts of these people, whoever has one.
create function tell_concerned(person_ids uuid[], told jsonb, at timestamptz) returns integer
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if not (array_remove(person_ids, null) <@ concerned_by(told, at)) then
    raise exception 'not theirs to tell' using errcode = 'insufficient_privilege';
  end if;
  return notice_to(person_ids, told, at);
end
$$;

-- Anything to anybody: for the rosters' own triggers, and for the function above.
revoke execute on function notice_to(uuid[], jsonb, timestamptz) from wardcast_app, wardcast_service;
revoke execute on function
  acting_empties_cell(uuid, uuid, integer),
  acting_gives_back(uuid, uuid, integer, text, uuid, timestamptz), acting_settled_open_shift(uuid),
  concerned_by(jsonb, timestamptz), tell_concerned(uuid[], jsonb, timestamptz)
  from public;
grant execute on function
  acting_empties_cell(uuid, uuid, integer),
  acting_gives_back(uuid, uuid, integer, text, uuid, timestamptz), acting_settled_open_shift(uuid)
  to wardcast_app;
grant execute on function tell_concerned(uuid[], jsonb, timestamptz) to wardcast_app, wardcast_service;
