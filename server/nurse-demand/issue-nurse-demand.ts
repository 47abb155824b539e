import { acuityCountsOfUnit } from "#db/acuity";
import { censusUnits } from "#db/census";
import { newestForecast, newestIssue } from "#db/census-forecasts";
import {
  dropNurseDemandBefore,
  newestNurseDemandIssuedAt,
  saveNurseDemand,
} from "#db/nurse-demand";
import { inTransaction } from "#db/transaction";
import type { AcuityCounts } from "#models/acuity/unit-acuity";
import { nurseDemand } from "#models/nurse-demand/nurse-demand";
import { usualNurseRules } from "#models/nurse-demand/nurse-rules";
import { storedCensus } from "#models/nurse-demand/stored-census";
import type { UnitId } from "#models/shared/ids";
import { MS_PER_DAY } from "#models/shared/time-range";
import type { Job } from "../jobs/job";

/** A roster is made from the newest; older ones tell for a while what it was made from. */
const KEPT_DAYS = 30;

/**
 * The nurses that each new census forecast asks for, by the usual rules and the workload of those who were
 * here when it was issued: stored for the roster.
 */
export const issueNurseDemand = ({ timeZone }: { timeZone: string }): Job => ({
  name: "issue-nurse-demand",
  schedule: "50 * * * * *",
  async run({ pool, now }) {
    const issue = await newestIssue(pool, "census-hourly");
    const last = await newestNurseDemandIssuedAt(pool);
    if (!issue || (last && last >= issue.issuedAt)) return undefined;

    const { issuedAt } = issue;
    const hourly = await newestForecast(pool, "census-hourly", issuedAt);
    const daily = await newestForecast(pool, "census-daily", issuedAt);
    const units = await censusUnits(pool, issuedAt);
    const census = hourly && storedCensus({ hourly, daily, units });
    if (!census) return undefined;

    const acuityCounts = new Map<UnitId, AcuityCounts>();
    for (const { unitId } of units)
      acuityCounts.set(unitId, await acuityCountsOfUnit(pool, unitId, issuedAt));
    const rules = usualNurseRules(timeZone);
    const demand = nurseDemand(census, acuityCounts, rules);
    await inTransaction(pool, async (db) => {
      await dropNurseDemandBefore(db, new Date(now.getTime() - KEPT_DAYS * MS_PER_DAY));
      await saveNurseDemand(db, { issuedAt, rules, demand });
    });
    return { shifts: demand.length };
  },
});
