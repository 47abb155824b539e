-- What names a patient is sealed before it reaches the database, and found by a blind index.
--
-- The keys that seal lie here wrapped: without the master key, which never comes here, they and the
-- sealed columns say nothing. Rows of older versions are sealed by the server's next start, which has
-- the keys; until then they keep their plain columns, and the constraints below, not yet valid for
-- them, let no new row have any. Adding columns and such constraints takes a lock for an instant; the
-- indexes are over columns that are all null.
create table data_keys (
  purpose       text        not null,
  version       integer     not null,
  wrapped       bytea       not null, -- AES-256-GCM under the master key
  master_key_id text        not null, -- its fingerprint, so that a wrong one is told in words
  created_at    timestamptz not null default now(),
  retired_at    timestamptz, -- no sealed value named it any more
  primary key (purpose, version),
  constraint data_key_purpose_is_known check (purpose in ('field', 'index')),
  constraint data_key_version_fits_a_sealed_value check (version > 0)
);
grant select on data_keys to wardcast_app, wardcast_identity, wardcast_service;

alter table patients
  add column medical_record_sealed bytea,
  add column family_name_sealed    bytea,
  add column given_name_sealed     bytea,
  add column birth_on_sealed       bytea,
  add column medical_record_index  bytea,
  add column medical_number_index  bytea, -- of the number without its authority
  alter column medical_record drop not null,
  alter column family_name drop not null,
  alter column given_name drop not null,
  drop constraint medical_record_is_unique;
alter table patients
  add constraint medical_record_is_unique unique (medical_record_index),
  add constraint patients_are_sealed check (
    num_nonnulls(medical_record, family_name, given_name, birth_on) = 0
    and num_nulls(medical_record_sealed, family_name_sealed, given_name_sealed,
                  medical_record_index, medical_number_index) = 0) not valid;
drop index patients_by_bare_number;
create index patients_by_medical_number on patients (medical_number_index);

alter table encounters
  add column visit_number_sealed bytea,
  add column visit_number_index  bytea,
  alter column visit_number drop not null,
  drop constraint visit_number_is_unique;
alter table encounters
  add constraint visit_number_is_unique unique (visit_number_index),
  add constraint encounters_are_sealed check (
    visit_number is null and num_nulls(visit_number_sealed, visit_number_index) = 0) not valid;

alter table quarantined_messages
  add column content_sealed bytea,
  alter column content drop not null,
  add constraint quarantined_messages_are_sealed check (
    content is null and content_sealed is not null) not valid;

alter table rejected_observations
  add column value_sealed bytea,
  alter column value drop not null,
  add constraint rejected_observations_are_sealed check (
    value is null and value_sealed is not null) not valid;

-- A sealed value is bound to its row, so whoever inserts one takes the row's number first.
grant usage on sequence quarantined_messages_quarantine_id_seq, rejected_observations_rejected_id_seq
   to wardcast_service;
