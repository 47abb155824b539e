-- An alert's whole life: what was done about it, who is asked next and when, what was found; and each
-- unit's policy for it. Locks alerts, alert_events and alert_verdicts while they are changed: a moment.
alter table alerts rename column resolved_at to ended_at;
alter table alerts
  add column phase         text        not null default 'raised',
  add column asked_at      timestamptz,
  add column rung          smallint    not null default 0,
  add column due_at        timestamptz,
  add column in_hand_at    timestamptz,
  add column in_hand_by    uuid        references users,
  add column snoozed_until timestamptz,
  add column snooze_reason text;
update alerts
   set phase = case when ended_at is not null then 'resolved'
                    when acknowledged_at is not null then 'acknowledged'
                    else 'raised' end,
       asked_at = coalesce(acknowledged_at, raised_at),
       -- Open for longer than the ladder waits: it goes on as soon as the server is up.
       due_at = case when ended_at is null then now() end;
alter table alerts
  alter column asked_at set not null,
  drop constraint cause_is_known,
  add constraint cause_is_known
      check (cause in ('early-warning-score', 'deterioration-risk', 'score-rise', 'single-sign')),
  add constraint phase_is_known
      check (phase in ('raised', 'acknowledged', 'in-hand', 'snoozed', 'resolved', 'superseded', 'expired')),
  add constraint ended_has_an_end
      check ((phase in ('resolved', 'superseded', 'expired')) = (ended_at is not null)),
  add constraint open_is_due check ((ended_at is null) = (due_at is not null)),
  add constraint in_hand_by_somebody check ((in_hand_at is null) = (in_hand_by is null)),
  add constraint snoozed_with_a_reason
      check ((snoozed_until is null) = (snooze_reason is null)
         and (phase = 'snoozed') = (snoozed_until is not null)),
  add constraint snooze_reason_is_known
      check (snooze_reason in ('being-treated', 'awaiting-review', 'procedure', 'known-baseline'));
create index open_alerts_due on alerts (due_at) where ended_at is null;

alter table alert_events
  add column phase   text,
  add column details jsonb, -- codes, minutes and ids, never a name or a value
  drop constraint step_is_known,
  add constraint step_is_known
      check (step in ('raised', 'priority-changed', 'acknowledged', 'taken-in-hand', 'handed-back',
                      'escalated', 'snoozed', 'snooze-ended', 'resolved', 'reopened', 'superseded',
                      'expired', 'moved'));
update alert_events
   set phase = case step when 'acknowledged' then 'acknowledged' when 'resolved' then 'resolved'
                         else 'raised' end;
alter table alert_events alter column phase set not null;
create index alert_events_of_alert on alert_events (alert_id, sequence);

-- What people do to an alert: open ones of their units, and those resolved a moment ago, to put a slip right.
drop policy acknowledge on alerts;
revoke update (acknowledged_at, acknowledged_by) on alerts from wardcast_app;
grant update (phase, asked_at, rung, due_at, acknowledged_at, acknowledged_by, in_hand_at, in_hand_by,
              snoozed_until, snooze_reason, ended_at)
  on alerts to wardcast_app;
create policy answer on alerts for update to wardcast_app
  using ((select acting_permission('alert:acknowledge'))
     and unit_id = any ((select acting_unit_ids())::uuid[])
     and (ended_at is null or (phase = 'resolved' and ended_at > now() - interval '15 minutes')))
  with check (unit_id = any ((select acting_unit_ids())::uuid[])
     and phase in ('raised', 'acknowledged', 'in-hand', 'snoozed', 'resolved'));

-- A policy cannot see the row before. Nobody answers in another's name, or over another's answer.
create function alert_answered_in_own_name() returns trigger language plpgsql as $$
begin
  -- The service acts for nobody, and may not ask for whom.
  if nullif(current_setting('wardcast.user_id', true), '') is null then
    return new;
  end if;
  if (new.acknowledged_by is distinct from old.acknowledged_by
      and new.acknowledged_by is not null
      and (old.acknowledged_by is not null or new.acknowledged_by <> acting_user_id()))
    or (new.in_hand_by is distinct from old.in_hand_by
      and new.in_hand_by is not null
      and (old.in_hand_by is not null or new.in_hand_by <> acting_user_id()))
  then
    raise insufficient_privilege using message = 'an alert is answered once, in one''s own name';
  end if;
  return new;
end
$$;
create trigger answered_in_own_name before update on alerts
  for each row execute function alert_answered_in_own_name();

drop policy acknowledge on alert_events;
revoke insert (alert_id, unit_id, step, priority, at, user_id) on alert_events from wardcast_app;
grant insert (alert_id, unit_id, step, phase, priority, at, user_id, details)
  on alert_events to wardcast_app;
create policy answer on alert_events for insert to wardcast_app
  with check (step in ('acknowledged', 'taken-in-hand', 'handed-back', 'escalated', 'snoozed',
                       'snooze-ended', 'resolved', 'reopened')
     and user_id = (select acting_user_id())
     and (select acting_permission('alert:acknowledge'))
     and exists (
           select
             from alerts
            where alerts.alert_id = alert_events.alert_id
              and alerts.unit_id = alert_events.unit_id
              and alerts.unit_id = any ((select acting_unit_ids())::uuid[])
              and alerts.phase = alert_events.phase
              and case alert_events.step
                    when 'acknowledged'
                      then alerts.phase = 'acknowledged' and alerts.acknowledged_by = alert_events.user_id
                    when 'taken-in-hand'
                      then alerts.phase = 'in-hand' and alerts.in_hand_by = alert_events.user_id
                    when 'snoozed' then alerts.phase = 'snoozed'
                    when 'resolved' then alerts.phase = 'resolved'
                    else alerts.phase = 'raised'
                  end
         ));

-- What was found, of an alert of whatever cause.
alter table alert_verdicts rename to alert_dispositions;
alter table alert_dispositions rename column verdict to disposition;
alter table alert_dispositions drop constraint verdict_is_known;
update alert_dispositions
   set disposition = case disposition when 'deteriorating' then 'true-deterioration'
                                      when 'known-already' then 'already-known'
                                      else disposition end;
alter table alert_dispositions
  add constraint disposition_is_known
      check (disposition in ('true-deterioration', 'already-known', 'goals-of-care', 'artefact', 'other'));
grant select on alert_dispositions to wardcast_service;
create policy every_unit on alert_dispositions for select to wardcast_service using (true);
drop policy judge on alert_dispositions;
create policy judge on alert_dispositions for insert to wardcast_app
  with check (given_by = (select acting_user_id())
     and (select acting_permission('alert:acknowledge'))
     and exists (
           select
             from alerts
            where alerts.alert_id = alert_dispositions.alert_id
              and alerts.unit_id = any ((select acting_unit_ids())::uuid[])
         ));

drop function judged_alerts(text, timestamptz, text);
create function disposed_alerts(of_version text, since timestamptz, zone text)
returns table (unit_id uuid, week date, disposition text, alerts integer)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select alerts.unit_id, date_trunc('week', alerts.raised_at at time zone zone)::date as week,
         alert_dispositions.disposition, count(*)::integer
    from alerts
    left join alert_dispositions using (alert_id)
   where (select acting_permission('model:read'))
     and alerts.cause = 'deterioration-risk'
     and alerts.reason ->> 'modelVersion' = of_version
     and alerts.raised_at >= since
   group by alerts.unit_id, week, alert_dispositions.disposition
$$;
revoke execute on function disposed_alerts(text, timestamptz, text) from public;
grant execute on function disposed_alerts(text, timestamptz, text) to wardcast_app;

-- The newest version counts; a unit without one follows the house's.
create table alert_policies (
  unit_id uuid        not null references units,
  version integer     not null,
  policy  jsonb       not null,
  made_by uuid        not null references users,
  made_at timestamptz not null,
  primary key (unit_id, version),
  constraint version_counts_from_one check (version > 0)
);
alter table alert_policies enable row level security;
grant select, insert on alert_policies to wardcast_app;
grant select on alert_policies to wardcast_service;
create policy every_unit on alert_policies for select to wardcast_service using (true);
create policy own_units on alert_policies for select to wardcast_app
  using ((select acting_permission('alert:read')) and unit_id = any ((select acting_unit_ids())::uuid[]));
create policy make on alert_policies for insert to wardcast_app
  with check (made_by = (select acting_user_id())
     and (select acting_permission('alert-policy:manage'))
     and unit_id = any ((select acting_unit_ids())::uuid[]));

create function alert_policy_made() returns trigger language plpgsql as $$
begin
  perform pg_notify('alert_policy_changed', new.unit_id::text);
  return null;
end
$$;
create trigger alert_policy_made after insert on alert_policies
  for each row execute function alert_policy_made();
