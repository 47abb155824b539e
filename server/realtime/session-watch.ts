import type { Server, Socket } from "socket.io";
import { can } from "#models/access/permission";
import type { LiveSession, SessionEndReason } from "#db/sessions";
import type { ClientToServerEvents, ServerToClientEvents } from "#models/realtime/events";
import { SECURITY_ROOM, unitRoom } from "#models/realtime/events";
import type { SessionId, UnitId, UserId } from "#models/shared/ids";
import type { Logger } from "../logger";

export interface SocketData {
  /** As it was at the handshake; what it is now is `SessionWatch.current`. */
  session: LiveSession;
}

export type RealtimeSocket = Socket<
  ClientToServerEvents,
  ServerToClientEvents,
  Record<string, never>,
  SocketData
>;

export type RealtimeServer = Server<
  ClientToServerEvents,
  ServerToClientEvents,
  Record<string, never>,
  SocketData
>;

/** What the gateway needs of the sessions' table. */
export interface SessionReads {
  find(sessionId: SessionId, at: Date): Promise<LiveSession | undefined>;
  findEnd(sessionId: SessionId, at: Date): Promise<SessionEndReason | undefined>;
  /** Whose it was, when it was ended on purpose. */
  findHolderOfClosed(sessionId: SessionId): Promise<UserId | undefined>;
  touch(sessionId: SessionId, at: Date): Promise<{ idleAt: Date; expiresAt: Date } | undefined>;
}

/** A person has tabs, not hundreds of them. */
const SOCKETS_PER_SESSION = 20;
/** Between two reads of every session, in case a notification was lost. */
const POLL_MS = 10_000;

/** The sessions that have sockets, with the rights they have now. */
export interface SessionWatch {
  /** False when the session has all the sockets it may have. */
  enter(socket: RealtimeSocket): boolean;
  /** Undefined when the session has ended meanwhile. */
  current(socket: RealtimeSocket): LiveSession | undefined;
  touched(sessionId: SessionId, end: { idleAt: Date; expiresAt: Date }): void;
  recheckUser(userId: UserId): void;
  recheckAll(): void;
  stop(): void;
}

interface WatchedSession {
  session: LiveSession;
  sockets: Set<RealtimeSocket>;
  timer: NodeJS.Timeout | undefined;
  /** How often its row was asked for: of answers that overtake each other the newest question's counts. */
  rechecks: number;
}

export interface SessionWatchOptions {
  now: () => Date;
  log: Logger;
  /** A session was read again, with the rights it has from now on. */
  onRightsRead?: (
    sockets: ReadonlySet<RealtimeSocket>,
    rights: { before: LiveSession; after: LiveSession },
  ) => void;
}

export function createSessionWatch(
  sessions: SessionReads,
  { now, log, onRightsRead }: SessionWatchOptions,
): SessionWatch {
  const watched = new Map<SessionId, WatchedSession>();

  function end(entry: WatchedSession, reason: SessionEndReason): void {
    clearTimeout(entry.timer);
    watched.delete(entry.session.sessionId);
    for (const socket of entry.sockets) {
      socket.emit("session:ended", { reason: reason === "access-changed" ? "revoked" : reason });
      socket.disconnect(true);
    }
  }

  function scheduleEnd(entry: WatchedSession): void {
    clearTimeout(entry.timer);
    const endsAt = Math.min(entry.session.idleAt.getTime(), entry.session.expiresAt.getTime());
    // A little after, so that the database agrees that it is over.
    const delayMs = Math.max(0, endsAt - now().getTime()) + 100;
    entry.timer = setTimeout(() => void recheck(entry), Math.min(delayMs, 2 ** 31 - 1));
  }

  async function recheck(entry: WatchedSession): Promise<void> {
    const { sessionId } = entry.session;
    entry.rechecks += 1;
    const recheckOf = entry.rechecks;
    try {
      const found = await sessions.find(sessionId, now());
      const reason = found ? undefined : await sessions.findEnd(sessionId, now());
      if (watched.get(sessionId) !== entry || entry.rechecks !== recheckOf) return;
      if (!found) return end(entry, reason ?? "revoked");
      changeRights(entry, found);
      scheduleEnd(entry);
    } catch (cause) {
      // The rights known so far hold while the database is away, but no longer than the session.
      log.warn({ cause, sessionId }, "a session could not be read again");
      if (watched.get(sessionId) === entry && isOver(entry.session, now())) end(entry, "expired");
    }
  }

  function changeRights(entry: WatchedSession, session: LiveSession): void {
    const before = watchableUnits(entry.session);
    const after = watchableUnits(session);
    onRightsRead?.(entry.sockets, { before: entry.session, after: session });
    entry.session = session;
    if (!can(session.role, "incident:read"))
      for (const socket of entry.sockets) void socket.leave(SECURITY_ROOM);
    if (before.length === after.length && before.every((unitId) => after.includes(unitId))) return;
    for (const socket of entry.sockets) {
      for (const unitId of before) if (!after.includes(unitId)) void socket.leave(unitRoom(unitId));
      socket.emit("access:changed", { unitIds: after });
    }
  }

  const recheckAll = (): void => {
    for (const entry of watched.values()) void recheck(entry);
  };
  const poll = setInterval(recheckAll, POLL_MS);

  return {
    enter(socket) {
      const { session } = socket.data;
      const entry = watched.get(session.sessionId) ?? {
        session,
        sockets: new Set(),
        timer: undefined,
        rechecks: 0,
      };
      if (entry.sockets.size >= SOCKETS_PER_SESSION) return false;
      watched.set(session.sessionId, entry);
      entry.sockets.add(socket);
      // What the handshake read may have changed before anybody here could be told.
      void recheck(entry);
      socket.on("disconnect", () => {
        entry.sockets.delete(socket);
        if (entry.sockets.size > 0 || watched.get(session.sessionId) !== entry) return;
        clearTimeout(entry.timer);
        watched.delete(session.sessionId);
      });
      return true;
    },
    current(socket) {
      const session = watched.get(socket.data.session.sessionId)?.session;
      return session && !isOver(session, now()) ? session : undefined;
    },
    touched(sessionId, ends) {
      const entry = watched.get(sessionId);
      if (!entry) return;
      entry.session = { ...entry.session, ...ends };
      scheduleEnd(entry);
    },
    recheckUser(userId) {
      for (const entry of watched.values()) {
        if (entry.session.userId === userId) void recheck(entry);
      }
    },
    recheckAll,
    stop() {
      clearInterval(poll);
      for (const { timer } of watched.values()) clearTimeout(timer);
      watched.clear();
    },
  };
}

/** The units this person may see the patients of, by role and by assignment. */
export const watchableUnits = ({ role, unitIds }: LiveSession): readonly UnitId[] =>
  can(role, "unit:watch") ? unitIds : [];

const isOver = ({ idleAt, expiresAt }: LiveSession, at: Date): boolean =>
  idleAt <= at || expiresAt <= at;
