-- Incidents, what people did about them, and what is contained; and the digests of protected files.
-- New tables, and one trigger on users, which waits for a moment without a write to it.
--
-- Nothing here names a patient. What people write about an incident is sealed.
create table incidents (
  incident_id     uuid        primary key default gen_random_uuid(),
  number          integer     generated always as identity,
  kind            text        not null,
  severity        text        not null,
  status          text        not null default 'open',
  dedup_key       text        not null, -- the cause: one open incident for each
  opened_at       timestamptz not null,
  changed_at      timestamptz not null,
  owner_user_id   uuid        references users,
  closed_at       timestamptz,
  closed_by       uuid        references users,
  evidence        jsonb       not null, -- ids, counts and numbers of audit records
  constraint severity_is_known check (severity in ('critical', 'high', 'medium')),
  constraint status_is_known check (status in ('open', 'in-hand', 'closed')),
  constraint in_hand_is_owned check (status <> 'in-hand' or owner_user_id is not null),
  constraint closed_by_somebody check
    ((status = 'closed') = (closed_at is not null) and (closed_at is null) = (closed_by is null))
);
create unique index one_open_incident_per_cause on incidents (dedup_key) where status <> 'closed';
create unique index incidents_by_number on incidents (number);
create index incidents_by_time on incidents (opened_at desc);

-- The closing report is a note too, so that it is sealed as notes are.
create table incident_notes (
  incident_note_id uuid        primary key default gen_random_uuid(),
  incident_id      uuid        not null references incidents,
  kind             text        not null default 'note',
  at               timestamptz not null,
  user_id          uuid        not null references users,
  text             bytea       not null,
  constraint kind_is_known check (kind in ('note', 'closing-report'))
);
create index notes_of_incident on incident_notes (incident_id, at);
create unique index one_closing_report on incident_notes (incident_id) where kind = 'closing-report';

create table containments (
  containment_id uuid        primary key default gen_random_uuid(),
  incident_id    uuid        not null references incidents,
  kind           text        not null,
  target         text        not null, -- a user's id, a gateway's name, or 'hospital'
  applied_by     uuid        not null references users,
  applied_at     timestamptz not null,
  lifted_by      uuid        references users,
  lifted_at      timestamptz,
  constraint kind_is_known check (kind in ('end-sessions', 'lock-account', 'revoke-gateway', 'freeze-exports')),
  constraint only_lasting_ones_are_lifted check
    (lifted_at is null or kind in ('lock-account', 'freeze-exports')),
  constraint lifted_by_somebody check ((lifted_at is null) = (lifted_by is null))
);
create unique index one_lasting_containment on containments (kind, target)
  where lifted_at is null and kind in ('lock-account', 'freeze-exports');
create index containments_of_incident on containments (incident_id);

-- The timeline. `audited_at` tells which steps the audit trail has: a step and its mark are written in
-- one transaction with what it did, and recorded afterwards by whoever comes first.
create table incident_events (
  sequence       bigint      generated always as identity primary key,
  incident_id    uuid        not null references incidents,
  step           text        not null,
  at             timestamptz not null,
  user_id        uuid        references users, -- null: the system
  session_id     uuid,
  containment_id uuid        references containments,
  detail         text, -- the id of a runbook step, a count: never somebody's words
  audited_at     timestamptz,
  constraint step_is_known check (step in ('opened', 'evidence-added', 'owner-taken', 'step-done',
    'step-undone', 'note-added', 'containment-applied', 'containment-lifted', 'closed'))
);
create index events_of_incident on incident_events (incident_id, sequence);
create index unaudited_incident_events on incident_events (sequence) where audited_at is null;

create table incident_steps (
  incident_id uuid        not null references incidents,
  step_id     text        not null, -- of the kind's runbook
  done_by     uuid        not null references users,
  done_at     timestamptz not null,
  primary key (incident_id, step_id)
);

-- How far the audit trail has been read, and what of it still counts. One row.
create table detector_cursor (
  only_row         boolean     primary key default true check (only_row),
  processed        bigint      not null default 0,
  window_from      bigint      not null default 1, -- the oldest record that still counts in a window
  latest_at        timestamptz,
  quiet_until      jsonb       not null default '{}', -- by cause, epoch milliseconds
  last_signal_at   timestamptz,
  checked_at       timestamptz
);
insert into detector_cursor default values;

-- What each protected file was when somebody last accepted it, by label: where it lies is nobody's business.
create table file_integrity (
  file_integrity_id bigint      generated always as identity primary key,
  label             text        not null,
  sha256            bytea, -- null: accepted as gone
  recorded_at       timestamptz not null,
  reason            text        not null, -- a code, or what the operator wrote
  recorded_by       text        not null,
  audited_at        timestamptz
);
create index file_integrity_by_label on file_integrity (label, file_integrity_id desc);

create table file_checks (
  label      text        primary key,
  checked_at timestamptz not null,
  sha256     bytea, -- null: not there
  signalled  text   -- what an incident was opened for, a digest or 'missing': not again while it stays so
);

create function announce_incident_change() returns trigger language plpgsql as $$
begin
  perform pg_notify('incident_changed', new.incident_id || ' ' || new.step);
  return null;
end
$$;

create trigger incident_event_is_announced
  after insert on incident_events
  for each row execute function announce_incident_change();

-- Read by everybody who exports, so it shows nothing but whether.
create function exports_frozen() returns boolean language sql stable security definer
  set search_path = public, pg_temp as $$
  select exists (select from containments where kind = 'freeze-exports' and lifted_at is null)
$$;

-- A contained account stays locked: neither a new password nor an administrator's unlock opens it.
create function keep_contained_account_locked() returns trigger language plpgsql security definer
  set search_path = public, pg_temp as $$
begin
  if exists (select from containments
              where kind = 'lock-account' and target = new.user_id::text and lifted_at is null) then
    new.locked_until := greatest(new.locked_until, timestamptz '9999-12-31 00:00:00+00');
  end if;
  return new;
end
$$;

create trigger contained_account_stays_locked
  before update of locked_until on users
  for each row execute function keep_contained_account_locked();

revoke execute on function keep_contained_account_locked() from public;
revoke execute on function exports_frozen() from public;
grant execute on function exports_frozen() to wardcast_app, wardcast_identity, wardcast_service;

alter table incidents enable row level security;
alter table incident_notes enable row level security;
alter table incident_events enable row level security;
alter table incident_steps enable row level security;
alter table containments enable row level security;
alter table detector_cursor enable row level security;
alter table file_integrity enable row level security;
alter table file_checks enable row level security;

-- Officers read and handle; the identity role does for them what touches accounts and sessions.
grant select on incidents, incident_notes, incident_events, incident_steps, containments,
  file_integrity, file_checks, detector_cursor to wardcast_app;
grant update (status, owner_user_id, changed_at, closed_at, closed_by) on incidents to wardcast_app;
grant insert on incident_notes, incident_events, incident_steps to wardcast_app;
grant delete on incident_steps to wardcast_app;

-- The policies below are judged as whoever asks, also when that is the identity role for an officer.
grant execute on function acting_user_id(), acting_permission(text) to wardcast_identity;
grant select on incidents, containments, incident_events to wardcast_identity;
grant update (changed_at) on incidents to wardcast_identity;
grant insert on containments, incident_events to wardcast_identity;
grant update (lifted_by, lifted_at) on containments to wardcast_identity;
grant select (gateway_id, name, disabled_at), update (disabled_at) on gateways to wardcast_identity;
grant execute on function acting_user_id(), acting_permission(text) to wardcast_identity;

create policy officers_read on incidents for select to wardcast_app, wardcast_identity
  using ((select acting_permission('incident:read')));
create policy officers_handle on incidents for update to wardcast_app, wardcast_identity
  using ((select acting_permission('incident:manage')))
  with check ((select acting_permission('incident:manage')));

create policy officers_read on incident_notes for select to wardcast_app
  using ((select acting_permission('incident:read')));
create policy officers_write on incident_notes for insert to wardcast_app
  with check ((select acting_permission('incident:manage')) and user_id = (select acting_user_id()));

create policy officers_read on incident_events for select to wardcast_app, wardcast_identity
  using ((select acting_permission('incident:read')));
create policy officers_write on incident_events for insert to wardcast_app, wardcast_identity
  with check ((select acting_permission('incident:manage')) and user_id = (select acting_user_id())
              and audited_at is null);

create policy officers_read on incident_steps for select to wardcast_app
  using ((select acting_permission('incident:read')));
create policy officers_write on incident_steps for insert to wardcast_app
  with check ((select acting_permission('incident:manage')) and done_by = (select acting_user_id()));
create policy officers_take_back on incident_steps for delete to wardcast_app
  using ((select acting_permission('incident:manage')));

create policy officers_read on containments for select to wardcast_app, wardcast_identity
  using ((select acting_permission('incident:read')));
create policy officers_apply on containments for insert to wardcast_identity
  with check ((select acting_permission('incident:manage')) and applied_by = (select acting_user_id())
              and lifted_at is null);
create policy officers_lift on containments for update to wardcast_identity
  using ((select acting_permission('incident:manage')))
  with check ((select acting_permission('incident:manage')) and lifted_by = (select acting_user_id()));

-- Holds once gateways are restricted by row.
create policy officers_revoke on gateways to wardcast_identity
  using ((select acting_permission('incident:manage')))
  with check ((select acting_permission('incident:manage')) and disabled_at is not null);

create policy officers_read on file_integrity for select to wardcast_app
  using ((select acting_permission('incident:read')));
create policy officers_read on file_checks for select to wardcast_app
  using ((select acting_permission('incident:read')));
create policy officers_read on detector_cursor for select to wardcast_app
  using ((select acting_permission('incident:read')));

-- What is told to the officers' screens. The watch itself reads the audit trail, so it runs as the owner.
grant select on incidents to wardcast_service;
create policy screens_are_told on incidents for select to wardcast_service using (true);
