-- Who may do what in the database itself. New roles only; locks nothing.
--
-- The owner of the tables migrates and maintains, and serves nobody. What serves people and machines
-- connects as one of three roles that own nothing and bypass nothing:
--   wardcast_app       pages and commands, on behalf of the person named in `wardcast.user_id`
--   wardcast_identity  sign-in, sessions, second factors, accounts: no patient
--   wardcast_service   ingest, live state and jobs: no person, so no row-level restriction by unit
-- Roles belong to the whole server, so another database of it may have made them before.
do $$
declare
  wanted text;
begin
  foreach wanted in array array['wardcast_app', 'wardcast_identity', 'wardcast_service'] loop
    continue when exists (select from pg_roles where rolname = wanted);
    begin
      execute format('create role %I nologin noinherit nosuperuser nocreatedb nocreaterole nobypassrls', wanted);
    exception when duplicate_object or unique_violation then
      null;
    end;
  end loop;
end
$$;

revoke create on schema public from public;
grant usage on schema public to wardcast_app, wardcast_identity, wardcast_service;
