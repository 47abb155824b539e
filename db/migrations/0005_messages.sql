-- The door: which messages were taken, which were held, which values were refused. New tables only.

-- One row per message that moved an encounter, so that the same message again changes nothing.
-- Vital signs need none: their own key makes a repetition the same row. The digest is there because
-- senders start their control ids anew: the same id with other content is another message.
create table message_receipts (
  sender      text        not null, -- MSH-3 and MSH-4
  control_id  text        not null, -- MSH-10
  type        text        not null,
  digest      bytea       not null, -- SHA-256 of the message
  received_at timestamptz not null default now(),
  primary key (sender, control_id)
);
create index message_receipts_by_age on message_receipts (received_at);

create table quarantined_messages (
  quarantine_id bigint      generated always as identity primary key,
  received_at   timestamptz not null default now(),
  sender        text        not null,
  control_id    text,
  type          text,
  reason        text        not null, -- a code of models/messages/refusal.ts
  segment       text,
  field         integer,
  content       text        not null, -- as received: patient data, shown to nobody but by the operator's command
  digest        bytea       not null, -- SHA-256 of the whole message, also where the content is cut short
  status        text        not null default 'held',
  repetitions   integer     not null default 0, -- how often the sender tried again
  settled_at    timestamptz,
  settled_by    text,
  constraint status_is_known check (status in ('held', 'replay-requested', 'replayed', 'discarded'))
);
create index quarantined_messages_open on quarantined_messages (received_at)
  where status in ('held', 'replay-requested');
-- The sender of a refused message often sends it again: one row, counted.
create unique index one_open_row_per_message on quarantined_messages (digest)
  where status in ('held', 'replay-requested');

create table rejected_observations (
  rejected_id  bigint      generated always as identity primary key,
  received_at  timestamptz not null default now(),
  sender       text        not null,
  control_id   text        not null,
  position     integer     not null, -- which OBX of the message, from 1
  encounter_id uuid,
  code         text,
  reason       text        not null,
  value        text        not null,
  unit         text,
  observed_at  timestamptz,
  constraint rejected_once unique (sender, control_id, position)
);

create table gateways (
  gateway_id  uuid        primary key default gen_random_uuid(),
  name        text        not null,
  token_hash  bytea       not null, -- SHA-256 of a random token of 256 bits
  disabled_at timestamptz,
  created_at  timestamptz not null default now(),
  constraint gateway_name_is_unique unique (name),
  constraint gateway_token_is_unique unique (token_hash)
);

-- Which instance is at which job, and until when at the latest.
create table job_turns (
  name        text        primary key,
  taken_until timestamptz not null
);
