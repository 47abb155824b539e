import type { ForecastKind, ForecastValue } from "#models/forecasts/forecast-issue";
import type { ForecastScore } from "#models/forecasts/score-forecast";
import type { CountedSeries } from "#models/forecasts/seasonal-naive";
import type { SiteId, UnitId } from "#models/shared/ids";
import { MS_PER_HOUR, type TimeRange } from "#models/shared/time-range";
import { float4Array, int4Array, timestamptzArray, uuidArray } from "./binary-array";
import type { Queryable } from "./pool";

/** A value whose time has come, with the issue it belongs to. */
export interface UnscoredValue extends Pick<ForecastValue, "quantiles" | "mean"> {
  forecastIssueId: string;
  issuedAt: Date;
  levels: readonly number[];
  unitId: UnitId | null;
  siteId: SiteId | null;
  series: string;
  targetAt: Date;
}

const UNSCORED = `
  select issue.forecast_issue_id as "forecastIssueId",
         issue.issued_at as "issuedAt",
         issue.levels,
         value.unit_id as "unitId",
         value.site_id as "siteId",
         value.series,
         value.target_at as "targetAt",
         value.quantiles,
         value.mean
    from forecast_issues as issue
    join forecast_values as value using (forecast_issue_id)
   where issue.kind = $1
     and value.target_at >= $2
     and value.target_at < $3
     and ($4::int[] is null
       or round(extract(epoch from value.target_at - issue.issued_at) / 3600) = any ($4))
     and ($5::text[] is null or value.series = any ($5))
     and not exists (
           select
             from forecast_scores as score
            where score.forecast_issue_id = issue.forecast_issue_id
              and score.unit_id is not distinct from value.unit_id
              and score.site_id is not distinct from value.site_id
              and score.series = value.series
              and score.target_at = value.target_at)
   order by value.unit_id, value.site_id, value.series, value.target_at, issue.forecast_issue_id
   limit $6
  offset $7
`;

export interface UnscoredQuestion extends TimeRange {
  kind: ForecastKind;
  /** These alone, or all. */
  hoursAhead: readonly number[] | undefined;
  /** These alone, or all. */
  series: readonly string[] | undefined;
  limit: number;
  /** So many were looked at before and could not be scored: they come first again. */
  skip: number;
}

/** Of a kind, with a target in that time. For jobs. */
export async function unscoredValues(
  db: Queryable,
  { kind, from, to, hoursAhead, series, limit, skip }: UnscoredQuestion,
): Promise<UnscoredValue[]> {
  const { rows } = await db.query<UnscoredValue>(UNSCORED, [
    ...[kind, from, to],
    ...[hoursAhead ?? null, series ?? null],
    ...[limit, skip],
  ]);
  return rows;
}

const SCORED_UNTIL = `
  select max(score.target_at) as "scoredUntil"
    from forecast_scores as score
    join forecast_issues as issue using (forecast_issue_id)
   where issue.kind = $1
     and not issue.is_hindcast
     and score.target_at >= $2
`;

/** The newest target that has been scored since then, but for hindcasts: older scores, of years, are not looked at. */
export async function scoredUntil(
  db: Queryable,
  kind: ForecastKind,
  since: Date,
): Promise<Date | undefined> {
  const { rows } = await db.query<{ scoredUntil: Date | null }>(SCORED_UNTIL, [kind, since]);
  return rows[0]?.scoredUntil ?? undefined;
}

const SAVE = `
  insert into forecast_scores
         (forecast_issue_id, target_at, unit_id, site_id, series, horizon_hours, actual, absolute_error, wis,
          naive_wis, naive_absolute_error, ideal_wis, covered_50, covered_80, covered_95, probability_rank)
  select *
    from unnest($1::uuid[], $2::timestamptz[], $3::uuid[], $4::uuid[], $5::text[], $6::int[], $7::real[],
                $8::real[], $9::real[], $10::real[], $11::real[], $12::real[], $13::bool[], $14::bool[],
                $15::bool[], $16::real[])
      on conflict (forecast_issue_id, unit_id, site_id, series, target_at) do nothing
`;

export interface ScoredValue extends ForecastScore {
  value: Pick<
    UnscoredValue,
    "forecastIssueId" | "issuedAt" | "unitId" | "siteId" | "series" | "targetAt"
  >;
}

/** Stores each once: a value that has been scored keeps its score. */
export async function saveScores(db: Queryable, scores: readonly ScoredValue[]): Promise<void> {
  const values = scores.map(({ value }) => value);
  const numbers = (pick: (score: ScoredValue) => number | undefined) =>
    float4Array(scores.map((score) => pick(score) ?? null));
  await db.query(SAVE, [
    uuidArray(values.map(({ forecastIssueId }) => forecastIssueId)),
    timestamptzArray(values.map(({ targetAt }) => targetAt.getTime())),
    uuidArray(values.map(({ unitId }) => unitId)),
    uuidArray(values.map(({ siteId }) => siteId)),
    values.map(({ series }) => series),
    int4Array(values.map(horizonHours)),
    numbers(({ actual }) => actual),
    numbers(({ absoluteError }) => absoluteError),
    numbers(({ wis }) => wis),
    numbers(({ naiveWis }) => naiveWis),
    numbers(({ naiveAbsoluteError }) => naiveAbsoluteError),
    numbers(({ idealWis }) => idealWis),
    scores.map(({ covered50 }) => covered50 ?? null),
    scores.map(({ covered80 }) => covered80 ?? null),
    scores.map(({ covered95 }) => covered95 ?? null),
    numbers(({ probabilityRank }) => probabilityRank),
  ]);
}

const horizonHours = ({
  targetAt,
  issuedAt,
}: Pick<UnscoredValue, "targetAt" | "issuedAt">): number =>
  Math.round((targetAt.getTime() - issuedAt.getTime()) / MS_PER_HOUR);

// A unit that was opened later is no part of the hospital before its first count.
const CENSUS_TRUTH = `
  with begun as (
    select first.hour
      from units
     cross join lateral (
           select hour
             from hourly_census
            where hourly_census.unit_id = units.unit_id
            order by hour
            limit 1) as first
  )
  select array_agg((extract(epoch from hour) / 3600)::float8 order by hour) as steps,
         array_agg(occupied::float8 order by hour) as counts
    from (select hour, sum(occupied) as occupied
            from hourly_census
           where hour >= $2
             and hour < $3
             and ($1::uuid is null or unit_id = $1)
           group by hour
          having $1::uuid is not null
              or count(*) = (select count(*) from begun where begun.hour <= hourly_census.hour)) as counted
`;

const ARRIVALS_TRUTH = `
  select array_agg((extract(epoch from hour) / 3600)::float8 order by hour) as steps,
         array_agg(arrivals::float8 order by hour) as counts
    from (select hour, sum(arrivals) as arrivals
            from hourly_emergency_arrivals
           where hour >= $2
             and hour < $3
             and ($1::uuid is null or site_id = $1)
           group by hour) as counted
`;

// The first week that ended in 1970 is week 0: see `fluWeekOfTarget`.
const FLU_TRUTH = `
  select array_agg(((week_ends_on - date '1970-01-03') / 7)::float8 order by week_ends_on) as steps,
         array_agg((case $1 when 'general' then general when 'intensive' then intensive end)::float8
                   order by week_ends_on) as counts
    from weekly_flu_admissions
   where week_ends_on >= $2
     and week_ends_on < $3
`;

/**
 * What was counted where a forecast was for, by steps since 1970. By the hour: occupied beds of a unit or, without
 * one, of the hospital; arrivals of a site. An hour in which a unit was not counted is unknown of the hospital
 * too. By the week: flu admissions of the series.
 */
export async function countedSeries(
  db: Queryable,
  kind: Exclude<ForecastKind, "nurse-demand">,
  { unitId, siteId, series }: Pick<UnscoredValue, "unitId" | "siteId" | "series">,
  { from, to }: TimeRange,
): Promise<CountedSeries> {
  const truths = {
    "census-hourly": [CENSUS_TRUTH, unitId],
    "census-daily": [CENSUS_TRUTH, unitId],
    arrivals: [ARRIVALS_TRUTH, siteId],
    flu: [FLU_TRUTH, series],
  } as const;
  const [sql, place] = truths[kind];
  const { rows } = await db.query<{ steps: number[] | null; counts: number[] | null }>(sql, [
    ...[place, from, to],
  ]);
  const counts = rows[0]?.counts ?? [];
  const byStep = new Map((rows[0]?.steps ?? []).map((step, index) => [step, counts[index]]));
  return (step) => byStep.get(step);
}

/** How forecasts of one place and so far ahead turned out together. */
export interface Accuracy {
  unitId: UnitId | null;
  siteId: SiteId | null;
  series: string;
  horizonHours: number;
  scored: number;
  covered50: number | null;
  covered80: number | null;
  covered95: number | null;
  absoluteError: number;
  wis: number;
  idealWis: number;
  /** Of those alone that have a last week to be compared with. */
  compared: number;
  comparedWis: number | null;
  naiveWis: number | null;
  naiveAbsoluteError: number | null;
  /** How many truths lay in each twentieth of their forecast distribution. */
  ranks: readonly number[];
}

export interface AccuracyQuestion extends TimeRange {
  kind: ForecastKind;
  /** One unit, or everything there is. */
  unitId: UnitId | undefined;
  isHindcast: boolean;
  /** Horizons are rounded up to a multiple of it: 24 puts the hours of a day ahead together. */
  stepHours: number;
}

const TWENTIETHS = `array[${Array.from(
  { length: 20 },
  (_, index) => `count(*) filter (where twentieth = ${index + 1})`,
).join(", ")}]::int[]`;

const ACCURACY = `
  with scored as (
    select score.*,
           (ceil(score.horizon_hours / $6::float8) * $6)::int as step_hours,
           least(20, 1 + floor(score.probability_rank * 20))::int as twentieth
      from readable_forecast_scores as score
      join forecast_issues as issue using (forecast_issue_id)
     where issue.kind = $1
       and issue.is_hindcast = $2
       and score.target_at >= $3
       and score.target_at < $4
       and ($5::uuid is null or score.unit_id = $5)
  )
  select unit_id as "unitId",
         site_id as "siteId",
         series,
         step_hours as "horizonHours",
         count(*)::int as scored,
         avg(covered_50::int)::float8 as "covered50",
         avg(covered_80::int)::float8 as "covered80",
         avg(covered_95::int)::float8 as "covered95",
         avg(absolute_error)::float8 as "absoluteError",
         avg(wis)::float8 as wis,
         avg(ideal_wis)::float8 as "idealWis",
         count(naive_wis)::int as compared,
         (avg(wis) filter (where naive_wis is not null))::float8 as "comparedWis",
         avg(naive_wis)::float8 as "naiveWis",
         avg(naive_absolute_error)::float8 as "naiveAbsoluteError",
         ${TWENTIETHS} as ranks
    from scored
   group by unit_id, site_id, series, step_hours
   order by unit_id nulls first, site_id, series, step_hours
`;

/** By place and how far ahead, as the acting person may see it. */
export async function forecastAccuracy(
  db: Queryable,
  { kind, isHindcast, from, to, unitId, stepHours }: AccuracyQuestion,
): Promise<Accuracy[]> {
  const { rows } = await db.query<Accuracy>(ACCURACY, [
    ...[kind, isHindcast, from, to],
    unitId ?? null,
    stepHours,
  ]);
  return rows;
}
