-- Who acts, for policies to ask. New functions only; locks nothing.
create function public.acting_user_id() returns uuid
  language sql stable security definer set search_path = pg_catalog, public as $$
  select nullif(current_setting('wardcast.user_id', true), '')::uuid
$$;

create function public.acting_unit_ids() returns uuid[]
  language sql stable security definer set search_path = pg_catalog, public as $$
  select coalesce(array_agg(unit_id), '{}')
    from user_units
    join users using (user_id)
   where user_id = public.acting_user_id()
     and disabled_at is null
$$;

create function public.acting_permission(permission text) returns boolean
  language sql stable security definer set search_path = pg_catalog, public as $$
  select exists (
    select from users
     where user_id = public.acting_user_id()
       and disabled_at is null
       and (permission <> 'gateway:manage' or role = 'system-admin')
  )
$$;
