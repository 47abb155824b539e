import type { UnitId } from "../shared/ids";
import type { EscalationRole } from "./escalation";

/** Somebody who would be asked, by the rung they stand on. */
export interface ColleagueOnDuty {
  name: string;
  role: EscalationRole;
}

/**
 * Who is on duty in a unit. Until a roster says who works which shift, those who are signed in
 * (`db/on-duty.ts`); the roster takes its place behind this port. Of teams that are called and never
 * sign in, there is nobody to name.
 */
export interface OnDuty {
  inUnit(unitId: UnitId): Promise<readonly ColleagueOnDuty[]>;
}
