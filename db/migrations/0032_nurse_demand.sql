-- How many nurses each unit needs in each shift, as it was issued from a census forecast: what rosters are
-- made from. Counts alone, no patient and no nurse. New tables only; their foreign key locks units against
-- writes for an instant.
create table nurse_demand_issues (
  issued_at timestamptz primary key, -- of the census forecast
  rules     jsonb       not null, -- those that it was made by
  made_at   timestamptz not null default now()
);

create table nurse_demands (
  issued_at timestamptz not null references nurse_demand_issues on delete cascade,
  unit_id   uuid        not null references units,
  shift     text        not null,
  starts_at timestamptz not null,
  ends_at   timestamptz not null,
  skill     text,
  minimum   integer     not null, -- by the ratio
  target    integer     not null, -- at the service level of the rules
  quantiles integer[]   not null, -- at the levels of the census forecast
  constraint demand_is_issued_once unique nulls not distinct (issued_at, unit_id, starts_at, skill),
  constraint shift_takes_time check (ends_at > starts_at),
  constraint nurses_are_counted check (minimum >= 0 and target >= minimum),
  constraint demand_has_quantiles check (cardinality(quantiles) > 0)
);

alter table nurse_demand_issues enable row level security;
alter table nurse_demands enable row level security;
grant select on nurse_demand_issues, nurse_demands to wardcast_app;
create policy capacity_is_read on nurse_demand_issues for select to wardcast_app
  using ((select acting_permission('capacity:read')));
create policy capacity_is_read on nurse_demands for select to wardcast_app
  using ((select acting_permission('capacity:read')));

grant select, insert, delete on nurse_demand_issues, nurse_demands to wardcast_service;
create policy every_issue on nurse_demand_issues to wardcast_service using (true) with check (true);
create policy every_demand on nurse_demands to wardcast_service using (true) with check (true);
