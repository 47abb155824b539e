import type { CensusInputs } from "#models/census/census-inputs";
import type {
  Forecast,
  ForecastIssue,
  ForecastKind,
  ForecastValue,
} from "#models/forecasts/forecast-issue";
import type { SiteId, UnitId } from "#models/shared/ids";
import { float8Array, float4Array, timestamptzArray, uuidArray } from "./binary-array";
import type { Queryable } from "./pool";

const SAVE_ISSUE = `
  insert into forecast_issues (kind, issued_at, model, model_version, levels, is_hindcast, parameters)
  values ($1, $2, $3, $4, $5::real[], $6, $7)
      on conflict (kind, model, issued_at) do nothing
  returning forecast_issue_id as "forecastIssueId"
`;

// Quantiles as the text of an array each: arrays of arrays do not unnest into arrays.
const SAVE_VALUES = `
  insert into forecast_values
         (forecast_issue_id, target_at, unit_id, site_id, series, quantiles, mean, exceedance)
  select $1, target_at, unit_id, site_id, series, quantiles::real[], mean, exceedance
    from unnest($2::timestamptz[], $3::uuid[], $4::uuid[], $5::text[], $6::text[], $7::real[],
                $8::float8[])
      as forecast (target_at, unit_id, site_id, series, quantiles, mean, exceedance)
`;

const TELL = `select pg_notify('forecast_issued', $1)`;

/**
 * Stores a forecast and tells open pages, once committed. False when this model has issued for that instant
 * before: the same job run twice stores once. A transaction is the caller's.
 */
export async function saveForecast(db: Queryable, forecast: Forecast): Promise<boolean> {
  const { kind, issuedAt, model, modelVersion, levels, isHindcast, parameters, values } = forecast;
  const { rows } = await db.query<{ forecastIssueId: string }>(SAVE_ISSUE, [
    ...[kind, issuedAt, model, modelVersion],
    float4Array(levels),
    isHindcast,
    parameters === undefined ? null : JSON.stringify(parameters),
  ]);
  const issue = rows[0];
  if (!issue) return false;

  await db.query(SAVE_VALUES, [
    issue.forecastIssueId,
    timestamptzArray(values.map(({ targetAt }) => targetAt.getTime())),
    uuidArray(values.map(({ unitId }) => unitId ?? null)),
    uuidArray(values.map(({ siteId }) => siteId ?? null)),
    values.map(({ series }) => series ?? ""),
    values.map(({ quantiles }) => `{${quantiles.join(",")}}`),
    float4Array(values.map(({ mean }) => mean)),
    float8Array(values.map(({ exceedance }) => exceedance ?? null)),
  ]);
  if (!isHindcast) await db.query(TELL, [`${kind} ${issuedAt.toISOString()}`]);
  return true;
}

const ISSUE_COLUMNS = `
         kind,
         issued_at as "issuedAt",
         model,
         model_version as "modelVersion",
         levels,
         is_hindcast as "isHindcast",
         parameters
`;

const NEWEST_ISSUE = `
  select forecast_issue_id as "forecastIssueId", ${ISSUE_COLUMNS}
    from forecast_issues
   where kind = $1
     and issued_at <= $2
     and not is_hindcast
   order by issued_at desc
   limit 1
`;

const valuesFrom = (relation: "forecast_values" | "readable_forecast_values") => `
  select target_at as "targetAt",
         unit_id as "unitId",
         site_id as "siteId",
         series,
         quantiles,
         mean,
         exceedance
    from ${relation}
   where forecast_issue_id = $1
     and target_at >= $2
   order by unit_id, site_id, series, target_at
`;
const VALUES = valuesFrom("forecast_values");
const READABLE_VALUES = valuesFrom("readable_forecast_values");

/** The newest forecast of a kind that was issued until `at`, but for hindcasts; undefined before the first. For jobs. */
export const newestForecast = (db: Queryable, kind: ForecastKind, at: Date) =>
  readForecast(db, VALUES, kind, at);

/** The same for the acting person: undefined for somebody who may not see the hospital's capacity. */
export const readableNewestForecast = (db: Queryable, kind: ForecastKind, at: Date) =>
  readForecast(db, READABLE_VALUES, kind, at);

async function readForecast(
  db: Queryable,
  valuesSql: string,
  kind: ForecastKind,
  at: Date,
): Promise<Forecast | undefined> {
  const issues = await db.query<ForecastIssue & { forecastIssueId: string }>(NEWEST_ISSUE, [
    kind,
    at,
  ]);
  const found = issues.rows[0];
  if (!found) return undefined;

  const { forecastIssueId, ...issue } = found;
  type Row = Omit<ForecastValue, "unitId" | "siteId" | "exceedance"> & {
    unitId: UnitId | null;
    siteId: SiteId | null;
    exceedance: number | null;
  };
  // Values begin after the issue: older chunks need not be looked into.
  const { rows } = await db.query<Row>(valuesSql, [forecastIssueId, issue.issuedAt]);
  return {
    ...issue,
    values: rows.map((row) => ({
      ...row,
      unitId: row.unitId ?? undefined,
      siteId: row.siteId ?? undefined,
      exceedance: row.exceedance ?? undefined,
    })),
  };
}

const NEWEST_ISSUES = `
  select distinct on (kind) ${ISSUE_COLUMNS}
    from forecast_issues
   where not is_hindcast
   order by kind, issued_at desc
`;

/** The newest issue of each kind, without its values: what says how fresh the forecasts are. */
export async function newestIssues(db: Queryable): Promise<ForecastIssue[]> {
  const { rows } = await db.query<ForecastIssue>(NEWEST_ISSUES);
  return rows;
}

const NEWEST_ISSUE_OF = `
  select ${ISSUE_COLUMNS}
    from forecast_issues
   where kind = $1
     and not is_hindcast
   order by issued_at desc
   limit 1
`;

/** When a forecast of the kind was last issued, and by which model; undefined before the first. */
export async function newestIssue(
  db: Queryable,
  kind: ForecastKind,
): Promise<ForecastIssue | undefined> {
  const { rows } = await db.query<ForecastIssue>(NEWEST_ISSUE_OF, [kind]);
  return rows[0];
}

const SAVE_INPUTS = `
  insert into census_inputs (made_at, inputs)
  values ($1, $2)
      on conflict (is_newest) do update
     set made_at = excluded.made_at,
         inputs = excluded.inputs
   where census_inputs.made_at < excluded.made_at
`;

/** Keeps what the newest census forecast was computed from. */
export async function saveCensusInputs(
  db: Queryable,
  madeAt: Date,
  inputs: CensusInputs,
): Promise<void> {
  await db.query(SAVE_INPUTS, [madeAt, JSON.stringify(inputs)]);
}

const CENSUS_INPUTS = `select made_at as "madeAt", inputs from census_inputs`;

/**
 * What the newest census forecast was computed from, for scenarios: undefined before the first, and for
 * somebody who may not see the hospital's capacity.
 */
export async function newestCensusInputs(
  db: Queryable,
): Promise<{ madeAt: Date; inputs: CensusInputs } | undefined> {
  const { rows } = await db.query<{ madeAt: Date; inputs: CensusInputs }>(CENSUS_INPUTS);
  return rows[0];
}

const RISKS_OF_INPUTS = `
  select made_at as "madeAt",
         count(*)::int as patients,
         (count(*) filter (where patient->>'riskToAlertLevel' <> 'unknown'))::int as "withRisk"
    from census_inputs
   cross join lateral jsonb_array_elements(inputs->'patients') as patient
   group by made_at
`;

/** Of how many patients the newest census forecast knew a deterioration risk. */
export interface RisksOfInputs {
  madeAt: Date;
  patients: number;
  withRisk: number;
}

/** Undefined before the first forecast, of an empty hospital, and for whom `newestCensusInputs` is. */
export async function risksOfNewestInputs(db: Queryable): Promise<RisksOfInputs | undefined> {
  const { rows } = await db.query<RisksOfInputs>(RISKS_OF_INPUTS);
  return rows[0];
}

const STAFFING_OF_INPUTS = `
  select made_at as "madeAt",
         unit->>'unitId' as "unitId",
         (unit->>'staffedBeds')::int as "staffedBeds"
    from census_inputs
   cross join lateral jsonb_array_elements(inputs->'units') as unit
`;

/** With how many staffed beds of each unit the newest census forecast was made. */
export interface StaffingOfInputs {
  madeAt: Date;
  unitId: UnitId;
  staffedBeds: number;
}

/** None before the first forecast, and for whom `newestCensusInputs` is undefined. */
export async function staffingOfNewestInputs(db: Queryable): Promise<StaffingOfInputs[]> {
  const { rows } = await db.query<StaffingOfInputs>(STAFFING_OF_INPUTS);
  return rows;
}

const HINDCAST_INSTANTS = `
  select issued_at as "issuedAt"
    from forecast_issues
   where kind = $1
     and is_hindcast
`;

/** For which instants, in ms since 1970, a kind has been forecast afterwards. */
export async function hindcastInstants(db: Queryable, kind: ForecastKind): Promise<number[]> {
  const { rows } = await db.query<{ issuedAt: Date }>(HINDCAST_INSTANTS, [kind]);
  return rows.map(({ issuedAt }) => issuedAt.getTime());
}
