-- Late signs reach the rollups, and refused content is forgotten in time.
--
-- A replay of stays of two weeks ago, or a gateway that was away, writes far behind the clock: with
-- windows of one and three days a server of its own never rolled that up. Sixty days stay clear of
-- the 90 after which the raw rows are dropped. Only what was noted as changed is computed again.
--
-- Then two indexes, which lock out writes to their tables while they are built: seconds.
select remove_continuous_aggregate_policy('vital_signs_minutely');
select add_continuous_aggregate_policy('vital_signs_minutely',
  start_offset => interval '60 days', end_offset => interval '1 minute', schedule_interval => interval '1 minute');
select remove_continuous_aggregate_policy('vital_signs_hourly');
select add_continuous_aggregate_policy('vital_signs_hourly',
  start_offset => interval '60 days', end_offset => interval '1 hour', schedule_interval => interval '10 minutes');

create index rejected_observations_by_age on rejected_observations (received_at);
create index quarantined_messages_settled on quarantined_messages (settled_at)
  where status in ('replayed', 'discarded');
