-- The hospital as it stands: sites, units, beds, and the encounters that occupy them.
-- New tables only; locks nothing that exists.
create extension if not exists btree_gist;
create extension if not exists timescaledb;

create table sites (
  site_id uuid primary key default gen_random_uuid(),
  code    text not null,
  name    text not null,
  constraint site_code_is_unique unique (code)
);

create table units (
  unit_id       uuid    primary key default gen_random_uuid(),
  site_id       uuid    not null references sites,
  code          text    not null, -- the point of care of PV1-3
  name          text    not null,
  kind          text    not null,
  display_order integer not null default 0,
  constraint unit_code_is_unique unique (code),
  constraint unit_kind_is_known check (kind in ('intensive', 'step-down', 'ward', 'emergency'))
);

create table beds (
  bed_id  uuid    primary key default gen_random_uuid(),
  unit_id uuid    not null references units,
  label   text    not null, -- the bed of PV1-3
  in_use  boolean not null default true,
  constraint bed_label_is_unique_in_unit unique (unit_id, label)
);

create table patients (
  patient_id     uuid        primary key default gen_random_uuid(),
  medical_record text        not null, -- PID-3 with its assigning authority, "number^authority"
  family_name    text        not null,
  given_name     text        not null,
  birth_on       date,
  sex            text        not null default 'unknown',
  created_at     timestamptz not null default now(),
  updated_at     timestamptz not null default now(),
  constraint medical_record_is_unique unique (medical_record),
  constraint sex_is_known check (sex in ('female', 'male', 'other', 'unknown'))
);

create table encounters (
  encounter_id   uuid        primary key default gen_random_uuid(),
  patient_id     uuid        not null references patients,
  visit_number   text        not null, -- PV1-19
  class          text        not null,
  status         text        not null default 'active',
  admitted_at    timestamptz not null,
  discharged_at  timestamptz,
  moved_at       timestamptz, -- when the latest ADT event took place: an older one comes too late
  -- NEWS2 scale 2 is a prescription for hypercapnic failure, never inferred.
  oxygen_scale   smallint    not null default 1,
  oxygen_scale_prescribed_by uuid,
  oxygen_scale_prescribed_at timestamptz,
  created_at     timestamptz not null default now(),
  updated_at     timestamptz not null default now(),
  constraint visit_number_is_unique unique (visit_number),
  constraint class_is_known check (class in ('inpatient', 'outpatient', 'emergency')),
  constraint status_is_known check (status in ('active', 'discharged', 'cancelled')),
  constraint oxygen_scale_is_known check (oxygen_scale in (1, 2)),
  constraint discharge_follows_admission check (discharged_at >= admitted_at),
  constraint only_the_active_are_undischarged check ((status = 'active') = (discharged_at is null))
);
-- One patient is in the hospital once.
create unique index one_active_encounter_per_patient on encounters (patient_id) where status = 'active';

create table bed_stays (
  bed_stay_id  uuid      primary key default gen_random_uuid(),
  encounter_id uuid      not null references encounters,
  bed_id       uuid      not null references beds,
  during       tstzrange not null,
  constraint bed_stay_is_not_empty check (not isempty(during)),
  constraint one_patient_per_bed exclude using gist (bed_id with =, during with &&),
  constraint one_bed_per_patient exclude using gist (encounter_id with =, during with &&)
);
create index bed_stays_open on bed_stays (bed_id) where upper_inf(during);
