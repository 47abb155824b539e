-- A password that an administrator issued is for coming in once, to choose another; recovery codes are
-- longer than a slow hash would be asked for.
-- Locks `users` and `sessions` for the moment it takes to add a column without a default that is computed.
alter table users
  add column password_issued_at timestamptz; -- null: its owner has chosen it

-- An issued password opens a session that is good for choosing another one, and for nothing else.
alter table sessions
  add column awaits_password boolean not null default false;

-- Recovery codes have five signs more from here on, and the shorter ones are read no more. The account
-- page says that none is left, and makes new ones.
delete from recovery_codes;

create or replace function session_is_live(asked_session_id uuid, asked_user_id uuid) returns boolean
  language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select exists (
    select from sessions as session
      join users as holder using (user_id)
     where session.session_id = asked_session_id
       and session.user_id = asked_user_id
       and session.ended_at is null
       and session.second_factor_at is not null
       and not session.awaits_password
       and session.expires_at > now()
       and session.last_seen_at + make_interval(secs => session.idle_seconds) > now()
       and holder.disabled_at is null)
$$;
