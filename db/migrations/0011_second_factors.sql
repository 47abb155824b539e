-- A password alone opens no patient's page: second factors, and the pending session before one is shown.
--
-- Locks `sessions` for the moment it takes to add columns without a default. Sessions that are open
-- were opened by a password alone, so they end here and everybody signs in once more.
alter table sessions
  add column second_factor_at timestamptz, -- null: pending, good for showing or enrolling a factor and nothing else
  add column stepped_up_at    timestamptz, -- the last fresh second factor
  add column enrolled_at      timestamptz; -- the account's first factor was enrolled in this pending session

update sessions
   set ended_at = now(),
       end_reason = 'revoked'
 where ended_at is null;

alter table sessions
  add constraint pending_session_is_short check
    (second_factor_at is not null or ended_at is not null
     or expires_at <= created_at + interval '10 minutes');

create table second_factors (
  second_factor_id uuid        primary key default gen_random_uuid(),
  user_id          uuid        not null references users on delete cascade,
  kind             text        not null,
  name             text        not null,
  totp_secret      bytea,                -- sealed as second_factors.totp_secret
  last_step        bigint,               -- of the newest code that was accepted: each is accepted once
  credential_id    text,                 -- base64url, as browsers send it
  public_key       bytea,                -- COSE
  counter          bigint,               -- of signatures; authenticators that keep none say 0
  transports       text[],
  created_at       timestamptz not null default now(),
  last_used_at     timestamptz,
  constraint kind_is_known check (kind in ('passkey', 'totp')),
  constraint name_is_short check (length(name) between 1 and 60),
  constraint credential_is_unique unique (credential_id),
  constraint totp_has_its_secret check ((kind = 'totp') = (totp_secret is not null and last_step is not null)),
  constraint passkey_has_its_key check
    ((kind = 'passkey') = (credential_id is not null and public_key is not null
                           and counter is not null and transports is not null))
);
create index second_factors_of_user on second_factors (user_id);

-- A keyed hash of 99 random bits: nothing to guess, so nothing that a slow hash would protect.
create table recovery_codes (
  code_hash  bytea       primary key,
  user_id    uuid        not null references users on delete cascade,
  created_at timestamptz not null default now(),
  used_at    timestamptz
);
create index recovery_codes_of_user on recovery_codes (user_id);

-- A secret that was shown and not yet proved: it counts for nothing, and one session has one.
create table totp_drafts (
  second_factor_id uuid        primary key default gen_random_uuid(),
  session_id       uuid        not null references sessions on delete cascade,
  totp_secret      bytea       not null, -- sealed as second_factors.totp_secret, whose row it will be
  expires_at       timestamptz not null,
  constraint session_has_one_draft unique (session_id)
);

-- What an authenticator is asked to sign, once.
create table passkey_challenges (
  challenge  text        primary key, -- base64url
  purpose    text        not null,
  session_id uuid        references sessions on delete cascade, -- null: a sign-in that begins with the passkey
  expires_at timestamptz not null,
  constraint purpose_is_known check (purpose in ('enrol', 'prove', 'sign-in')),
  constraint only_a_sign_in_has_no_session check ((purpose = 'sign-in') = (session_id is null))
);
create index passkey_challenges_by_end on passkey_challenges (expires_at);

-- Asked before anybody is known, so no policy can name the person; no other role has anything to do here.
alter table second_factors enable row level security;
alter table recovery_codes enable row level security;
alter table totp_drafts enable row level security;
alter table passkey_challenges enable row level security;
create policy identity_only on second_factors to wardcast_identity using (true);
create policy identity_only on recovery_codes to wardcast_identity using (true);
create policy identity_only on totp_drafts to wardcast_identity using (true);
create policy identity_only on passkey_challenges to wardcast_identity using (true);
grant select, insert, update, delete
   on second_factors, recovery_codes, totp_drafts to wardcast_identity;
grant select, insert, delete on passkey_challenges to wardcast_identity;

-- A pending session makes room for the full one; what a person has been signed in for is never removed.
grant delete on sessions to wardcast_identity;
alter table sessions enable row level security;
create policy found on sessions for select to wardcast_identity using (true);
create policy begun on sessions for insert to wardcast_identity with check (true);
create policy changed on sessions for update to wardcast_identity using (true);
create policy pending_makes_room on sessions for delete to wardcast_identity
  using (second_factor_at is null);
