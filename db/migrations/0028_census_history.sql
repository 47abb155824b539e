-- What the hospital was and was expected to be, as counts: emergency arrivals, census and flu admissions, the
-- beds each unit has nurses for, every forecast as it was issued, and how it turned out. No patient and no
-- encounter is in any of it, so whoever may see the hospital's capacity sees all of it. New tables only; their
-- foreign keys lock units, sites and users against writes for an instant.

-- Where a count comes from. What is made up, for the demo hospital, stays marked as such for ever.
create domain count_source as text
  constraint count_source_is_known check (value in ('counted', 'imported', 'made-up'));

create table hourly_emergency_arrivals (
  hour     timestamptz  not null, -- its beginning
  site_id  uuid         not null references sites,
  arrivals integer      not null,
  source   count_source not null default 'counted',
  primary key (site_id, hour),
  constraint arrivals_are_counted check (arrivals >= 0)
);
select create_hypertable('hourly_emergency_arrivals', by_range('hour', interval '180 days'),
  create_default_indexes => false);
alter table hourly_emergency_arrivals set (
  timescaledb.compress,
  timescaledb.compress_segmentby = 'site_id',
  timescaledb.compress_orderby = 'hour'
);

-- Who was in beds at the top of the hour, and what moved in the hour before it.
create table hourly_census (
  hour            timestamptz  not null,
  unit_id         uuid         not null references units,
  occupied        integer      not null,
  staffed_beds    integer      not null,
  licensed_beds   integer      not null,
  boarding        integer      not null, -- of those occupied: admitted, and waiting for a bed elsewhere
  admissions      integer      not null, -- from outside the hospital
  discharges      integer      not null,
  transfers_in    integer      not null,
  transfers_out   integer      not null,
  -- Of those occupied: of class 1 to 4, then of unknown class. Null: nobody knows any more.
  acuity_counts   smallint[],
  with_open_alert integer,
  source          count_source not null default 'counted',
  primary key (unit_id, hour),
  constraint census_is_counted check (
    least(occupied, staffed_beds, licensed_beds, boarding, admissions, discharges, transfers_in,
          transfers_out) >= 0),
  constraint boarders_are_in_beds check (boarding <= occupied),
  constraint acuity_has_five_counts check (cardinality(acuity_counts) = 5)
);
select create_hypertable('hourly_census', by_range('hour', interval '180 days'),
  create_default_indexes => false);
alter table hourly_census set (
  timescaledb.compress,
  timescaledb.compress_segmentby = 'unit_id',
  timescaledb.compress_orderby = 'hour'
);

create table weekly_flu_admissions (
  week_ends_on date         primary key, -- the Saturday, as the regional figures have it
  general      integer      not null,
  intensive    integer      not null,
  source       count_source not null default 'counted',
  constraint week_ends_on_saturday check (extract(isodow from week_ends_on) = 6),
  constraint flu_admissions_are_counted check (general >= 0 and intensive >= 0)
);

-- Beds with a nurse for them. The row that counts is the newest valid one; a unit without any staffs all
-- of its beds in use.
create table unit_staffing (
  unit_id      uuid         not null references units,
  valid_from   timestamptz  not null,
  staffed_beds integer      not null,
  changed_by   uuid         references users, -- null for what the demo hospital begins with
  changed_at   timestamptz  not null,
  primary key (unit_id, valid_from, changed_at),
  constraint staffed_beds_are_counted check (staffed_beds >= 0)
);

-- One run of one model. Levels are the same for all of its values.
create table forecast_issues (
  forecast_issue_id uuid        primary key default gen_random_uuid(),
  kind              text        not null,
  issued_at         timestamptz not null,
  model             text        not null,
  model_version     text        not null,
  levels            real[]      not null, -- ascending, of the quantiles
  -- Made afterwards, from nothing but what was known at `issued_at`.
  is_hindcast       boolean     not null default false,
  parameters        jsonb, -- what else the model says of all its values, such as their dispersion
  made_at           timestamptz not null default now(),
  constraint forecast_kind_is_known
    check (kind in ('arrivals', 'census-hourly', 'census-daily', 'flu', 'nurse-demand')),
  constraint forecast_is_issued_once unique (kind, model, issued_at),
  constraint forecast_has_levels check (cardinality(levels) > 0)
);
create index forecast_issues_newest on forecast_issues (kind, issued_at desc);

-- Without a unit and a site it is the hospital's. `series` tells apart several of one place: general and
-- intensive flu admissions, shifts of a day.
create table forecast_values (
  target_at         timestamptz not null,
  forecast_issue_id uuid        not null references forecast_issues,
  unit_id           uuid        references units,
  site_id           uuid        references sites,
  series            text        not null default '',
  quantiles         real[]      not null, -- at the levels of the issue
  mean              real        not null,
  exceedance        real, -- probability of more than the staffed beds, where beds are meant
  constraint value_is_forecast_once
    unique nulls not distinct (forecast_issue_id, unit_id, site_id, series, target_at),
  constraint exceedance_is_a_probability check (exceedance between 0 and 1)
);
select create_hypertable('forecast_values', by_range('target_at', interval '7 days'),
  create_default_indexes => false);
create index forecast_values_by_target on forecast_values (target_at);
alter table forecast_values set (
  timescaledb.compress,
  timescaledb.compress_segmentby = 'forecast_issue_id',
  timescaledb.compress_orderby = 'target_at'
);

-- Written when the truth has arrived. What a score is compared with is stored beside it, because it was to
-- be known at the time too.
create table forecast_scores (
  target_at            timestamptz not null,
  forecast_issue_id    uuid        not null references forecast_issues,
  unit_id              uuid        references units,
  site_id              uuid        references sites,
  series               text        not null default '',
  horizon_hours        integer     not null,
  actual               real        not null,
  absolute_error       real        not null, -- of the median
  wis                  real        not null, -- weighted interval score
  naive_wis            real, -- of the same hour last week; null without a last week
  naive_absolute_error real,
  ideal_wis            real        not null, -- the least an ideal forecaster could expect
  -- Null where the forecast has no such interval.
  covered_50           boolean,
  covered_80           boolean,
  covered_95           boolean,
  -- Where in the forecast distribution the truth lay; a count covers a stretch of it, of which the middle.
  probability_rank     real        not null,
  scored_at            timestamptz not null default now(),
  constraint value_is_scored_once
    unique nulls not distinct (forecast_issue_id, unit_id, site_id, series, target_at),
  constraint rank_is_a_probability check (probability_rank between 0 and 1)
);
select create_hypertable('forecast_scores', by_range('target_at', interval '30 days'),
  create_default_indexes => false);
create index forecast_scores_by_target on forecast_scores (target_at);

-- What the newest census forecast was computed from, so that a scenario can be computed from the same. One
-- entry per patient says how long they have been where and how ill they are, never who they are.
create table census_inputs (
  is_newest boolean     primary key default true,
  made_at   timestamptz not null,
  inputs    jsonb       not null,
  constraint only_the_newest_is_kept check (is_newest)
);

-- What a model has learnt from this hospital's own past. No patient: coefficients alone.
create table fitted_models (
  name       text        primary key,
  fitted_at  timestamptz not null,
  version    text        not null,
  parameters jsonb       not null
);

-- Hypertables cannot have row-level security beside compression, so people read them through these.
create view readable_hourly_emergency_arrivals with (security_barrier) as
  select hour, site_id, arrivals, source
    from hourly_emergency_arrivals
   where (select acting_permission('capacity:read'));

create view readable_hourly_census with (security_barrier) as
  select hour, unit_id, occupied, staffed_beds, licensed_beds, boarding, admissions, discharges,
         transfers_in, transfers_out, acuity_counts, with_open_alert, source
    from hourly_census
   where (select acting_permission('capacity:read'));

create view readable_forecast_values with (security_barrier) as
  select target_at, forecast_issue_id, unit_id, site_id, series, quantiles, mean, exceedance
    from forecast_values
   where (select acting_permission('capacity:read'));

create view readable_forecast_scores with (security_barrier) as
  select target_at, forecast_issue_id, unit_id, site_id, series, horizon_hours, actual, absolute_error,
         wis, naive_wis, naive_absolute_error, ideal_wis, covered_50, covered_80, covered_95,
         probability_rank, scored_at
    from forecast_scores
   where (select acting_permission('capacity:read'));

grant select on
  readable_hourly_emergency_arrivals, readable_hourly_census, readable_forecast_values,
  readable_forecast_scores
  to wardcast_app;

alter table weekly_flu_admissions enable row level security;
alter table unit_staffing enable row level security;
alter table forecast_issues enable row level security;
alter table census_inputs enable row level security;
alter table fitted_models enable row level security;

grant select on weekly_flu_admissions, unit_staffing, forecast_issues, census_inputs to wardcast_app;
create policy capacity_is_read on weekly_flu_admissions for select to wardcast_app
  using ((select acting_permission('capacity:read')));
create policy capacity_is_read on unit_staffing for select to wardcast_app
  using ((select acting_permission('capacity:read')));
create policy capacity_is_read on forecast_issues for select to wardcast_app
  using ((select acting_permission('capacity:read')));
create policy capacity_is_read on census_inputs for select to wardcast_app
  using ((select acting_permission('capacity:read')));

-- Nobody staffs more beds than there are.
grant insert (unit_id, valid_from, staffed_beds, changed_by, changed_at) on unit_staffing to wardcast_app;
create policy planner_changes on unit_staffing for insert to wardcast_app
  with check (changed_by = (select acting_user_id())
     and (select acting_permission('capacity-plan:manage'))
     and staffed_beds <= (select count(*) from beds where beds.unit_id = unit_staffing.unit_id));

-- Jobs count, forecast and score, of every unit.
grant select on sites, unit_staffing to wardcast_service;
grant select, insert, update on
  hourly_emergency_arrivals, hourly_census, weekly_flu_admissions, census_inputs, fitted_models
  to wardcast_service;
grant select, insert, delete on forecast_issues, forecast_values, forecast_scores to wardcast_service;
create policy every_site on sites for select to wardcast_service using (true);
create policy every_unit on unit_staffing for select to wardcast_service using (true);
create policy every_week on weekly_flu_admissions to wardcast_service using (true) with check (true);
create policy every_issue on forecast_issues to wardcast_service using (true) with check (true);
create policy every_model on fitted_models to wardcast_service using (true) with check (true);
create policy the_newest on census_inputs to wardcast_service using (true) with check (true);

-- Six years hold enough flu seasons to learn from. Values are kept until long after they were scored.
select add_compression_policy('hourly_emergency_arrivals', compress_after => interval '1 year');
select add_compression_policy('hourly_census', compress_after => interval '1 year');
select add_compression_policy('forecast_values', compress_after => interval '7 days');
select add_retention_policy('hourly_emergency_arrivals', drop_after => interval '6 years');
select add_retention_policy('hourly_census', drop_after => interval '6 years');
select add_retention_policy('forecast_values', drop_after => interval '120 days');
select add_retention_policy('forecast_scores', drop_after => interval '2 years');
