-- Who acts, and what they may do, as functions that policies ask. New functions only; locks nothing.
create function acting_user_id() returns uuid language sql stable security definer
  set search_path = public, pg_temp as $$
  select user_id from users
   where user_id::text = current_setting('wardcast.user_id', true)
     and disabled_at is null
$$;

create function acting_permission(wanted text) returns boolean language sql stable security definer
  set search_path = public, pg_temp as $$
  select exists (
    select from users
     where user_id = acting_user_id()
       and role = 'security-officer'
       and wanted in ('audit:read', 'audit:export', 'incident:read', 'incident:manage',
                      'emergency-access:review', 'session:manage'))
$$;

create function acting_unit_ids() returns uuid[] language sql stable security definer
  set search_path = public, pg_temp as $$
  select coalesce(array_agg(unit_id), '{}') from user_units where user_id = acting_user_id()
$$;
