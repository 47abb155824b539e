-- Who asks, what their role allows, and in which units. New functions only.
create function acting_user_id() returns uuid language sql stable as $$
  select nullif(current_setting('wardcast.user_id', true), '')::uuid
$$;

create function acting_permission(permission text) returns boolean
  language sql stable security definer set search_path = public, pg_temp as $$
  select exists (
    select from users
     where user_id = acting_user_id()
       and disabled_at is null
       and case permission
             when 'unit:watch' then role in ('charge-nurse', 'nurse')
             when 'emergency-access:begin' then role in ('charge-nurse', 'nurse')
             when 'emergency-access:review' then role = 'security-officer'
             else false
           end)
$$;

create function acting_unit_ids() returns uuid[]
  language sql stable security definer set search_path = public, pg_temp as $$
  select case when acting_permission('unit:watch')
              then array(select unit_id from user_units where user_id = acting_user_id())
              else '{}'::uuid[]
         end
$$;

create function acting_emergency_encounter_ids() returns uuid[] language sql stable as $$
  select '{}'::uuid[]
$$;
