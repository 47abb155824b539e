import "server-only";
import { searchAuditEvents } from "#db/audit-search";
import type { ReviewedAccess } from "#db/emergency-reviews";
import type { Queryable } from "#db/pool";
import type { AuditAction } from "#models/audit/audit-event";

const SHOWN: readonly AuditAction[] = ["patient:viewed", "trends:viewed"];
/** An access lasts an hour at most: more than this is no reading. */
const MOST_COUNTED = 1_000;

/**
 * How often something of the patient was shown to the person during the access, by the audit trail. To
 * be asked for somebody who may read it.
 */
export async function auditOfAccess(
  db: Queryable,
  { userId, encounterId, beganAt, endedAt, expiresAt }: ReviewedAccess,
): Promise<number> {
  const during = { from: beganAt, until: endedAt ?? expiresAt };
  const found = await searchAuditEvents(
    db,
    { ...during, userId, encounterId, actions: SHOWN },
    { most: MOST_COUNTED },
  );
  return found.filter(
    ({ actor, outcome }) =>
      actor.kind === "user" && actor.userId === userId && outcome === "permitted",
  ).length;
}
