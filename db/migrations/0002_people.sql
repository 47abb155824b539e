-- Staff accounts, the units they work on, and their sessions. New tables only.
create table users (
  user_id         uuid        primary key default gen_random_uuid(),
  email           text        not null,
  name            text        not null,
  role            text        not null,
  password_hash   text        not null, -- argon2id, with its parameters
  failed_attempts integer     not null default 0,
  locked_until    timestamptz,
  disabled_at     timestamptz,
  created_at      timestamptz not null default now(),
  updated_at      timestamptz not null default now(),
  constraint email_is_lower_case check (email = lower(email)),
  constraint email_is_unique unique (email),
  constraint role_is_known check (role in
    ('charge-nurse', 'nurse', 'administrator', 'scheduler', 'security-officer', 'system-admin'))
);

create table user_units (
  user_id uuid not null references users on delete cascade,
  unit_id uuid not null references units on delete cascade,
  primary key (user_id, unit_id)
);

-- A web session carries this id; a row that has ended ends the session everywhere, sockets included.
create table sessions (
  session_id   uuid        primary key default gen_random_uuid(),
  user_id      uuid        not null references users on delete cascade,
  created_at   timestamptz not null default now(),
  last_seen_at timestamptz not null default now(),
  expires_at   timestamptz not null,
  idle_seconds integer     not null default 900, -- as set when it began, so every process judges alike
  ended_at     timestamptz,
  end_reason   text,
  constraint end_reason_is_known check (end_reason in
    ('signed-out', 'idle', 'expired', 'revoked', 'access-changed'))
);
create index sessions_of_user on sessions (user_id) where ended_at is null;

alter table encounters
  add constraint oxygen_scale_prescriber_is_staff
  foreign key (oxygen_scale_prescribed_by) references users (user_id);

-- Whatever changes a person's rights is told to every process at once, whoever changed it.
create function announce_access_change() returns trigger language plpgsql as $$
begin
  perform pg_notify('access_changed', coalesce(new.user_id, old.user_id)::text);
  return null;
end
$$;

create trigger session_ended_is_announced
  after update of ended_at on sessions
  for each row when (new.ended_at is not null and old.ended_at is null)
  execute function announce_access_change();

create trigger user_change_is_announced
  after update of role, disabled_at on users
  for each row execute function announce_access_change();

create trigger unit_assignment_is_announced
  after insert or delete on user_units
  for each row execute function announce_access_change();
