-- How hard pressed the hospital is: what makes its escalation level, the level as it stands, its past, what is
-- to be expected of it, and what was done at it. Counts and shares alone, no patient. New tables only; their
-- foreign keys lock users against writes for an instant.

-- The newest version counts; without one it is the house's.
create table escalation_rules (
  version integer     primary key,
  rules   jsonb       not null,
  made_by uuid        not null references users,
  made_at timestamptz not null,
  constraint rules_count_from_one check (version > 0)
);

-- Each stretch of one level, with what made it. The next one ends it.
create table escalation_levels (
  escalation_level_id uuid        primary key default gen_random_uuid(),
  began_at            timestamptz not null,
  level               smallint    not null,
  is_at_least         boolean     not null, -- something that was not known could have made it higher
  rules_version       integer     not null,
  finding             jsonb       not null, -- each parameter's value, and the points it gave
  constraint escalation_level_is_known check (level between 1 and 4),
  constraint one_level_begins_at_a_time unique (began_at)
);

-- As it was last looked at. The course says what a fall still waits for.
create table escalation_now (
  is_now              boolean     primary key default true,
  escalation_level_id uuid        not null references escalation_levels,
  looked_at           timestamptz not null,
  is_at_least         boolean     not null,
  rules_version       integer     not null,
  finding             jsonb       not null,
  course              jsonb       not null,
  constraint there_is_one_present check (is_now)
);

-- The probability of each level, from a census forecast; with what that says of the next 24 hours, in percent.
create table escalation_outlooks (
  issued_at     timestamptz primary key,
  rules_version integer     not null,
  outlook       jsonb       not null,
  beds_short    real, -- null: the forecast does not reach 24 hours
  exceedance    real
);

-- What of a level's action card is done, while it lasts.
create table escalation_actions_done (
  escalation_level_id uuid        not null references escalation_levels,
  action_id           text        not null,
  done_by             uuid        not null references users,
  done_at             timestamptz not null,
  primary key (escalation_level_id, action_id),
  constraint action_is_named check (action_id ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and length(action_id) <= 60)
);

-- Told to every process at the commit: screens hear of another level, of other rules, and of what is done.
create function announce_escalation() returns trigger language plpgsql as $$
begin
  perform pg_notify('escalation_changed', tg_argv[0]);
  return null;
end
$$;
create trigger level_is_announced after insert on escalation_levels
  for each row execute function announce_escalation('level');
create trigger certainty_is_announced after update of is_at_least on escalation_now
  for each row when (new.is_at_least <> old.is_at_least)
  execute function announce_escalation('certainty');
create trigger rules_are_announced after insert on escalation_rules
  for each row execute function announce_escalation('rules');
create trigger action_is_announced after insert or delete on escalation_actions_done
  for each row execute function announce_escalation('actions');

alter table escalation_rules enable row level security;
alter table escalation_levels enable row level security;
alter table escalation_now enable row level security;
alter table escalation_outlooks enable row level security;
alter table escalation_actions_done enable row level security;

grant select, insert on escalation_rules to wardcast_app;
grant select on escalation_levels, escalation_now, escalation_outlooks to wardcast_app;
grant select, insert, delete on escalation_actions_done to wardcast_app;
create policy capacity_is_read on escalation_rules for select to wardcast_app
  using ((select acting_permission('capacity:read')));
create policy capacity_is_read on escalation_levels for select to wardcast_app
  using ((select acting_permission('capacity:read')));
create policy capacity_is_read on escalation_now for select to wardcast_app
  using ((select acting_permission('capacity:read')));
create policy capacity_is_read on escalation_outlooks for select to wardcast_app
  using ((select acting_permission('capacity:read')));
create policy capacity_is_read on escalation_actions_done for select to wardcast_app
  using ((select acting_permission('capacity:read')));
create policy make on escalation_rules for insert to wardcast_app
  with check (made_by = (select acting_user_id())
     and (select acting_permission('escalation:manage')));

-- Whoever reads the card may own an action of it. A level that is over is history.
create policy tick on escalation_actions_done for insert to wardcast_app
  with check (done_by = (select acting_user_id())
     and (select acting_permission('capacity:read'))
     and escalation_level_id in (select escalation_now.escalation_level_id from escalation_now));
create policy untick on escalation_actions_done for delete to wardcast_app
  using ((select acting_permission('capacity:read'))
     and escalation_level_id in (select escalation_now.escalation_level_id from escalation_now));

grant select on escalation_rules to wardcast_service;
grant select, insert on escalation_levels to wardcast_service;
grant select, insert, update on escalation_now, escalation_outlooks to wardcast_service;
create policy the_rules on escalation_rules for select to wardcast_service using (true);
create policy every_level on escalation_levels to wardcast_service using (true) with check (true);
create policy the_present on escalation_now to wardcast_service using (true) with check (true);
create policy every_outlook on escalation_outlooks to wardcast_service using (true) with check (true);
