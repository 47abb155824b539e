import { alertPoliciesInForce } from "#db/alert-policies";
import type { Queryable } from "#db/pool";
import { type AlertPolicy, defaultAlertPolicy } from "#models/alerts/alert-policy";
import type { UnitId } from "#models/shared/ids";
import type { Logger } from "../logger";

/** The alert policy of every unit, as in force. */
export interface AlertPolicies {
  of(unitId: UnitId): AlertPolicy;
  /** Reads them again: of one unit whose policy was changed, or of all. None gives way to an older one. */
  reload(unitId?: UnitId): Promise<void>;
}

/** A unit that opened since the last reading. */
const OF_A_NEW_UNIT = defaultAlertPolicy("ward");

export function createAlertPolicies({
  pool,
  log,
}: {
  pool: Queryable;
  log: Logger;
}): AlertPolicies {
  const known = new Map<UnitId, { policy: AlertPolicy; version: number }>();
  return {
    of: (unitId) => known.get(unitId)?.policy ?? OF_A_NEW_UNIT,
    async reload(unitId) {
      const policies = await alertPoliciesInForce(pool, unitId && [unitId]);
      for (const { unitId: of, policy, version } of policies) {
        // Of two readings at once the one that began first may be answered last.
        const before = known.get(of)?.version;
        if (before !== undefined && before >= version) continue;
        known.set(of, { policy, version });
        if (before !== undefined) log.info({ unitId: of, version }, "alert policy in force");
      }
    },
  };
}
