import { endLapsedSessions, lapsedSessions } from "#db/sessions";
import type { AuditTrail } from "#models/audit/audit-event";
import type { Job } from "./job";

/** More wait for nobody: the trail refuses what would fill its queue. */
const MOST_AT_ONCE = 500;

/**
 * A session that ran out is already refused everywhere; here its row and the audit trail learn it, and it
 * is listed no more. The trail first: to say an end twice is better than never.
 */
export const endLapsed = (audit: AuditTrail): Job => ({
  name: "end-lapsed-sessions",
  schedule: "30 * * * * *",
  async run({ pool, now }) {
    const lapsed = await lapsedSessions(pool, now);
    for (let from = 0; from < lapsed.length; from += MOST_AT_ONCE)
      await audit.record(
        ...lapsed.slice(from, from + MOST_AT_ONCE).map(({ sessionId, userId, reason }) => ({
          occurredAt: now,
          action: "session:ended" as const,
          outcome: "permitted" as const,
          actor: { kind: "system" as const },
          basis: "system" as const,
          subjectUserId: userId,
          details: { endedSessionId: sessionId, cause: reason },
        })),
      );
    const ended = await endLapsedSessions(pool, now);
    return ended > 0 ? { ended } : undefined;
  },
});
