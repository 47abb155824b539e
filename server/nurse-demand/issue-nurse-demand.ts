import type pg from "pg";
import { acuityCountsOfUnit } from "#db/acuity";
import { dropNurseDemandBefore, saveNurseDemand } from "#db/nurse-demand";
import { inTransaction } from "#db/transaction";
import type { AcuityCounts } from "#models/acuity/unit-acuity";
import type { CensusForecast } from "#models/census/census-forecast";
import { nurseDemand } from "#models/nurse-demand/nurse-demand";
import { usualNurseRules } from "#models/nurse-demand/nurse-rules";
import type { UnitId } from "#models/shared/ids";
import { MS_PER_DAY } from "#models/shared/time-range";

/** A roster is made from the newest; older ones tell for a while what it was made from. */
const KEPT_DAYS = 30;

/**
 * The nurses that a census forecast asks for, by the usual rules and the workload of those who are here now,
 * stored for the roster. False when it was issued before.
 */
export const issueNurseDemand = (
  pool: pg.Pool,
  forecast: CensusForecast,
  { timeZone }: { timeZone: string },
): Promise<boolean> =>
  inTransaction(pool, async (client) => {
    const issuedAt = new Date(forecast.issuedAt);
    const acuityCounts = new Map<UnitId, AcuityCounts>();
    for (const { unitId } of forecast.units)
      acuityCounts.set(unitId, await acuityCountsOfUnit(client, unitId, issuedAt));

    const rules = usualNurseRules(timeZone);
    const demand = nurseDemand(forecast, acuityCounts, rules);
    await dropNurseDemandBefore(client, new Date(issuedAt.getTime() - KEPT_DAYS * MS_PER_DAY));
    return saveNurseDemand(client, { issuedAt, rules, demand });
  });
