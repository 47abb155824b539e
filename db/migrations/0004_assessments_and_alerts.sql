-- What we said of each patient, when, and from what; and what people did about it. New tables only.
create table early_warning_scores (
  assessed_at    timestamptz not null, -- on the clock of the patient's feed
  encounter_id   uuid        not null,
  score          smallint    not null,
  has_red_score  boolean     not null, -- a single parameter scored 3
  inputs_present smallint    not null, -- of seven
  oldest_input_seconds real,
  made_at        timestamptz not null, -- on our clock: the difference is the feed's, and outlives a restart
  primary key (encounter_id, assessed_at)
);
select create_hypertable('early_warning_scores', by_range('assessed_at', interval '1 day'),
  create_default_indexes => false);
alter table early_warning_scores set (
  timescaledb.compress,
  timescaledb.compress_segmentby = 'encounter_id',
  timescaledb.compress_orderby = 'assessed_at desc'
);

create table predictions (
  predicted_at  timestamptz not null, -- on the clock of the patient's feed
  encounter_id  uuid        not null,
  model_version text        not null,
  risk          real        not null,
  threshold     real        not null, -- of that model version: at or above it an alert was raised
  input_digest  bytea       not null, -- SHA-256 of the input vector, so that a prediction can be checked later
  contributions jsonb       not null, -- the largest, signed, in logits
  primary key (encounter_id, predicted_at),
  constraint risk_is_a_probability check (risk between 0 and 1)
);
select create_hypertable('predictions', by_range('predicted_at', interval '1 day'),
  create_default_indexes => false);
alter table predictions set (
  timescaledb.compress,
  timescaledb.compress_segmentby = 'encounter_id, model_version',
  timescaledb.compress_orderby = 'predicted_at desc'
);

create table alerts (
  alert_id        uuid        primary key default gen_random_uuid(),
  encounter_id    uuid        not null references encounters,
  unit_id         uuid        not null references units,
  bed_id          uuid        not null references beds,
  cause           text        not null,
  priority        text        not null,
  reason          jsonb       not null, -- the score or risk it rests on, never a name
  raised_at       timestamptz not null,
  assessed_at     timestamptz not null, -- on the clock of the patient's feed
  acknowledged_at timestamptz,
  acknowledged_by uuid        references users,
  resolved_at     timestamptz,
  constraint cause_is_known check (cause in ('early-warning-score', 'deterioration-risk')),
  constraint priority_is_known check (priority in ('high', 'medium', 'low')),
  constraint acknowledged_by_somebody check ((acknowledged_at is null) = (acknowledged_by is null))
);
create unique index one_open_alert_per_cause on alerts (encounter_id, cause) where resolved_at is null;
create index alerts_of_unit on alerts (unit_id, raised_at desc);

-- One row per step. The sequence is what a client that was away asks from.
create table alert_events (
  sequence bigint      generated always as identity primary key,
  alert_id uuid        not null references alerts,
  unit_id  uuid        not null references units,
  step     text        not null,
  priority text        not null,
  at       timestamptz not null,
  user_id  uuid        references users,
  constraint step_is_known check (step in ('raised', 'priority-changed', 'acknowledged', 'resolved', 'moved'))
);
create index alert_events_of_unit on alert_events (unit_id, sequence);

select add_compression_policy('early_warning_scores', compress_after => interval '7 days');
select add_compression_policy('predictions', compress_after => interval '7 days');
select add_retention_policy('early_warning_scores', drop_after => interval '2 years');
select add_retention_policy('predictions', drop_after => interval '2 years');
