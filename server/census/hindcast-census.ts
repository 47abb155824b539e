import { hindcastInstants, saveForecast } from "#db/census-forecasts";
import { fittedModel, saveFittedModel } from "#db/fitted-models";
import { inTransaction } from "#db/transaction";
import { QUANTILE_LEVELS } from "#models/census/census-quantiles";
import { PAST_PRESENCE, PastPresence } from "#models/forecasts/past-presence";
import { MS_PER_DAY, MS_PER_HOUR } from "#models/shared/time-range";
import type { Job } from "../jobs/job";
import { SETTLED_HOURS } from "./count-hours";
import { CENSUS_MODEL, CENSUS_MODEL_VERSION } from "./forecast-census";
import { withForecaster } from "./forecaster";
import { ofUnknownState, readKnownCensus } from "./read-known-census";
import { scoreKind } from "./score-forecasts";

/** The longest that is forecast: what is later than now has no truth yet. */
const REACH_DAYS = 29;
/** Less than the turn of a job lasts, after which another instance would begin the same. */
const BUDGET_MS = 40_000;
/** As a version: nothing of the past is left to be forecast, and who lay where is forgotten. */
const DONE = "hindcast";

/**
 * Forecasts the made-up past afterwards, a day of it after the other, each from nothing but what came before it, by
 * the model in service: so that the demo hospital can show from its first day how forecasts turn out. Marked
 * as hindcasts. Does nothing once all are there, and nothing in a hospital without a made-up past.
 */
export const hindcastCensus = ({ timeZone }: { timeZone: string }): Job => ({
  name: "hindcast-census",
  schedule: "0 */10 * * * *",
  async run({ pool, now, signal }) {
    const kept = await fittedModel(pool, PAST_PRESENCE);
    if (!kept || kept.version === DONE) return undefined;
    const past = PastPresence.parse(kept.parameters);
    const done = new Set(await hindcastInstants(pool, "census-daily"));
    const missing = past.filter(({ at }) => !done.has(at.getTime()));

    const until = performance.now() + BUDGET_MS;
    let made = 0;
    const settled = now.getTime() - SETTLED_HOURS * MS_PER_HOUR;
    // Of a run that was cut short between the two, what was forecast is not scored.
    const first = past[0]?.at ?? now;
    let scored = await scoreKind(pool, "census-daily", {
      ...{ from: first, to: new Date(settled), signal },
    });
    await withForecaster(signal, async (forecaster) => {
      for (const { at, patients } of missing) {
        if (signal.aborted || performance.now() > until) break;
        const known = await readKnownCensus(pool, at, {
          timeZone,
          patients: patients.map(ofUnknownState),
        });
        const { daily } = (await forecaster.forecastCensus(known)).values;
        await inTransaction(pool, (db) =>
          saveForecast(db, {
            ...{ kind: "census-daily", issuedAt: at, levels: QUANTILE_LEVELS, isHindcast: true },
            ...{ model: CENSUS_MODEL, modelVersion: CENSUS_MODEL_VERSION, values: daily },
          }),
        );
        made += 1;
        const to = new Date(Math.min(settled, at.getTime() + REACH_DAYS * MS_PER_DAY));
        scored += await scoreKind(pool, "census-daily", { from: at, to, signal });
      }
    });
    if (made === missing.length)
      await saveFittedModel(pool, PAST_PRESENCE, { fittedAt: now, version: DONE, parameters: [] });
    return { hindcasts: made, scored };
  },
});
