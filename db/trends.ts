import type { EncounterId } from "#models/shared/ids";
import type { TimeRange } from "#models/shared/time-range";
import type { Queryable } from "./pool";

/** One step of one sign's trend; `at` is the step's start, epoch milliseconds on the feed's clock. */
export interface TrendPoint {
  kind: number;
  at: number;
  low: number;
  mean: number;
  high: number;
}

/** What a chart reads: raw readings, or the rollups, put together in steps of `stepSeconds`. */
export type TrendSource = "raw" | "minutely" | "hourly";

interface TrendQuery extends TimeRange {
  source: TrendSource;
  stepSeconds: number;
}

// Charts are for people, so all of this is read as the acting person may see it.

// Of a bucket of one step, what the readings in it show. A mean of means would weigh a minute with one
// reading as much as one with sixty.
const RAW_TREND = `
  select kind::int as kind,
         extract(epoch from time_bucket(make_interval(secs => $4), observed_at))::float8 * 1000 as at,
         min(value)::float8 as low,
         avg(value)::float8 as mean,
         max(value)::float8 as high
    from readable_vital_signs
   where encounter_id = $1
     and observed_at >= $2
     and observed_at < $3
   group by 1, 2
   order by 1, 2
`;

const MINUTELY_TREND = `
  select kind::int as kind,
         extract(epoch from time_bucket(make_interval(secs => $4), minute))::float8 * 1000 as at,
         min(low)::float8 as low,
         (sum(mean * readings) / sum(readings))::float8 as mean,
         max(high)::float8 as high
    from readable_vital_signs_minutely
   where encounter_id = $1
     and minute >= $2
     and minute < $3
   group by 1, 2
   order by 1, 2
`;

const HOURLY_TREND = `
  select kind::int as kind,
         extract(epoch from time_bucket(make_interval(secs => $4), hour))::float8 * 1000 as at,
         min(low)::float8 as low,
         (sum(mean * readings) / sum(readings))::float8 as mean,
         max(high)::float8 as high
    from readable_vital_signs_hourly
   where encounter_id = $1
     and hour >= $2
     and hour < $3
   group by 1, 2
   order by 1, 2
`;

const TRENDS: Readonly<Record<TrendSource, string>> = {
  raw: RAW_TREND,
  minutely: MINUTELY_TREND,
  hourly: HOURLY_TREND,
};

/** Every sign of one encounter over a range, by sign and time. Steps without a reading are absent. */
export async function signTrends(
  db: Queryable,
  encounterId: EncounterId,
  { from, to, source, stepSeconds }: TrendQuery,
): Promise<TrendPoint[]> {
  const { rows } = await db.query<TrendPoint>(TRENDS[source], [encounterId, from, to, stepSeconds]);
  return rows;
}

const LATEST_OBSERVATION = `
  select max(observed_at) as "observedAt"
    from readable_newest_signs(array[$1::uuid])
`;

/** The newest instant the encounter's feed has reported; undefined when it never has. */
export async function latestObservationAt(
  db: Queryable,
  encounterId: EncounterId,
): Promise<Date | undefined> {
  const { rows } = await db.query<{ observedAt: Date | null }>(LATEST_OBSERVATION, [encounterId]);
  return rows[0]?.observedAt ?? undefined;
}

/** NEWS2 over time; `at` is epoch milliseconds on the feed's clock. */
export interface ScorePoint {
  at: number;
  /** The highest of the step. */
  score: number;
  /** The fewest of seven that any score of the step rests on. */
  inputsPresent: number;
}

const SCORE_TREND = `
  select extract(epoch from time_bucket(make_interval(secs => $4), assessed_at))::float8 * 1000 as at,
         max(score)::int as score,
         min(inputs_present)::int as "inputsPresent"
    from readable_early_warning_scores
   where encounter_id = $1
     and assessed_at >= $2
     and assessed_at < $3
   group by 1
   order by 1
`;

export async function scoreTrend(
  db: Queryable,
  encounterId: EncounterId,
  { from, to, stepSeconds }: TimeRange & { stepSeconds: number },
): Promise<ScorePoint[]> {
  const { rows } = await db.query<ScorePoint>(SCORE_TREND, [encounterId, from, to, stepSeconds]);
  return rows;
}

/** Predicted risk over time, probability 0 to 1; the highest of each step. */
export interface RiskPoint {
  at: number;
  risk: number;
}

const RISK_TREND = `
  select extract(epoch from time_bucket(make_interval(secs => $4), predicted_at))::float8 * 1000 as at,
         max(risk)::float8 as risk
    from readable_predictions
   where encounter_id = $1
     and predicted_at >= $2
     and predicted_at < $3
   group by 1
   order by 1
`;

export async function riskTrend(
  db: Queryable,
  encounterId: EncounterId,
  { from, to, stepSeconds }: TimeRange & { stepSeconds: number },
): Promise<RiskPoint[]> {
  const { rows } = await db.query<RiskPoint>(RISK_TREND, [encounterId, from, to, stepSeconds]);
  return rows;
}

/** The two newest results of a laboratory test, epoch milliseconds on the feed's clock. */
export interface LaboratoryPair {
  kind: number;
  value: number;
  observedAt: number;
  previousValue: number | null;
  previousObservedAt: number | null;
}

const LABORATORY_PAIRS = `
  with ranked as (
    select kind,
           value,
           observed_at,
           lead(value) over newest_first as previous_value,
           lead(observed_at) over newest_first as previous_observed_at,
           row_number() over newest_first as position
      from readable_laboratory_results
     where encounter_id = $1
    window newest_first as (partition by kind order by observed_at desc)
  )
  select kind::int as kind,
         value::float8 as value,
         extract(epoch from observed_at)::float8 * 1000 as "observedAt",
         previous_value::float8 as "previousValue",
         extract(epoch from previous_observed_at)::float8 * 1000 as "previousObservedAt"
    from ranked
   where position = 1
   order by kind
`;

export async function laboratoryPairs(
  db: Queryable,
  encounterId: EncounterId,
): Promise<LaboratoryPair[]> {
  const { rows } = await db.query<LaboratoryPair>(LABORATORY_PAIRS, [encounterId]);
  return rows;
}
