-- Tokens of gateways that end by themselves and can be replaced without an interruption: several for each
-- gateway, the old one good for a while beside the new. Tokens that exist move over and have 90 days from
-- now. Rewrites `gateways`, which has a row per gateway; locks it for that moment.
create table gateway_tokens (
  token_id     uuid        primary key default gen_random_uuid(),
  gateway_id   uuid        not null references gateways on delete cascade,
  token_hash   bytea       not null, -- SHA-256 of a random token of 256 bits
  created_at   timestamptz not null default now(),
  expires_at   timestamptz not null,
  last_used_at timestamptz, -- to the minute
  revoked_at   timestamptz,
  constraint gateway_token_hash_is_unique unique (token_hash),
  constraint gateway_token_hash_is_sha_256 check (octet_length(token_hash) = 32),
  constraint gateway_token_ends_after_it_begins check (expires_at >= created_at)
);
create index gateway_tokens_of_gateway on gateway_tokens (gateway_id);

insert into gateway_tokens (gateway_id, token_hash, created_at, expires_at, revoked_at)
select gateway_id, token_hash, created_at, now() + interval '90 days', disabled_at
  from gateways;

alter table gateways
  drop column token_hash,
  add column certificate_sha256  bytea, -- of the client certificate that alone proves this gateway, if any
  add column certificate_used_at timestamptz,
  add constraint gateway_certificate_is_unique unique (certificate_sha256),
  add constraint gateway_certificate_is_sha_256 check (octet_length(certificate_sha256) = 32);

-- Every process forgets what it knew of a gateway as soon as anybody changes it.
create function announce_gateway_change() returns trigger language plpgsql as $$
begin
  perform pg_notify('gateway_changed', coalesce(new.gateway_id, old.gateway_id)::text);
  return null;
end
$$;

create trigger gateway_change_is_announced
  after insert or delete or update of name, disabled_at, certificate_sha256 on gateways
  for each row execute function announce_gateway_change();

create trigger gateway_token_change_is_announced
  after insert or delete or update of expires_at, revoked_at on gateway_tokens
  for each row execute function announce_gateway_change();

-- People manage gateways and never read a token's hash; the listener reads hashes and notes their use.
alter table gateways enable row level security;
alter table gateway_tokens enable row level security;

create policy gateways_are_managed on gateways to wardcast_app
  using ((select acting_permission('gateway:manage')))
  with check ((select acting_permission('gateway:manage')));
create policy gateway_tokens_are_managed on gateway_tokens to wardcast_app
  using ((select acting_permission('gateway:manage')))
  with check ((select acting_permission('gateway:manage')));
create policy gateways_are_recognised on gateways to wardcast_service using (true);
create policy gateway_tokens_are_recognised on gateway_tokens to wardcast_service using (true);

grant select, insert (name) on gateways to wardcast_app;
grant update (disabled_at, certificate_sha256) on gateways to wardcast_app;
grant select (token_id, gateway_id, created_at, expires_at, last_used_at, revoked_at)
   on gateway_tokens to wardcast_app;
grant insert (gateway_id, token_hash, created_at, expires_at) on gateway_tokens to wardcast_app;
grant update (expires_at, revoked_at) on gateway_tokens to wardcast_app;

grant select on gateways, gateway_tokens to wardcast_service;
grant update (certificate_used_at) on gateways to wardcast_service;
grant update (last_used_at) on gateway_tokens to wardcast_service;
