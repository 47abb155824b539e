-- What nurses found when a predicted risk had raised an alert: from it the share that was right. New table
-- and function only; locks nothing.
create table alert_verdicts (
  alert_id uuid        primary key references alerts,
  verdict  text        not null,
  given_by uuid        not null references users,
  given_at timestamptz not null,
  constraint verdict_is_known check (verdict in ('deteriorating', 'known-already', 'artefact', 'other'))
);

alter table alert_verdicts enable row level security;

-- Seen by whoever sees the alert. Given, and put right, by whoever may acknowledge it; the trail keeps the
-- answers before.
grant select, insert, update on alert_verdicts to wardcast_app;
create policy readable_alert on alert_verdicts for select to wardcast_app
  using (exists (select from alerts where alerts.alert_id = alert_verdicts.alert_id));
create policy judge on alert_verdicts for insert to wardcast_app
  with check (given_by = (select acting_user_id())
     and (select acting_permission('alert:acknowledge'))
     and exists (
           select
             from alerts
            where alerts.alert_id = alert_verdicts.alert_id
              and alerts.cause = 'deterioration-risk'
              and alerts.unit_id = any ((select acting_unit_ids())::uuid[])
         ));
create policy judge_again on alert_verdicts for update to wardcast_app
  using ((select acting_permission('alert:acknowledge'))
     and exists (
           select
             from alerts
            where alerts.alert_id = alert_verdicts.alert_id
              and alerts.unit_id = any ((select acting_unit_ids())::uuid[])
         ))
  with check (given_by = (select acting_user_id()));

-- Counts alone, of every unit: for whoever may judge the model, which takes no patient. An alert that
-- nobody answered has no verdict.
create function judged_alerts(of_version text, since timestamptz, zone text)
returns table (unit_id uuid, week date, verdict text, alerts integer)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select alerts.unit_id, date_trunc('week', alerts.raised_at at time zone zone)::date as week,
         alert_verdicts.verdict, count(*)::integer
    from alerts
    left join alert_verdicts using (alert_id)
   where (select acting_permission('model:read'))
     and alerts.cause = 'deterioration-risk'
     and alerts.reason ->> 'modelVersion' = of_version
     and alerts.raised_at >= since
   group by alerts.unit_id, week, alert_verdicts.verdict
$$;
revoke execute on function judged_alerts(text, timestamptz, text) from public;
grant execute on function judged_alerts(text, timestamptz, text) to wardcast_app;
