import { newestIssue, saveForecast } from "#db/census-forecasts";
import { hourlyEmergencyArrivals } from "#db/emergency-arrivals";
import { fittedModel, saveFittedModel } from "#db/fitted-models";
import type { Queryable } from "#db/pool";
import { inTransaction } from "#db/transaction";
import type { ArrivalHour } from "#models/arrivals/arrival-hour";
import { forecastArrivals } from "#models/arrivals/arrivals-forecast";
import { ArrivalsModel } from "#models/arrivals/arrivals-model";
import { countProbabilities, countQuantiles } from "#models/arrivals/count-distribution";
import { localHours } from "#models/arrivals/local-hour";
import { MIN_TRAINING_HOURS } from "#models/arrivals/train-arrivals";
import { QUANTILE_LEVELS } from "#models/census/census-quantiles";
import type { ForecastValue } from "#models/forecasts/forecast-issue";
import type { SiteId } from "#models/shared/ids";
import { MS_PER_DAY } from "#models/shared/time-range";
import type { Job, JobContext } from "../jobs/job";
import { withForecaster } from "./forecaster";
import { hospitalCalendar } from "./hospital-calendar";
import { issueHour, turnBegan } from "./issue-turn";

export const ARRIVALS_MODEL = "emergency-arrivals";
const ARRIVALS_EVERY_HOURS = 6;
const RECENT_DAYS = 56;
const TRAINING_DAYS = 4 * 366;
/** What was learnt is learnt anew after a week: weeks differ, days hardly do. */
const LEARNT_DAYS = 7;

const modelName = (siteId: SiteId): string => `${ARRIVALS_MODEL}:${siteId}`;

/** Forecasts each site's emergency arrivals for a week by the hour, from what was learnt of its own past. */
export const forecastArrivalsOften = ({ timeZone }: { timeZone: string }): Job => ({
  name: "forecast-arrivals",
  schedule: "10 0 */6 * * *",
  async run(context) {
    const { pool, now } = context;
    const newest = await newestIssue(pool, "arrivals");
    if (newest && newest.issuedAt >= turnBegan(now, ARRIVALS_EVERY_HOURS, timeZone))
      return undefined;

    const issuedAt = issueHour(now);
    const values: ForecastValue[] = [];
    const parameters: Record<string, { dispersion: number; dayDispersion: number }> = {};
    const learntUntil: string[] = [];
    const localDate = localHours(timeZone);
    for (const siteId of await sitesWithArrivals(pool, issuedAt)) {
      const model = await modelOf(siteId, context, timeZone);
      if (!model) continue;
      const history = await readHistory(pool, siteId, { issuedAt, days: RECENT_DAYS });
      const calendar = hospitalCalendar(timeZone, [...history.slice(0, 1), { startsAt: issuedAt }]);
      const forecast = forecastArrivals(model, history, issuedAt, calendar);
      for (const { startsAt, mean } of forecast.hours)
        values.push({
          siteId,
          targetAt: startsAt,
          mean,
          quantiles: countQuantiles(countProbabilities(mean, model.dispersion), QUANTILE_LEVELS),
        });
      parameters[siteId] = { dispersion: model.dispersion, dayDispersion: model.dayDispersion };
      learntUntil.push(localDate(new Date(model.learntUntil)).date);
    }
    if (values.length === 0) return undefined;

    await inTransaction(pool, (db) =>
      saveForecast(db, {
        ...{ kind: "arrivals", issuedAt, model: ARRIVALS_MODEL, levels: QUANTILE_LEVELS },
        ...{ modelVersion: `learnt until ${learntUntil.toSorted()[0]}`, isHindcast: false },
        ...{ parameters, values },
      }),
    );
    return { hours: values.length };
  },
});

async function sitesWithArrivals(db: Queryable, issuedAt: Date): Promise<SiteId[]> {
  const since = new Date(issuedAt.getTime() - RECENT_DAYS * MS_PER_DAY);
  const hours = await hourlyEmergencyArrivals(db, { from: since, to: issuedAt });
  return [...new Set(hours.map(({ siteId }) => siteId))];
}

async function readHistory(
  db: Queryable,
  siteId: SiteId,
  { issuedAt, days }: { issuedAt: Date; days: number },
): Promise<ArrivalHour[]> {
  const from = new Date(issuedAt.getTime() - days * MS_PER_DAY);
  const hours = await hourlyEmergencyArrivals(db, { from, to: issuedAt }, siteId);
  return hours.map(({ hour, arrivals }) => ({ startsAt: hour, arrivals }));
}

/** What was learnt of the site, anew when that is a week ago; undefined as long as there is too little to learn. */
async function modelOf(
  siteId: SiteId,
  { pool, now, signal }: JobContext,
  timeZone: string,
): Promise<ArrivalsModel | undefined> {
  const kept = await fittedModel(pool, modelName(siteId));
  const known = ArrivalsModel.safeParse(kept?.parameters).data;
  if (kept && known && now.getTime() - kept.fittedAt.getTime() < LEARNT_DAYS * MS_PER_DAY)
    return known;

  const history = await readHistory(pool, siteId, {
    issuedAt: issueHour(now),
    days: TRAINING_DAYS,
  });
  if (history.length < MIN_TRAINING_HOURS) return known;
  const model = await withForecaster(signal, (forecaster) =>
    forecaster.trainArrivals({ history, timeZone, previous: known }),
  );
  await saveFittedModel(pool, modelName(siteId), {
    ...{ fittedAt: now, version: model.learntUntil, parameters: model },
  });
  return model;
}
