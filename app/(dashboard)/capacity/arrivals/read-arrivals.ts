import "server-only";
import { readableNewestForecast } from "#db/census-forecasts";
import { readableEmergencyArrivals } from "#db/emergency-arrivals";
import type { LiveSession } from "#db/sessions";
import { allSites } from "#db/units";
import { forecastAges } from "#models/forecasts/forecast-age";
import { MS_PER_DAY } from "#models/shared/time-range";
import { asActor } from "@/_lib/db";
import { env } from "@/_lib/env";
import { arrivalsOutlook, type SiteArrivals } from "./arrivals-outlook";

export interface Arrivals {
  /** Empty before the first forecast. */
  sites: readonly SiteArrivals[];
  issuedAt: Date | undefined;
  modelVersion: string | undefined;
  /** Issued so long ago that the job has failed since; also when there is none. */
  isStale: boolean;
  /** Whether anybody counts arrivals: without, there will be no forecast. */
  isCounted: boolean;
  readAt: Date;
}

/** A day more than the week and the 52 weeks that are looked back: the clocks may have changed between. */
const WEEK_BACK_DAYS = 9;
const YEAR_BACK_DAYS = 366;
const YEAR_SHOWN_DAYS = 11;

/** Emergency arrivals as counted and as forecast, for whoever may see the hospital's capacity. */
export async function readArrivals(session: LiveSession): Promise<Arrivals> {
  const readAt = new Date();
  const daysAgo = (days: number): Date => new Date(readAt.getTime() - days * MS_PER_DAY);
  return asActor(session, async (db) => {
    const forecast = await readableNewestForecast(db, "arrivals", readAt);
    const lastWeek = await readableEmergencyArrivals(db, {
      from: daysAgo(WEEK_BACK_DAYS),
      to: readAt,
    });
    const lastYear = await readableEmergencyArrivals(db, {
      from: daysAgo(YEAR_BACK_DAYS),
      to: daysAgo(YEAR_BACK_DAYS - YEAR_SHOWN_DAYS),
    });
    const sites = await allSites(db);
    const [age] = forecastAges(forecast ? [forecast] : [], ["arrivals"], readAt);
    const counted = [...lastYear, ...lastWeek];
    const timeZone = env().HOSPITAL_TIME_ZONE;
    return {
      sites: forecast ? arrivalsOutlook({ forecast, counted, sites, timeZone }) : [],
      issuedAt: forecast?.issuedAt,
      modelVersion: forecast?.modelVersion,
      isStale: age?.isStale ?? true,
      isCounted: counted.length > 0,
      readAt,
    };
  });
}
