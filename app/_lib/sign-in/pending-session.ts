import "server-only";
import { cache } from "react";
import { findPendingSession, type PendingSession } from "#db/pending-sessions";
import { identityDatabase } from "../db";
import { claimedSessionId } from "../session";

/** The sign-in of this request that waits for its second factor; undefined for anybody else. */
export const pendingSession = cache(async (): Promise<PendingSession | undefined> => {
  const sessionId = await claimedSessionId();
  return sessionId && findPendingSession(identityDatabase(), sessionId, new Date());
});
