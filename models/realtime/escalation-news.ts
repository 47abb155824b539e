import type { EscalationLevel } from "../escalation/escalation-level";

/** What about the level is no longer as it was. */
export const ESCALATION_CHANGES = ["level", "certainty", "rules", "actions"] as const;
export type EscalationChange = (typeof ESCALATION_CHANGES)[number];

/** News of the escalation level, as it stands after the change. Instants are epoch milliseconds. */
export interface EscalationNews {
  change: EscalationChange;
  level: EscalationLevel;
  isAtLeast: boolean;
  since: number;
  /** What it was before; null for the first that ever was. */
  previous: EscalationLevel | null;
}
