-- Appointments and theatre slots of the scheduling systems, for the nurses they need: times and places, and
-- nothing of the patient. New tables only; their foreign key locks units against writes for an instant.
create table appointments (
  sender     text        not null, -- of whose numbers the number is
  number     text        not null,
  state      text        not null,
  said_at    timestamptz not null, -- by the sender's clock
  changed_at timestamptz not null default clock_timestamp(), -- by ours
  primary key (sender, number),
  constraint appointment_state_is_known check (state in ('booked', 'cancelled', 'deleted', 'missed'))
);

create table appointment_slots (
  sender    text        not null,
  number    text        not null,
  ordinal   integer     not null, -- within the appointment, from 1
  place     text,                 -- null: the scheduling system names none
  starts_at timestamptz not null,
  ends_at   timestamptz not null,
  primary key (sender, number, ordinal),
  foreign key (sender, number) references appointments on delete cascade,
  constraint slot_takes_time check (ends_at > starts_at)
);
create index appointment_slots_by_start on appointment_slots (starts_at);

-- Which unit nurses what is booked in a place, and how many nurses it takes at once.
create table appointment_places (
  place      text        primary key,
  unit_id    uuid        not null references units,
  nurses     integer     not null,
  skill      text,
  changed_at timestamptz not null default clock_timestamp(),
  constraint place_takes_nurses check (nurses between 1 and 20)
);

alter table appointments enable row level security;
alter table appointment_slots enable row level security;
alter table appointment_places enable row level security;

grant select on appointments, appointment_slots, appointment_places to wardcast_app;
create policy capacity_is_read on appointments for select to wardcast_app
  using ((select acting_permission('capacity:read')));
create policy capacity_is_read on appointment_slots for select to wardcast_app
  using ((select acting_permission('capacity:read')));
create policy capacity_is_read on appointment_places for select to wardcast_app
  using ((select acting_permission('capacity:read')));

grant insert, update, delete on appointment_places to wardcast_app;
-- Where no feed sends them, planners read them from files.
grant insert, update on appointments to wardcast_app;
grant insert, delete on appointment_slots to wardcast_app;
create policy planners_read_files on appointments to wardcast_app
  using (sender = 'file' and (select acting_permission('roster:plan')))
  with check (sender = 'file' and (select acting_permission('roster:plan')));
create policy planners_read_files on appointment_slots to wardcast_app
  using (sender = 'file' and (select acting_permission('roster:plan')))
  with check (sender = 'file' and (select acting_permission('roster:plan')));

create policy planners_set_places on appointment_places to wardcast_app
  using ((select acting_permission('roster:plan')))
  with check ((select acting_permission('roster:plan')));

grant select, insert, update, delete on appointments to wardcast_service;
grant select, insert, delete on appointment_slots to wardcast_service;
grant select on appointment_places to wardcast_service;
create policy every_appointment on appointments to wardcast_service using (true) with check (true);
create policy every_slot on appointment_slots to wardcast_service using (true) with check (true);
create policy every_place on appointment_places for select to wardcast_service using (true);
