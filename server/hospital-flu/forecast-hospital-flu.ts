import { newestIssue, saveForecast } from "#db/census-forecasts";
import { fittedModel } from "#db/fitted-models";
import { type WeeklyFluAdmissions, weeklyFluAdmissions } from "#db/flu-admissions";
import { saveRegionalFluFailure } from "#db/regional-flu";
import { inTransaction } from "#db/transaction";
import { QUANTILE_LEVELS } from "#models/census/census-quantiles";
import { fitUnitFlow } from "#models/forecasts/fit-unit-flow";
import { UNIT_FLOW } from "#models/forecasts/past-presence";
import { UnitFlow } from "#models/forecasts/unit-flow";
import { intensiveShare } from "#models/hospital-flu/catchment-share";
import type { KnownRegion } from "#models/hospital-flu/expect-flu";
import { formatLocal } from "#models/shared/hospital-instant";
import { MS_PER_DAY } from "#models/shared/time-range";
import { withForecaster } from "../census/forecaster";
import type { Job } from "../jobs/job";
import { type FetchedRegion, fetchRegion, readRegion, type RegionOptions } from "./read-region";

export const HOSPITAL_FLU_MODEL = "hospital-flu";

/** Three seasons tell what one is like, and what the hospital's share of its region is. */
const PAST_DAYS = 3 * 366;

export interface HospitalFluOptions {
  timeZone: string;
  /** Undefined: no regional data were set up, and the hospital's own past has to do. */
  region: RegionOptions | undefined;
}

/**
 * Forecasts the hospital's flu admissions and the beds they take: once a day, and at once when the region has
 * published something new or a week of the hospital's own was counted.
 */
export const forecastHospitalFlu = ({ timeZone, region }: HospitalFluOptions): Job => ({
  name: "forecast-flu",
  schedule: "30 20 * * * *",
  async run({ pool, now, signal }) {
    const today = formatLocal(now, timeZone).slice(0, 10);
    const since = new Date(now.getTime() - PAST_DAYS * MS_PER_DAY).toISOString().slice(0, 10);
    const own = await weeklyFluAdmissions(pool, since);
    const { kept, failure } = region ? await fetchRegion(region) : NOTHING_FETCHED;
    // Also after what was kept has been read: that it could be is no news of the source.
    const noteFailure = async () => {
      if (failure) await saveRegionalFluFailure(pool, { at: now, failure });
    };
    await noteFailure();
    const grounds = groundsOf(own, kept?.digest, today);
    const newest = await newestIssue(pool, "flu");
    if (newest?.modelVersion === grounds) return undefined;

    const asked = region && kept && { location: region.location, now, signal };
    const known: KnownRegion = asked
      ? await readRegion(pool, kept, asked)
      : { missing: region ? "unreadable" : "not-configured" };
    if (asked) await noteFailure();

    const issuedAt = now;
    const flow = UnitFlow.safeParse((await fittedModel(pool, UNIT_FLOW))?.parameters).data;
    const { hazards } =
      flow ?? fitUnitFlow([], [], { timeZone, source: "What is usual elsewhere" });
    const expected = await withForecaster(signal, (forecaster) =>
      forecaster.expectFlu({
        own,
        region: known,
        intensiveShare: intensiveShare(own),
        hazards,
        issuedAt,
        timeZone,
      }),
    );
    if (expected.values.length === 0) return undefined;

    await inTransaction(pool, (db) =>
      saveForecast(db, {
        ...{ kind: "flu", issuedAt, model: HOSPITAL_FLU_MODEL, modelVersion: grounds },
        ...{ levels: QUANTILE_LEVELS, isHindcast: false },
        ...{ parameters: expected.basis, values: expected.values },
      }),
    );
    return { values: expected.values.length };
  },
});

const NOTHING_FETCHED: FetchedRegion = { kept: undefined, failure: undefined };

/** What the forecast rests on, by which one that would be the same is not issued again. */
function groundsOf(
  own: readonly WeeklyFluAdmissions[],
  digest: string | undefined,
  today: string,
): string {
  const newest = own.at(-1);
  const counted = newest ? `${newest.weekEndsOn} ${newest.general + newest.intensive}` : "none";
  return `${today}, region ${digest?.slice(0, 8) ?? "none"}, own ${counted}`;
}
