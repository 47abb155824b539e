-- Displays on the ward's walls: each shows the beds of some units, never who lies in them, on the one screen
-- that was paired with it. New table and functions only; locks nothing.
create table wall_displays (
  wall_display_id  uuid        primary key default gen_random_uuid(),
  name             text        not null,
  -- In the order in which they are shown. An array and no table beside, so that the policies below judge a
  -- display with its units in one row; a unit is never deleted.
  unit_ids         uuid[]      not null,
  seconds_per_unit smallint    not null,
  color_scheme     text        not null,
  created_at       timestamptz not null,
  created_by       uuid        not null references users,
  -- An open invitation to a screen: either pairs the first that sends it.
  link_hash        bytea,       -- SHA-256 of a random secret of 256 bits
  code_hash        bytea,       -- HMAC of a code of 40 bits, under a key that is not in the database
  link_expires_at  timestamptz,
  -- The screen that is paired.
  device_hash      bytea,       -- SHA-256 of a random secret of 256 bits
  bound_at         timestamptz,
  last_seen_at     timestamptz, -- to the minute
  revoked_at       timestamptz,
  revoked_by       uuid        references users,
  constraint wall_name_is_said check (char_length(name) between 1 and 60),
  constraint wall_shows_some_units check
    (cardinality(unit_ids) between 1 and 12 and array_position(unit_ids, null) is null),
  constraint wall_shows_each_for_a_while check (seconds_per_unit between 5 and 600),
  constraint wall_color_scheme_is_known check (color_scheme in ('dark', 'light')),
  constraint wall_link_is_whole check (num_nulls(link_hash, code_hash, link_expires_at) in (0, 3)),
  constraint wall_device_is_whole check (num_nulls(device_hash, bound_at) in (0, 2)),
  constraint wall_end_is_whole check (num_nulls(revoked_at, revoked_by) in (0, 2)),
  constraint revoked_wall_has_no_link check (revoked_at is null or link_hash is null),
  constraint wall_hashes_are_sha_256 check
    (octet_length(link_hash) = 32 and octet_length(code_hash) = 32 and octet_length(device_hash) = 32),
  constraint wall_link_is_unique unique (link_hash),
  constraint wall_code_is_unique unique (code_hash),
  constraint wall_device_is_unique unique (device_hash)
);
create index wall_displays_of_units on wall_displays using gin (unit_ids);

-- Whoever writes: what was revoked stays dark, and whose idea it was stays known.
create function keep_wall_display() returns trigger language plpgsql as $$
begin
  if old.revoked_at is not null
     or (new.created_at, new.created_by) is distinct from (old.created_at, old.created_by)
  then
    raise exception 'a revoked wall display is not changed again' using errcode = 'check_violation';
  end if;
  return new;
end
$$;
create trigger wall_display_is_kept before update on wall_displays
  for each row execute function keep_wall_display();

-- Told to every process at the commit: a screen goes dark, or shows other units, at once.
create function announce_wall_display() returns trigger language plpgsql as $$
begin
  perform pg_notify('wall_display_changed', new.wall_display_id::text);
  return null;
end
$$;
create trigger wall_display_change_is_announced
  after update of name, unit_ids, seconds_per_unit, color_scheme, device_hash, revoked_at on wall_displays
  for each row execute function announce_wall_display();

-- It takes all units of a display to change it; to end it, any: whoever sees that a screen shows too much of
-- theirs need not find the others first. False when there is no such display in use.
create function revoke_wall_display(wanted uuid, at timestamptz) returns boolean
language sql security definer set search_path = pg_catalog, public, pg_temp as $$
  with ended as (
    update wall_displays
       set revoked_at = at,
           revoked_by = acting_user_id(),
           link_hash = null,
           code_hash = null,
           link_expires_at = null
     where wall_display_id = wanted
       and revoked_at is null
       and acting_permission('wall:manage')
       and unit_ids && acting_unit_ids()
    returning wall_display_id
  )
  select exists (select from ended)
$$;
revoke execute on function revoke_wall_display(uuid, timestamptz) from public;
grant execute on function revoke_wall_display(uuid, timestamptz) to wardcast_app;

-- People set displays up and never read a hash; whoever answers the screens recognises them by it.
grant select (wall_display_id, name, unit_ids, seconds_per_unit, color_scheme, created_at, created_by,
              link_expires_at, bound_at, last_seen_at, revoked_at, revoked_by)
   on wall_displays to wardcast_app;
grant insert (name, unit_ids, seconds_per_unit, color_scheme, created_at, created_by, link_hash, code_hash,
              link_expires_at)
   on wall_displays to wardcast_app;
grant update (name, unit_ids, seconds_per_unit, color_scheme, link_hash, code_hash, link_expires_at)
   on wall_displays to wardcast_app;
grant select on wall_displays to wardcast_service;
grant update (link_hash, code_hash, link_expires_at, device_hash, bound_at, last_seen_at)
   on wall_displays to wardcast_service;

alter table wall_displays enable row level security;
-- A display shows a unit to everybody who passes, so it takes all its units to set one up or to change it.
-- It is its units', not a person's: it stays when its maker leaves.
create policy own_units on wall_displays for select to wardcast_app
  using ((select acting_permission('wall:manage')) and unit_ids && (select acting_unit_ids()));
create policy set_up on wall_displays for insert to wardcast_app
  with check ((select acting_permission('wall:manage'))
          and created_by = (select acting_user_id())
          and unit_ids <@ (select acting_unit_ids()));
create policy change on wall_displays for update to wardcast_app
  using ((select acting_permission('wall:manage'))
     and unit_ids <@ (select acting_unit_ids())
     and revoked_at is null)
  with check (unit_ids <@ (select acting_unit_ids()) and revoked_at is null);
create policy every_display on wall_displays to wardcast_service using (true) with check (true);
