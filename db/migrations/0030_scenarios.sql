-- What-if scenarios of the bed forecast: what somebody assumed, under a name, to be opened again and compared.
-- Parameters alone: no patient, no forecast. A new table; its foreign keys lock users against writes for an
-- instant. And what the forecast says of transfers into intensive care, which is no count of beds.
create table scenarios (
  scenario_id uuid        primary key, -- stands in the links that people send one another
  name        text        not null,
  note        text        not null default '',
  parameters  jsonb       not null,
  version     integer     not null default 1,
  created_by  uuid        not null references users,
  created_at  timestamptz not null,
  changed_by  uuid        not null references users,
  changed_at  timestamptz not null,
  deleted_by  uuid        references users,
  deleted_at  timestamptz,
  constraint scenario_is_named check (length(btrim(name)) between 1 and 80),
  constraint note_is_short check (length(note) <= 1000),
  constraint parameters_are_an_object check (jsonb_typeof(parameters) = 'object'),
  constraint parameters_are_small check (pg_column_size(parameters) <= 65536),
  constraint version_counts_from_one check (version > 0),
  constraint deleted_by_somebody check ((deleted_at is null) = (deleted_by is null))
);
-- Of two that are listed, one must be told from the other; one that was deleted gives its name free.
create unique index scenario_names on scenarios (lower(btrim(name))) where deleted_at is null;

alter table scenarios enable row level security;

grant select,
      insert (scenario_id, name, note, parameters, created_by, created_at, changed_by, changed_at),
      update (name, note, parameters, version, changed_by, changed_at, deleted_by, deleted_at)
  on scenarios to wardcast_app;

-- Read by whoever sees the forecast they change. One that was deleted is there for who may bring it back.
create policy read_with_the_forecast on scenarios for select to wardcast_app
  using ((select acting_permission('capacity:read'))
     and (deleted_at is null or (select acting_permission('capacity-plan:manage'))));
create policy save_as_oneself on scenarios for insert to wardcast_app
  with check ((select acting_permission('capacity-plan:manage'))
     and created_by = (select acting_user_id())
     and changed_by = (select acting_user_id()));
create policy change_as_oneself on scenarios for update to wardcast_app
  using ((select acting_permission('capacity-plan:manage')))
  with check (changed_by = (select acting_user_id())
     and (deleted_by is null or deleted_by = (select acting_user_id())));

-- How many patients are expected to go up to intensive care, as each hourly forecast said it.
create table intensive_transfer_forecasts (
  issued_at    timestamptz not null,
  within_hours smallint    not null,
  mean         real        not null,
  low          smallint    not null, -- of the 80 % interval, in whole patients
  high         smallint    not null,
  primary key (issued_at, within_hours),
  constraint interval_is_ordered check (0 <= low and low <= high)
);

alter table intensive_transfer_forecasts enable row level security;

grant select on intensive_transfer_forecasts to wardcast_app;
create policy read_with_the_forecast on intensive_transfer_forecasts for select to wardcast_app
  using ((select acting_permission('capacity:read')));

grant select, insert, delete on intensive_transfer_forecasts to wardcast_service;
create policy every_issue on intensive_transfer_forecasts to wardcast_service using (true) with check (true);
