import { can, type Permission } from "../access/permission";
import type { Role } from "../access/role";
import type { UnitId } from "../shared/ids";

// The database decides the same, by the same permissions: `acting_roster_unit_ids` and its like.

interface Holder {
  role: Role;
  unitIds: readonly UnitId[];
}

/** Whether somebody reads the rosters of every unit, or of their own alone. */
export const readsAllRosters = (role: Role): boolean =>
  can(role, "roster:read") && (can(role, "roster:plan") || can(role, "roster:export"));

/** Whether a roster of these units is theirs to read, drafts and costs among it. */
export const mayReadRoster = ({ role, unitIds }: Holder, ofUnits: readonly UnitId[]): boolean =>
  readsAllRosters(role) ||
  (can(role, "roster:read") && ofUnits.some((unitId) => unitIds.includes(unitId)));

/** Whether a shift of this unit is theirs to fill when somebody cannot work it. */
export const mayRepairIn = ({ role, unitIds }: Holder, unitId: UnitId): boolean =>
  can(role, "roster:repair") && (can(role, "roster:plan") || unitIds.includes(unitId));

/** Of what a page offers; each is asked again when it is done. */
export const ROSTER_RIGHTS = [
  "roster:plan",
  "roster:publish",
  "roster:export",
  "roster:repair",
] as const satisfies readonly Permission[];
export type RosterRight = (typeof ROSTER_RIGHTS)[number];

export const rosterRightsOf = (role: Role): RosterRight[] =>
  ROSTER_RIGHTS.filter((right) => can(role, right));
