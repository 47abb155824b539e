import type { AlertPriority } from "#models/alerts/alert";
import type { AlertPolicy } from "#models/alerts/alert-policy";
import type { EscalationRole } from "#models/alerts/escalation";
import type { UnitId } from "#models/shared/ids";

/** What of a unit's policy its people must know to act on an alert. */
export interface AlertRules {
  unitId: UnitId;
  ladder: readonly { role: EscalationRole; contact: string }[];
  /** 0: may not be snoozed. */
  snoozeLimitMinutes: Readonly<Record<AlertPriority, number>>;
}

export const alertRulesOf = (
  unitId: UnitId,
  { ladder, snoozeLimitMinutes }: AlertPolicy,
): AlertRules => ({
  unitId,
  ladder: ladder.map(({ role, contact }) => ({ role, contact })),
  snoozeLimitMinutes,
});
