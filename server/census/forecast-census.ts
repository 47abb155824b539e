import { countedUntil } from "#db/census-counts";
import { newestIssue, saveCensusInputs, saveForecast } from "#db/census-forecasts";
import { fittedModel } from "#db/fitted-models";
import { saveIntensiveTransfers } from "#db/intensive-transfers";
import type { Queryable } from "#db/pool";
import { inTransaction } from "#db/transaction";
import type { CensusPatient } from "#models/census/census-inputs";
import { QUANTILE_LEVELS } from "#models/census/census-quantiles";
import type { ForecastKind, ForecastValue } from "#models/forecasts/forecast-issue";
import { LAST_PRESENCE, PastPresence } from "#models/forecasts/past-presence";
import type { Job } from "../jobs/job";
import { withForecaster } from "./forecaster";
import { issueHour, turnBegan } from "./issue-turn";
import { ofUnknownState, readKnownCensus } from "./read-known-census";

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
    const madeUp = await lastOfMadeUpPast(pool);
    const isDailyDue = await isDue(
      "census-daily",
      // What began from people who never were is replaced as soon as there are others.
      madeUp && madeUp.at < issuedAt && madeUp.at >= turnBegan(now, DAILY_EVERY_HOURS, timeZone)
        ? new Date(madeUp.at.getTime() + 1)
        : turnBegan(now, DAILY_EVERY_HOURS, timeZone),
    );
    if (!isHourlyDue && !isDailyDue) return undefined;

    const patients = madeUp?.at.getTime() === issuedAt.getTime() ? madeUp.patients : undefined;
    const known = await readKnownCensus(pool, issuedAt, { timeZone, patients });
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

/**
 * Who lay where in the last hour of a made-up past: its beds were counted from them, while those of the demo
 * hospital are only being filled. Undefined in every other hospital.
 */
async function lastOfMadeUpPast(
  db: Queryable,
): Promise<{ at: Date; patients: readonly CensusPatient[] } | undefined> {
  const kept = await fittedModel(db, LAST_PRESENCE);
  const [last] = kept ? PastPresence.parse(kept.parameters) : [];
  return last && { at: last.at, patients: last.patients.map(ofUnknownState) };
}
