-- People are told of what was done with them at the instant it was done, and a shift that a sick call took is given
-- back only where nothing has happened to the square since. Replaces two functions; adds a column to swaps, which
-- are locked for an instant.

-- When the giver or the taker stepped back, or the one it was offered to said no: a planner's decision has its own.
alter table shift_swaps add column backed_out_at timestamptz;
grant update (backed_out_at) on shift_swaps to wardcast_app;

-- The shift that a sick call took from somebody of the acting person's units, given back by them as they end the
-- call. What was changed in the square since then stays.
create or replace function acting_gives_back(
  of_roster uuid, person uuid, on_day integer, shift text, unit uuid, at timestamptz
) returns boolean
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select exists (
    select
      from open_shifts as open
      join sick_calls as call using (sick_call_id)
      join staff on staff.person_id = open.left_by
     where open.roster_id = of_roster
       and open.left_by = person
       and open.day = on_day
       and open.shift_id = shift
       and open.unit_id = unit
       and open.state = 'returned'
       and open.settled_by = acting_user_id()
       and open.settled_at = at
       and call.person_id = person
       and call.ended_by = acting_user_id()
       and call.ended_at = at
       and home_unit_id = any (acting_repair_unit_ids())
       -- What is open is what was worked, and was emptied by this call.
       and (shift, unit, call.reported_by, call.reported_at) = (
             select case when change.kind = 'repair' and latest.after_shift_id is null
                         then latest.before_shift_id end,
                    latest.before_unit_id, change.user_id, change.at
               from roster_cell_changes as latest
               join roster_changes as change using (roster_change_id)
              where change.roster_id = of_roster
                and latest.person_id = person
                and latest.day = on_day
              order by roster_change_id desc
              limit 1))
$$;

-- Whom a notice concerns that the acting person gives now; nobody, unless it says what they did, as it is stored,
-- at the instant at which they did it: nothing is told again later.
-- Each kind is compared as a whole, so that nothing can be told that is not so.
create or replace function concerned_by(told jsonb, at timestamptz) returns uuid[]
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
             when 'swap-offered' then swap.state = 'open' and giver = me and offered_at = at
             when 'swap-accepted' then swap.state in ('accepted', 'done') and taker = me and accepted_at = at
             when 'swap-done' then swap.state = 'done' and decided_by = doing and decided_at = at
             when 'swap-withdrawn' then
               swap.state = 'withdrawn' and me in (giver, taker) and backed_out_at = at
             when 'swap-declined' then
               swap.state = 'declined'
               and (decided_by = doing and decided_at = at
                 or me in (taker, to_person) and backed_out_at = at)
           end;
  elsif kind in ('leave-approved', 'leave-declined') then
    select array[person_id]
      into concerned
      from leave_applications
     where leave_id = (told ->> 'leaveId')::uuid
       and told = jsonb_build_object('kind', 'leave-' || state, 'leaveId', leave_id, 'fromOn', from_on,
                                     'toOn', to_on)
       and decided_by = doing
       and decided_at = at;
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
       and set_at = at
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
