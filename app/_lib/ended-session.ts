import "server-only";
import { findHolderOfClosedSession } from "#db/sessions";
import { createEndedSessionLimit, endedSessionUsed } from "#models/security/ended-session";
import type { SessionId } from "#models/shared/ids";
import { audit, requestAddress } from "./audit";
import { identityDatabase } from "./db";

// Kept on the global object: pages and routes are bundled apart and would each count for themselves.
const kept: typeof globalThis & { wardcastEndedSessionLimit?: (sessionId: SessionId) => boolean } =
  globalThis;

/** Records that somebody came with the cookie of a session that was ended on purpose. */
export async function recordUseOfEndedSession(sessionId: SessionId): Promise<void> {
  const userId = await findHolderOfClosedSession(identityDatabase(), sessionId);
  const mayRecord = (kept.wardcastEndedSessionLimit ??= createEndedSessionLimit(Date.now));
  if (!userId || !mayRecord(sessionId)) return;

  const at = { occurredAt: new Date(), address: await requestAddress() };
  await audit().record(endedSessionUsed({ sessionId, userId }, at));
}
