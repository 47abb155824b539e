import { countedUntil } from "#db/census-counts";
import { newestIssue, saveCensusInputs, saveForecast } from "#db/census-forecasts";
import { saveIntensiveTransfers } from "#db/intensive-transfers";
import { inTransaction } from "#db/transaction";
import { QUANTILE_LEVELS } from "#models/census/census-quantiles";
import type { ForecastKind, ForecastValue } from "#models/forecasts/forecast-issue";
import type { Job } from "../jobs/job";
import { withForecaster } from "./forecaster";
import { issueHour, turnBegan } from "./issue-turn";
import { readKnownCensus } from "./read-known-census";

export const CENSUS_MODEL = "census-hazards";
/** Changes when the same inputs would give another forecast. */
export const CENSUS_MODEL_VERSION = "1.0.0";

/** The days ahead change little within some hours; the hours ahead do. */
const DAILY_EVERY_HOURS = 6;

/**
 * Forecasts the census from the patients of the last full hour: each hour by the hour, each six hours by the
 * day. What it was computed from is kept beside it, for scenarios.
 */
export const forecastCensusHourly = ({ timeZone }: { timeZone: string }): Job => ({
  name: "forecast-census",
  schedule: "15 0 * * * *",
  async run({ pool, now, signal }) {
    // Of a hospital that nobody has counted yet nothing is known, not that it is empty.
    if (!(await countedUntil(pool)).newestHour) return undefined;
    const issuedAt = issueHour(now);
    const isDue = async (kind: ForecastKind, since: Date) =>
      ((await newestIssue(pool, kind))?.issuedAt ?? new Date(0)) < since;
    const isHourlyDue = await isDue("census-hourly", issuedAt);
    const isDailyDue = await isDue("census-daily", turnBegan(now, DAILY_EVERY_HOURS, timeZone));
    if (!isHourlyDue && !isDailyDue) return undefined;

    const known = await readKnownCensus(pool, issuedAt, { timeZone });
    const { inputs, values } = await withForecaster(signal, (forecaster) =>
      forecaster.forecastCensus(known),
    );
    const issue = (kind: ForecastKind, some: readonly ForecastValue[]) => ({
      ...{ kind, issuedAt, model: CENSUS_MODEL, modelVersion: CENSUS_MODEL_VERSION },
      ...{ levels: QUANTILE_LEVELS, isHindcast: false, values: some },
    });
    await inTransaction(pool, async (db) => {
      await saveCensusInputs(db, issuedAt, inputs);
      await saveIntensiveTransfers(db, { issuedAt, ...values.intensiveTransfers });
      if (isHourlyDue) await saveForecast(db, issue("census-hourly", values.hourly));
      if (isDailyDue) await saveForecast(db, issue("census-daily", values.daily));
    });
    return { patients: inputs.patients.length, units: inputs.units.length };
  },
});
