import "server-only";
import { staffNames } from "#db/users";
import type { Incident } from "#models/security/incident";
import type { UserId } from "#models/shared/ids";
import { identityDatabase } from "@/_lib/db";
import type { StaffNames } from "./staff-names";

/** The names of the staff these incidents speak of, and of whoever else is asked for. */
export function readNames(
  incidents: readonly Incident[],
  others: readonly (UserId | null)[] = [],
): Promise<StaffNames> {
  const named = incidents.flatMap(({ ownerUserId, evidence }) => [
    ownerUserId,
    ...evidence.actorIds,
    ...evidence.subjectIds,
  ]);
  const userIds = [...named, ...others].filter((userId) => userId !== null);
  return staffNames(identityDatabase(), [...new Set(userIds)]);
}
