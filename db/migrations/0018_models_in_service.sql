-- Which model versions this server shows predictions of, and how far what they are fed has moved from what
-- they were trained on. New tables only; locks nothing. Nothing here is of one patient: counters say how many
-- patient-hours of a unit had a value in which bin, never whose.
create table models_in_service (
  name            text        primary key, -- `deterioration`: a folder of versions
  state           text        not null,
  version         text,
  manifest_sha256 text,
  signature       text,
  refusal         text,  -- why it is not used, in words for people
  card            jsonb, -- as verified; a version that was refused shows none
  distribution    jsonb, -- of its inputs and output in training
  reported_at     timestamptz not null,
  constraint model_state_is_known check (state in ('in-service', 'refused', 'absent')),
  constraint model_signature_is_known check (signature in ('signed', 'unsigned', 'unchecked')),
  constraint model_digest_is_sha_256 check (manifest_sha256 ~ '^[0-9a-f]{64}$'),
  constraint model_has_what_its_state_says check (
    (state = 'absent') = (version is null)
    and (state = 'in-service') = (manifest_sha256 is not null and signature is not null and card is not null)
    and (state = 'refused') = (refusal is not null))
);

-- A patient is counted once an hour. Counters are those of every column end to end, as the version's
-- distribution lays them out; an hour is written whole again while it lasts.
create table model_input_counts (
  model         text        not null,
  version       text        not null,
  unit_id       uuid        not null references units,
  hour          timestamptz not null,
  patient_hours integer     not null,
  counters      integer[]   not null,
  primary key (model, version, unit_id, hour),
  constraint patient_hours_were_counted check (patient_hours > 0)
);
create index model_input_counts_by_age on model_input_counts (hour);

create table model_drift (
  model           text        not null,
  version         text        not null,
  unit_id         uuid        not null references units,
  measured_on     date        not null, -- the last measurement of the hospital's day stands for it
  column_name     text        not null,
  stability_index real,
  patient_hours   integer     not null,
  measured_at     timestamptz not null,
  primary key (model, version, unit_id, measured_on, column_name)
);
create index model_drift_by_age on model_drift (measured_on);

alter table models_in_service enable row level security;
alter table model_input_counts enable row level security;
alter table model_drift enable row level security;

grant select on models_in_service, model_drift to wardcast_app;
create policy models_are_read on models_in_service for select to wardcast_app
  using ((select acting_permission('model:read')));
create policy drift_is_read on model_drift for select to wardcast_app
  using ((select acting_permission('model:read')));

grant select, insert, update on models_in_service to wardcast_service;
grant select, insert, update, delete on model_input_counts, model_drift to wardcast_service;
create policy every_model on models_in_service to wardcast_service using (true) with check (true);
create policy every_unit on model_input_counts to wardcast_service using (true) with check (true);
create policy every_unit on model_drift to wardcast_service using (true) with check (true);
