import type { AuditEvent } from "../audit/audit-event";
import type { SessionId, UserId } from "../shared/ids";
import { MS_PER_MINUTE, MS_PER_SECOND } from "../shared/time-range";
import { createTokenBuckets } from "../shared/token-buckets";

/** Sessions that are remembered as recorded: a cookie must be one of ours, so there are never many. */
const MOST_SESSIONS = 1_000;

/**
 * Judges whether the use of an ended session is recorded: at most once a minute for each, so that neither
 * a tab that tries again nor a program that goes on fills the trail.
 *
 * @param now epoch milliseconds
 */
export function createEndedSessionLimit(now: () => number): (sessionId: SessionId) => boolean {
  const rate = { perSecond: MS_PER_SECOND / MS_PER_MINUTE, burst: 1 };
  const buckets = createTokenBuckets(rate, now, MOST_SESSIONS);
  return (sessionId) => buckets.take(sessionId).isAllowed;
}

/** The record of it. Whoever holds the cookie has not proved to be the one it was given to. */
export const endedSessionUsed = (
  { sessionId, userId }: { sessionId: SessionId; userId: UserId },
  { occurredAt, address }: Pick<AuditEvent, "occurredAt" | "address">,
): AuditEvent => ({
  occurredAt,
  address,
  action: "access:refused",
  outcome: "refused",
  actor: { kind: "anonymous" },
  subjectUserId: userId,
  details: { reason: "session-ended", sessionId },
});
