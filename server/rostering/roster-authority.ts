import type { LiveSession } from "#db/sessions";
import { can, type Permission } from "#models/access/permission";
import type { RosterCommand } from "#models/realtime/roster";
import { mayReadRoster } from "#models/rostering/roster-rights";
import type { UnitId } from "#models/shared/ids";

const PUBLISHING: readonly RosterCommand["type"][] = ["publish", "lock", "reopen"];

/** By which right a command is given. The database decides it again, by the same. */
export const permissionOf = ({ type }: RosterCommand): Permission =>
  PUBLISHING.includes(type) ? "roster:publish" : "roster:plan";

/** Whether somebody may open a roster of these units, drafts and costs among it. */
export const mayWatch = (session: LiveSession, unitIds: readonly UnitId[]): boolean =>
  mayReadRoster(session, unitIds);

/** Who is told of the solver, and of what it proposes. */
export const mayPlan = ({ role }: LiveSession): boolean => can(role, "roster:plan");
