import { escalationHistory, escalationNow } from "#db/escalation";
import type { Queryable } from "#db/pool";
import type { EscalationChange, EscalationNews } from "#models/realtime/escalation-news";
import { CAPACITY_ROOM } from "#models/realtime/events";
import type { Logger } from "../logger";
import type { RealtimeServer } from "./session-watch";

/** What the gateway needs of the escalation's tables. */
export interface EscalationReads {
  /** Undefined before the level was first looked at. */
  now(): Promise<Omit<EscalationNews, "change"> | undefined>;
}

export const databaseEscalation = (db: Queryable): EscalationReads => ({
  async now() {
    const present = await escalationNow(db);
    if (!present) return undefined;
    const [, before] = await escalationHistory(db, 2);
    const { level, isAtLeast, beganAt } = present;
    return { level, isAtLeast, since: beganAt.getTime(), previous: before?.level ?? null };
  },
});

export interface EscalationChannel {
  /** Something about it was stored, by whichever process. */
  changed(change: EscalationChange): void;
}

/** Tells every screen that may see capacity, after it is stored. Nothing is read while nobody listens. */
export function createEscalationChannel(
  io: RealtimeServer,
  escalation: EscalationReads,
  log: Logger,
): EscalationChannel {
  const tell = async (change: EscalationChange): Promise<void> => {
    if (!io.sockets.adapter.rooms.has(CAPACITY_ROOM)) return;
    try {
      const present = await escalation.now();
      if (present) io.to(CAPACITY_ROOM).emit("escalation:changed", { ...present, change });
    } catch (cause) {
      // The pages read the database, and are drawn again when the connection comes back.
      log.warn({ cause, change }, "a change of the escalation level could not be told");
    }
  };
  return { changed: (change) => void tell(change) };
}
