-- Who is asking, and what they may do: what policies and reading functions ask. New functions only.
create function public.acting_user_id() returns uuid
  language sql stable set search_path = pg_catalog, pg_temp
  as $$ select nullif(current_setting('wardcast.user_id', true), '')::uuid $$;

create function public.acting_permission(permission text) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp
  as $$
    select exists (
      select from public.users
       where user_id = public.acting_user_id()
         and disabled_at is null
         and (role, permission) in (
             ('security-officer', 'audit:read'),
             ('security-officer', 'audit:export')))
  $$;

create function public.acting_unit_ids() returns uuid[]
  language sql stable security definer set search_path = pg_catalog, pg_temp
  as $$
    select coalesce(array_agg(unit_id), '{}')
      from public.user_units
     where user_id = public.acting_user_id()
  $$;
