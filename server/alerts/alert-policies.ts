import type pg from "pg";
import { alertPoliciesInForce } from "#db/alert-policies";
import { type AlertPolicy, defaultAlertPolicy } from "#models/alerts/alert-policy";
import type { UnitId } from "#models/shared/ids";
import type { Logger } from "../logger";

/** The alert policy of every unit, as in force. */
export interface AlertPolicies {
  of(unitId: UnitId): AlertPolicy;
  /** Reads them again: of one unit whose policy was changed, or of all. */
  reload(unitId?: UnitId): Promise<void>;
}

/** A unit that opened since the last reading. */
const OF_A_NEW_UNIT = defaultAlertPolicy("ward");

export function createAlertPolicies({ pool, log }: { pool: pg.Pool; log: Logger }): AlertPolicies {
  const known = new Map<UnitId, AlertPolicy>();
  return {
    of: (unitId) => known.get(unitId) ?? OF_A_NEW_UNIT,
    async reload(unitId) {
      const policies = await alertPoliciesInForce(pool, unitId && [unitId]);
      for (const { unitId: of, policy, version } of policies) {
        known.set(of, policy);
        if (unitId) log.info({ unitId: of, version }, "alert policy in force");
      }
    },
  };
}
