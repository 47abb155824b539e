import {
  findHolderOfClosedSession,
  findLiveSession,
  findSessionEnd,
  touchSession,
} from "#db/sessions";
import type { Queryable } from "#db/pool";
import type { SessionReads } from "./session-watch";

export const databaseSessions = (db: Queryable): SessionReads => ({
  find: (sessionId, at) => findLiveSession(db, sessionId, at),
  findEnd: (sessionId, at) => findSessionEnd(db, sessionId, at),
  findHolderOfClosed: (sessionId) => findHolderOfClosedSession(db, sessionId),
  touch: (sessionId, at) => touchSession(db, sessionId, at),
});
