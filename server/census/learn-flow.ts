import { completedStays } from "#db/completed-stays";
import { censusUnits } from "#db/census";
import { saveFittedModel } from "#db/fitted-models";
import { UNIT_FLOW } from "#models/forecasts/past-presence";
import { MS_PER_DAY } from "#models/shared/time-range";
import type { Job } from "../jobs/job";
import { withForecaster } from "./forecaster";

const STAYS_DAYS = 180;
const MOST_STAYS = 8_000;
/** With fewer, what was learnt before is better. */
const FEWEST_STAYS = 500;

/** Learns each night how patients leave the units, from the hospital's own stays, once there are enough. */
export const learnFlow = ({ timeZone }: { timeZone: string }): Job => ({
  name: "learn-flow",
  schedule: "0 48 3 * * *",
  async run({ pool, now, signal }) {
    const since = new Date(now.getTime() - STAYS_DAYS * MS_PER_DAY);
    const stays = await completedStays(pool, since, MOST_STAYS);
    if (stays.length < FEWEST_STAYS) return undefined;

    const units = await censusUnits(pool, now);
    const source = `${stays.length} stays of this hospital`;
    const flow = await withForecaster(signal, (forecaster) =>
      forecaster.fitFlow({ stays, units, timeZone, source }),
    );
    await saveFittedModel(pool, UNIT_FLOW, { fittedAt: now, version: "own", parameters: flow });
    return { stays: stays.length };
  },
});
