-- What somebody recognises their own sessions by, and which account of an identity provider is whose.
-- Locks `sessions` and `users` for the moment it takes to add columns without a default.
alter table sessions
  add column device  text, -- `Chrome on Windows`: in our words, never the browser's own
  add column address inet, -- as the server saw it when the session began
  add constraint device_is_short check (length(device) <= 60);

-- An address may be given to another person at the provider; its subject never is. The first sign-in
-- through the provider binds the account to the subject, and from then on that one alone opens it.
alter table users
  add column provider_issuer  text,
  add column provider_subject text,
  add constraint provider_is_whole check ((provider_issuer is null) = (provider_subject is null)),
  add constraint provider_subject_is_unique unique (provider_issuer, provider_subject);

grant select (device, address), insert (device, address) on sessions to wardcast_identity;
grant select (provider_issuer, provider_subject), update (provider_issuer, provider_subject)
   on users to wardcast_identity;
