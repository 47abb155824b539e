-- Flu admissions of the hospital's region as they were published last, and how the reading of them went. New
-- tables only; locks nothing that exists.
create table regional_flu_admissions (
  location     text    not null, -- FIPS code, or US
  week_ends_on date    not null,
  admissions   integer not null,
  primary key (location, week_ends_on),
  constraint week_ends_on_saturday check (extract(isodow from week_ends_on) = 6),
  constraint regional_admissions_are_counted check (admissions >= 0)
);

-- One row: what the last attempt found. A failure keeps what was known before it.
create table regional_flu_reads (
  is_only        boolean     primary key default true,
  tried_at       timestamptz not null,
  failure        text, -- what is to be done; null after a success
  read_at        timestamptz, -- the last success
  digest         text, -- of what was read then
  location       text,
  reported_until date,
  constraint only_the_last_is_kept check (is_only)
);

alter table regional_flu_admissions enable row level security;
alter table regional_flu_reads enable row level security;

grant select on regional_flu_admissions, regional_flu_reads to wardcast_app;
create policy capacity_is_read on regional_flu_admissions for select to wardcast_app
  using ((select acting_permission('capacity:read')));
create policy capacity_is_read on regional_flu_reads for select to wardcast_app
  using ((select acting_permission('capacity:read')));

grant select, insert, update, delete on regional_flu_admissions to wardcast_service;
grant select, insert, update on regional_flu_reads to wardcast_service;
create policy every_week on regional_flu_admissions to wardcast_service using (true) with check (true);
create policy every_read on regional_flu_reads to wardcast_service using (true) with check (true);
