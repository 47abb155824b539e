import { censusUnits, readableHourlyCensus } from "#db/census";
import { readableNewestForecast } from "#db/census-forecasts";
import type { LiveSession } from "#db/sessions";
import { NO_PATIENTS } from "#models/acuity/unit-acuity";
import {
  type AcuityOfUnits,
  type ExplainedDemand,
  explainedDemands,
} from "#models/nurse-demand/nurse-demand";
import type { NurseRules } from "#models/nurse-demand/nurse-rules";
import { storedCensus } from "#models/nurse-demand/stored-census";
import { MS_PER_HOUR } from "#models/shared/time-range";
import { asActor } from "@/_lib/db";

/** The census is counted hourly; what is older says nothing of who is here now. */
const ACUITY_OLD_AFTER_MS = 3 * MS_PER_HOUR;

export interface DemandOfUnits {
  /** When the census forecast was issued. */
  issuedAt: Date;
  /** By unit in the hospital's order, then by time. */
  demand: readonly ExplainedDemand[];
}

/** The nurses that the newest census forecast asks for by these rules; undefined before the first. */
export async function readDemand(
  session: LiveSession,
  rules: NurseRules,
  now: Date,
): Promise<DemandOfUnits | undefined> {
  const { hourly, daily, units, counted } = await asActor(session, async (db) => ({
    hourly: await readableNewestForecast(db, "census-hourly", now),
    daily: await readableNewestForecast(db, "census-daily", now),
    units: await censusUnits(db, now),
    counted: await readableHourlyCensus(db, {
      from: new Date(now.getTime() - ACUITY_OLD_AFTER_MS),
      to: new Date(now.getTime() + 1),
    }),
  }));
  const census = hourly && storedCensus({ hourly, daily, units });
  if (!census) return undefined;
  return {
    issuedAt: hourly.issuedAt,
    demand: explainedDemands(census, acuityOf(counted), rules).filter(({ endsAt }) => endsAt > now),
  };
}

/** The newest hour counts. A unit whose classes nobody counted has patients of whom none is known. */
function acuityOf(counted: Awaited<ReturnType<typeof readableHourlyCensus>>): AcuityOfUnits {
  const newestLast = [...counted].sort((a, b) => a.hour.getTime() - b.hour.getTime());
  return new Map(
    newestLast.map(({ unitId, acuityCounts, occupied }) => {
      const [first = 0, second = 0, third = 0, fourth = 0, unknown = 0] = acuityCounts ?? [];
      const known = { 1: first, 2: second, 3: third, 4: fourth, unknown };
      return [unitId, acuityCounts ? known : { ...NO_PATIENTS, unknown: occupied }] as const;
    }),
  );
}
