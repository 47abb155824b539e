-- The weekly respiratory reports of the hospital: a draft until it is submitted, then locked. Counts alone, no
-- patient. A new table; its foreign keys lock users against writes for an instant. And who waits for a bed, as
-- a count for whoever may see the hospital's capacity.
create table respiratory_reports (
  week_ends_on date        primary key,
  figures      jsonb       not null,
  version      integer     not null default 1,
  saved_by     uuid        not null references users,
  saved_at     timestamptz not null,
  submitted_by uuid        references users,
  submitted_at timestamptz,
  constraint week_ends_on_saturday check (extract(isodow from week_ends_on) = 6),
  constraint figures_are_an_object check (jsonb_typeof(figures) = 'object'),
  constraint figures_are_small check (pg_column_size(figures) <= 16384),
  constraint version_counts_from_one check (version > 0),
  constraint submitted_by_somebody check ((submitted_at is null) = (submitted_by is null))
);

alter table respiratory_reports enable row level security;

grant select,
      insert (week_ends_on, figures, saved_by, saved_at),
      update (figures, version, saved_by, saved_at, submitted_by, submitted_at)
  on respiratory_reports to wardcast_app;
create policy capacity_is_read on respiratory_reports for select to wardcast_app
  using ((select acting_permission('capacity:read')));
create policy begin_as_oneself on respiratory_reports for insert to wardcast_app
  with check ((select acting_permission('capacity-plan:manage'))
     and saved_by = (select acting_user_id()));
-- What was submitted is what the hospital has said: nobody changes it.
create policy change_drafts_as_oneself on respiratory_reports for update to wardcast_app
  using (submitted_at is null
     and (select acting_permission('capacity-plan:manage')))
  with check (saved_by = (select acting_user_id())
     and (submitted_by is null or submitted_by = (select acting_user_id())));

-- The report's flu admissions are what the flu forecast learns from.
grant insert, update on weekly_flu_admissions to wardcast_app;
create policy report_counts on weekly_flu_admissions for insert to wardcast_app
  with check (source = 'counted'
     and (select acting_permission('capacity-plan:manage')));
create policy report_counts_anew on weekly_flu_admissions for update to wardcast_app
  using ((select acting_permission('capacity-plan:manage')))
  with check (source = 'counted');

-- Those who waited for a bed at that instant, and how long those of the last day had waited who got one. The
-- table says who they are, which this does not. `is_used`: somebody has asked for a bed in the week before;
-- otherwise nobody knows who waits.
create function bed_waits(at_instant timestamptz)
returns table (is_used boolean, waiting integer, longest_seconds double precision,
               placed integer, median_seconds double precision)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select coalesce(bool_or(requested_at > at_instant - interval '7 days' or ended_at is null
                          or ended_at > at_instant), false),
         count(*) filter (where ended_at is null or ended_at > at_instant)::int,
         extract(epoch from at_instant - min(requested_at)
           filter (where ended_at is null or ended_at > at_instant))::float8,
         count(*) filter (where outcome = 'placed' and ended_at <= at_instant
                            and ended_at > at_instant - interval '24 hours')::int,
         percentile_cont(0.5) within group (order by extract(epoch from ended_at - requested_at))
           filter (where outcome = 'placed' and ended_at <= at_instant
                     and ended_at > at_instant - interval '24 hours')
    from bed_requests
   where requested_at <= at_instant
     and acting_permission('capacity:read')
$$;
revoke execute on function bed_waits(timestamptz) from public;
grant execute on function bed_waits(timestamptz) to wardcast_app;
