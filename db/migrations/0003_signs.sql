-- Vital signs and laboratory results, and the rollups that the charts read. New tables only.
--
-- These hypertables hold no identifier but an opaque encounter id: row-level security and
-- compression exclude each other in TimescaleDB, so identities live elsewhere. They have no foreign
-- keys: a check per row would cost a third of the ingest rate, encounters are never deleted, and
-- the ingest resolves each encounter before it writes.
create table devices (
  device_id     integer     generated always as identity primary key,
  identifier    text        not null, -- OBX-18, usually an EUI-64
  first_seen_at timestamptz not null default now(),
  constraint device_identifier_is_unique unique (identifier)
);

create table vital_sign_kinds (
  kind  smallint primary key, -- the ids of models/vitals/vital-sign.ts; a test holds the two together
  name  text     not null,
  loinc text     not null,
  ucum  text     not null,
  constraint vital_sign_name_is_unique unique (name)
);
insert into vital_sign_kinds (kind, name, loinc, ucum) values
  (1, 'heartRate', '8867-4', '/min'),
  (2, 'respiratoryRate', '9279-1', '/min'),
  (3, 'oxygenSaturation', '59408-5', '%'),
  (4, 'temperature', '8310-5', 'Cel'),
  (5, 'systolicPressure', '8480-6', 'mm[Hg]'),
  (6, 'diastolicPressure', '8462-4', 'mm[Hg]'),
  (7, 'meanPressure', '8478-0', 'mm[Hg]'),
  (8, 'pulseRate', '8889-8', '/min'),
  (9, 'inspiredOxygen', '3150-6', '%'),
  (10, 'oxygenFlow', '3151-8', 'L/min'),
  (11, 'consciousness', '67775-7', '{ACVPU}'),
  (12, 'endTidalCarbonDioxide', '19889-5', 'mm[Hg]');

create table vital_signs (
  observed_at  timestamptz not null,
  encounter_id uuid        not null,
  kind         smallint    not null,
  value        real        not null,
  device_id    integer,
  primary key (encounter_id, kind, observed_at) -- a resent message is the same row
);
-- Six hours: at 1,000 beds and seven signs a minute 2.5 million rows, whose index fits in the
-- embedded server's memory; the same chunks are small enough to be compressed without a long stop.
select create_hypertable('vital_signs', by_range('observed_at', interval '6 hours'),
  create_default_indexes => false);
-- What a refresh reads is one minute of a chunk of hours. Rows come nearly in the order of time, so
-- a block-range index finds them, at a few bytes per megabyte of table.
create index vital_signs_by_time on vital_signs using brin (observed_at);
alter table vital_signs set (
  timescaledb.compress,
  timescaledb.compress_segmentby = 'encounter_id, kind',
  timescaledb.compress_orderby = 'observed_at desc'
);

create table laboratory_results (
  observed_at  timestamptz not null,
  encounter_id uuid        not null,
  kind         smallint    not null, -- the ids of models/vitals/laboratory-test.ts
  value        real        not null,
  device_id    integer,
  primary key (encounter_id, kind, observed_at)
);
select create_hypertable('laboratory_results', by_range('observed_at', interval '7 days'),
  create_default_indexes => false);
alter table laboratory_results set (
  timescaledb.compress,
  timescaledb.compress_segmentby = 'encounter_id, kind',
  timescaledb.compress_orderby = 'observed_at desc'
);

-- Not materialised only: what the last refresh has not reached is added from the raw rows on reading.
create materialized view vital_signs_minutely
  with (timescaledb.continuous, timescaledb.materialized_only = false) as
  select time_bucket(interval '1 minute', observed_at) as minute,
         encounter_id,
         kind,
         min(value) as low,
         avg(value) as mean,
         max(value) as high,
         count(*) as readings
    from vital_signs
   group by minute, encounter_id, kind
  with no data;

create materialized view vital_signs_hourly
  with (timescaledb.continuous, timescaledb.materialized_only = false) as
  select time_bucket(interval '1 hour', minute) as hour,
         encounter_id,
         kind,
         min(low) as low,
         sum(mean * readings) / sum(readings) as mean,
         max(high) as high,
         sum(readings)::bigint as readings
    from vital_signs_minutely
   group by hour, encounter_id, kind
  with no data;

-- The policies a real server runs by itself; on the embedded one the jobs in server/jobs do the same work.
select add_compression_policy('vital_signs', compress_after => interval '1 day');
select add_compression_policy('laboratory_results', compress_after => interval '14 days');
select add_retention_policy('vital_signs', drop_after => interval '90 days');
select add_retention_policy('laboratory_results', drop_after => interval '2 years');
select add_continuous_aggregate_policy('vital_signs_minutely',
  start_offset => interval '1 day', end_offset => interval '1 minute', schedule_interval => interval '1 minute');
select add_continuous_aggregate_policy('vital_signs_hourly',
  start_offset => interval '3 days', end_offset => interval '1 hour', schedule_interval => interval '10 minutes');
