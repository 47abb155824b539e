import type { Queryable } from "./pool";

/** The rollups, finest first: a coarser one is filled from the finer. */
export const ROLLUPS = [
  { view: "vital_signs_minutely", bucketMs: 60_000 },
  { view: "vital_signs_hourly", bucketMs: 3_600_000 },
] as const;
export type Rollup = (typeof ROLLUPS)[number];

/** Half-open, in epoch milliseconds, on bucket boundaries. */
export interface StaleRange {
  from: number;
  to: number;
}

/**
 * What TimescaleDB itself has noted as not, or no longer, true of the rollup, where there are rows
 * at all. So late values (a replay of stays of last month) are found as surely as new ones.
 */
const STALE_RANGES = `
  with rollup as (
    select mat_hypertable_id,
           raw_hypertable_id
      from _timescaledb_catalog.continuous_agg
     where user_view_name = $1
  ), noted as (
    select lowest_modified_value as low,
           greatest_modified_value as high
      from _timescaledb_catalog.continuous_aggs_hypertable_invalidation_log
      join rollup on hypertable_id = raw_hypertable_id
     union all
    select lowest_modified_value,
           greatest_modified_value
      from _timescaledb_catalog.continuous_aggs_materialization_invalidation_log
      join rollup on materialization_id = mat_hypertable_id
  ), chunks as (
    select distinct range_start,
           range_end
      from _timescaledb_catalog.dimension_slice as slice
      join _timescaledb_catalog.dimension as dimension on dimension.id = slice.dimension_id
      join rollup on dimension.hypertable_id = raw_hypertable_id
  )
  select greatest(low, range_start) / 1000.0 as "from",
         least(high, range_end - 1) / 1000.0 as "last"
    from noted
    join chunks on low < range_end and high >= range_start
   order by 1
`;

/** Oldest first, merged; only buckets that were over at `before`. */
export async function staleRanges(
  db: Queryable,
  { view, bucketMs }: Rollup,
  before: Date,
): Promise<StaleRange[]> {
  const { rows } = await db.query<{ from: string; last: string }>(STALE_RANGES, [view]);
  const end = Math.floor(before.getTime() / bucketMs) * bucketMs;

  const merged: StaleRange[] = [];
  for (const row of rows) {
    const from = Math.floor(Number(row.from) / bucketMs) * bucketMs;
    const to = Math.min(end, (Math.floor(Number(row.last) / bucketMs) + 1) * bucketMs);
    if (from >= to) continue;
    const previous = merged.at(-1);
    if (previous && from <= previous.to) previous.to = Math.max(previous.to, to);
    else merged.push({ from, to });
  }
  return merged;
}

/** The time index of a chunk covers new pages only when told to, and autovacuum is not there to do it. */
const SUMMARIZE_TIME_INDEX = `
  select sum(brin_summarize_new_values(indexes.index_id))
    from (select pg_class.oid as index_id
            from pg_class
            join pg_am on pg_am.oid = relam and amname = 'brin'
           where relkind = 'i'
             and relnamespace = '_timescaledb_internal'::regnamespace
           order by pg_class.oid desc
           limit 4) as indexes
`;

export const summarizeTimeIndex = (db: Queryable) => db.query(SUMMARIZE_TIME_INDEX);

/** One statement, which cannot be inside a transaction. */
export async function refreshRollup(
  db: Queryable,
  { view }: Rollup,
  { from, to }: StaleRange,
): Promise<void> {
  await db.query(
    "call refresh_continuous_aggregate($1::regclass, $2::timestamptz, $3::timestamptz)",
    [view, new Date(from), new Date(to)],
  );
}

export interface CompressibleChunk {
  chunk: string; // schema-qualified, to be cast to regclass
  bytes: number;
}

/** The age comes from the policy of the migration, so that it is written once. */
const COMPRESSIBLE = `
  select format('%I.%I', chunk_schema, chunk_name) as chunk,
         pg_relation_size(format('%I.%I', chunk_schema, chunk_name)::regclass)::float8 as bytes
    from timescaledb_information.chunks as chunks
    join timescaledb_information.jobs as jobs
      on jobs.hypertable_name = chunks.hypertable_name
     and jobs.proc_name = 'policy_compression'
   where not is_compressed
     and range_end < now() - (config->>'compress_after')::interval
   order by range_end
`;

export async function compressibleChunks(db: Queryable): Promise<CompressibleChunk[]> {
  const { rows } = await db.query<CompressibleChunk>(COMPRESSIBLE);
  return rows;
}

export const compressChunk = (db: Queryable, chunk: string) =>
  db.query("select compress_chunk($1::regclass, if_not_compressed => true)", [chunk]);

const RETENTION_JOBS = `
  select job_id as "jobId"
    from timescaledb_information.jobs
   where proc_name = 'policy_retention'
   order by job_id
`;

/** Drops the chunks that the retention policies have outlived, one hypertable at a time. */
export async function dropOutlivedChunks(db: Queryable): Promise<void> {
  const { rows } = await db.query<{ jobId: number }>(RETENTION_JOBS);
  for (const { jobId } of rows) await db.query("call run_job($1)", [jobId]);
}

const BYTES_SINCE_CHECKPOINT = `
  select pg_wal_lsn_diff(pg_current_wal_insert_lsn(), redo_lsn)::float8 as bytes
    from pg_control_checkpoint()
`;

/** A checkpoint leaves this much of its own in the log. */
const NOTHING_BYTES = 16_384;

/** Bounds what is replayed after a kill. Does nothing when nothing was written. */
export async function checkpoint(db: Queryable): Promise<void> {
  const { rows } = await db.query<{ bytes: number }>(BYTES_SINCE_CHECKPOINT);
  if ((rows[0]?.bytes ?? 0) > NOTHING_BYTES) await db.query("checkpoint");
}

// Not the hypertables: their chunks are only inserted into, so there is nothing to reclaim, and to
// vacuum one that is being filled reads all of it: ten million rows are a stop of ten seconds.
const VACUUMABLE = `
  select format('%I.%I', schemaname, relname) as name
    from pg_stat_user_tables
   where schemaname = 'public'
     and relname not in (select hypertable_name from timescaledb_information.hypertables)
   order by relname
`;

/** The names of the tables whose statistics and dead rows want attention, to be vacuumed one by one. */
export async function vacuumableTables(db: Queryable): Promise<string[]> {
  const { rows } = await db.query<{ name: string }>(VACUUMABLE);
  return rows.map(({ name }) => name);
}

/** `table` is a name that `vacuumableTables` gave: quoted by the server, never a user's. */
export const vacuumTable = (db: Queryable, table: string) =>
  db.query(`vacuum (analyze, skip_locked) ${table}`);

const PURGE_RECEIPTS = `
  delete from message_receipts
   where (sender, control_id) in (
         select sender, control_id
           from message_receipts
          where received_at < $1
          order by received_at
          limit 5000)
`;

/** Forgets up to 5,000 receipts from before `before`; returns how many. */
export async function purgeMessageReceipts(db: Queryable, before: Date): Promise<number> {
  const { rowCount } = await db.query(PURGE_RECEIPTS, [before]);
  return rowCount ?? 0;
}

const PURGE_REJECTED = `
  delete from rejected_observations
   where rejected_id in (
         select rejected_id
           from rejected_observations
          where received_at < $1
          order by received_at
          limit 5000)
`;

/** Forgets up to 5,000 refused values from before `before`; returns how many. */
export async function purgeRejectedObservations(db: Queryable, before: Date): Promise<number> {
  const { rowCount } = await db.query(PURGE_REJECTED, [before]);
  return rowCount ?? 0;
}

// Few at a time: each holds a whole message, up to 64 kB. One that still waits is never among them.
const PURGE_SETTLED = `
  delete from quarantined_messages
   where quarantine_id in (
         select quarantine_id
           from quarantined_messages
          where status in ('replayed', 'discarded')
            and settled_at < $1
          order by settled_at
          limit 500)
`;

/** Forgets up to 500 messages that were settled before `before`; returns how many. */
export async function purgeSettledMessages(db: Queryable, before: Date): Promise<number> {
  const { rowCount } = await db.query(PURGE_SETTLED, [before]);
  return rowCount ?? 0;
}

// Values and scores are dropped by the chunk; only then nothing needs their issue any more.
const PURGE_ISSUES = `
  delete from forecast_issues
   where forecast_issue_id in (
         select forecast_issue_id
           from forecast_issues as issue
          where issued_at < $1
            and not exists (select from forecast_values as value
                             where value.forecast_issue_id = issue.forecast_issue_id)
            and not exists (select from forecast_scores as score
                             where score.forecast_issue_id = issue.forecast_issue_id)
          limit 500)
`;

/** Forgets up to 500 forecasts from before `before` of which no value and no score is kept; returns how many. */
export async function purgeForecastIssues(db: Queryable, before: Date): Promise<number> {
  const { rowCount } = await db.query(PURGE_ISSUES, [before]);
  return rowCount ?? 0;
}

const PURGE_OUTLOOKS = "delete from escalation_outlooks where issued_at < $1";
const PURGE_TRANSFERS = "delete from intensive_transfer_forecasts where issued_at < $1";

/** Forgets what forecasts from before `before` said of the escalation level and of transfers; returns how many rows. */
export async function purgeOutlooks(db: Queryable, before: Date): Promise<number> {
  const outlooks = await db.query(PURGE_OUTLOOKS, [before]);
  const transfers = await db.query(PURGE_TRANSFERS, [before]);
  return (outlooks.rowCount ?? 0) + (transfers.rowCount ?? 0);
}

const PURGE_CLEANINGS = "delete from bed_cleanings where finished_at < $1";

/** Forgets how long cleaning took before `before`; returns how many rows. */
export async function purgeBedCleanings(db: Queryable, before: Date): Promise<number> {
  const { rowCount } = await db.query(PURGE_CLEANINGS, [before]);
  return rowCount ?? 0;
}

const PURGE_TECHNICAL = `
  delete from technical_alarms
   where technical_alarm_id in (
         select technical_alarm_id
           from technical_alarms
          where ended_at < $1
          limit 5000)
`;

/** Forgets up to 5,000 technical alarms that ended before `before`; returns how many. */
export async function purgeTechnicalAlarms(db: Queryable, before: Date): Promise<number> {
  const { rowCount } = await db.query(PURGE_TECHNICAL, [before]);
  return rowCount ?? 0;
}
