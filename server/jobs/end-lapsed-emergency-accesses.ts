import { endEmergencyAccess, lapsedEmergencyAccesses } from "#db/emergency-accesses";
import type { AuditTrail } from "#models/audit/audit-event";
import type { Job } from "./job";

/**
 * An access that ran out, or whose session ended, opens nothing any more; here its row and the audit
 * trail learn it. The trail first: to say an end twice, after a crash between the two, is better than
 * never.
 */
export const endLapsedEmergencyAccesses = (audit: AuditTrail): Job => ({
  name: "end-lapsed-emergency-accesses",
  schedule: "*/10 * * * * *",
  async run({ pool, now, signal }) {
    let ended = 0;
    for (const access of await lapsedEmergencyAccesses(pool)) {
      if (signal.aborted) break;
      const { emergencyAccessId, userId, sessionId, encounterId, unitId, isExpired } = access;
      await audit.record({
        occurredAt: now,
        action: "emergency-access:ended",
        outcome: "permitted",
        actor: { kind: "system" },
        basis: "system",
        unitId,
        encounterId,
        subjectUserId: userId,
        details: { emergencyAccessId, sessionId, cause: isExpired ? "expired" : "session-ended" },
      });
      if (await endEmergencyAccess(pool, emergencyAccessId)) ended += 1;
    }
    return ended > 0 ? { ended } : undefined;
  },
});
