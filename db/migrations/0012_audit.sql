-- What was done, by whom, to what. A new table only.
create table audit_events (
  sequence bigint generated always as identity primary key,
  event    jsonb  not null
);
grant select, insert on audit_events to wardcast_app, wardcast_identity, wardcast_service;
