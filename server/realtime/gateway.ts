import type { Server as HttpServer } from "node:http";
import { Server } from "socket.io";
import type { LiveSession } from "#db/sessions";
import { can, type Permission } from "#models/access/permission";
import {
  AlertAcknowledge,
  AlertsCatchUp,
  SessionTouch,
  UnitLeave,
  unitRoom,
  UnitWatch,
  type ClientToServerEvents,
  type ServerToClientEvents,
} from "#models/realtime/events";
import { toWire } from "#models/realtime/wire";
import { AppError } from "#models/shared/errors";
import type { SessionId, UnitId } from "#models/shared/ids";
import { err } from "#models/shared/result";
import type { AlertStore } from "../alerts/alert-store";
import type { LiveSystem } from "../live/live-system";
import type { UnitChannel } from "../live/unit-channel";
import type { Logger } from "../logger";
import { answer } from "./answer";
import { listenForChanges } from "./change-listener";
import { isAllowedOrigin, readSessionId } from "./handshake";
import { createRateLimit } from "./rate-limit";
import {
  createSessionWatch,
  watchableUnits,
  type RealtimeSocket,
  type SessionReads,
  type SessionWatch,
  type SocketData,
} from "./session-watch";

type RealtimeServer = Server<
  ClientToServerEvents,
  ServerToClientEvents,
  Record<string, never>,
  SocketData
>;

/** Requests are a few hundred bytes. */
const LARGEST_REQUEST_BYTES = 64_000;
const REQUESTS_PER_SECOND = 50;
/** A client that goes on after so many refusals is not one of ours. */
const REFUSALS_BEFORE_DISCONNECT = 100;

export interface GatewayOptions {
  http: HttpServer;
  live: Pick<LiveSystem, "snapshot" | "announceTo" | "encountersMoved" | "rereadEncounters">;
  alerts: AlertStore;
  sessions: SessionReads;
  /** For the connection that listens to what pages change. */
  connectionString: string;
  /** A bedside gateway was changed, or may have been unheard. */
  onSenderChanged?: () => void;
  /** The one next-auth signs its cookies with. */
  secret: string;
  allowedOrigins: readonly string[];
  log: Logger;
  now: () => Date;
}

export interface Gateway {
  /** People's screens that are connected. */
  connections(): number;
  /** Closes every socket, and the HTTP server with them. */
  close(): Promise<void>;
}

/** Joins the screens to the live state: who may come in, what they may ask, and what they are told. */
export function createGateway(options: GatewayOptions): Gateway {
  const { http, live, alerts, sessions, secret, allowedOrigins, log, now } = options;
  const io: RealtimeServer = new Server(http, {
    serveClient: false,
    maxHttpBufferSize: LARGEST_REQUEST_BYTES,
    // Frames are small and many: compressing them costs more than sending them.
    perMessageDeflate: false,
    pingInterval: 10_000,
    pingTimeout: 10_000,
    // Upgrades of other paths are Next's.
    destroyUpgrade: false,
    allowRequest: (request, decide) => {
      const isAllowed = isAllowedOrigin(request, allowedOrigins);
      if (!isAllowed) log.warn({ origin: request.headers.origin }, "socket of a foreign origin");
      decide(isAllowed ? null : "origin not allowed", isAllowed);
    },
  });
  const watch = createSessionWatch(sessions, { now, log });
  const listener = listenForChanges({
    connectionString: options.connectionString,
    log,
    onAccessChanged: watch.recheckUser,
    onEncounterChanged: (encounterId) => void live.encountersMoved([encounterId]),
    onSenderChanged: options.onSenderChanged,
    onListening: () => {
      options.onSenderChanged?.();
      watch.recheckAll();
      void live.rereadEncounters();
    },
  });

  io.use((socket, next) => {
    admit(socket).then(
      () => next(),
      (cause: unknown) => {
        const isForeseen = cause instanceof AppError;
        if (!isForeseen) log.error({ cause }, "a socket's session could not be read");
        next(new Error(isForeseen ? cause.code : "unavailable"));
      },
    );
  });

  async function admit(socket: RealtimeSocket): Promise<void> {
    const sessionId = await readSessionId(socket.handshake.headers.cookie, secret);
    const session = sessionId && (await sessions.find(sessionId, now()));
    if (!session) throw new AppError("unauthenticated", "socket without a live session");
    socket.data = { session };
  }

  io.on("connection", (socket) => {
    if (!watch.enter(socket)) return void socket.disconnect(true);
    limitRequests(socket, now);
    registerHandlers(socket, { live, alerts, sessions, watch, log, now });
  });
  live.announceTo(unitChannel(io));

  return {
    connections: () => io.sockets.sockets.size,
    async close() {
      watch.stop();
      await listener.stop();
      await io.close();
    },
  };
}

const unitChannel = (io: RealtimeServer): UnitChannel => ({
  isWatched: (unitId) => io.sockets.adapter.rooms.has(unitRoom(unitId)),
  bedsChanged: (frame) => void io.to(unitRoom(frame.unitId)).emit("beds:changed", frame),
  alertChanged: (unitId, event) =>
    void io.to(unitRoom(unitId)).emit("alert:changed", toWire(event)),
  systemChanged: (status) => void io.emit("system:changed", status),
});

function limitRequests(socket: RealtimeSocket, now: () => Date): void {
  const mayAsk = createRateLimit(REQUESTS_PER_SECOND, now);
  let refusals = 0;
  socket.use((packet, next) => {
    if (mayAsk()) return next();
    refusals += 1;
    if (refusals > REFUSALS_BEFORE_DISCONNECT) return void socket.disconnect(true);
    const reply: unknown = packet.at(-1);
    if (typeof reply === "function") reply(err({ code: "unavailable" }));
  });
}

interface HandlerPorts extends Pick<
  GatewayOptions,
  "live" | "alerts" | "sessions" | "log" | "now"
> {
  watch: SessionWatch;
}

function registerHandlers(socket: RealtimeSocket, ports: HandlerPorts): void {
  const { live, alerts, sessions, watch, log, now } = ports;

  function requireSession(): LiveSession {
    const session = watch.current(socket);
    if (!session) throw new AppError("unauthenticated", "the session has ended");
    return session;
  }

  function requireUnit(unitId: UnitId, permission: Permission): LiveSession {
    const session = requireSession();
    if (can(session.role, permission) && watchableUnits(session).includes(unitId)) return session;
    log.warn({ userId: session.userId, unitId, permission }, "refused by access rights");
    throw new AppError("forbidden", `unit ${unitId}`);
  }

  const watchUnit = async ({ unitId }: UnitWatch) => {
    requireUnit(unitId, "unit:watch");
    // Join before reading: news from the moment between arrives twice rather than never.
    await socket.join(unitRoom(unitId));
    const snapshot = live.snapshot(unitId);
    if (!snapshot) throw new AppError("not-found", `unit ${unitId}`);
    return snapshot;
  };

  const leaveUnit = async ({ unitId }: UnitLeave) => {
    await socket.leave(unitRoom(unitId));
    return null;
  };

  const catchUp = async ({ unitId, afterSequence }: AlertsCatchUp) => {
    requireUnit(unitId, "alert:read");
    return (await alerts.eventsAfter(unitId, afterSequence)).map(toWire);
  };

  const acknowledge = async ({ alertId }: AlertAcknowledge) => {
    const alert = await alerts.find(alertId);
    if (!alert) throw new AppError("not-found", `alert ${alertId}`);
    const { userId } = requireUnit(alert.unitId, "alert:acknowledge");
    return toWire(await alerts.acknowledge({ alertId, userId }));
  };

  const touch = async () => {
    const { sessionId }: { sessionId: SessionId } = requireSession();
    const ends = await sessions.touch(sessionId, now());
    if (!ends) throw new AppError("unauthenticated", `session ${sessionId}`);
    watch.touched(sessionId, ends);
    return { idleAt: ends.idleAt.getTime(), expiresAt: ends.expiresAt.getTime() };
  };

  socket.on("unit:watch", answer(log, UnitWatch, watchUnit));
  socket.on("unit:leave", answer(log, UnitLeave, leaveUnit));
  socket.on("alerts:catch-up", answer(log, AlertsCatchUp, catchUp));
  socket.on("alert:acknowledge", answer(log, AlertAcknowledge, acknowledge));
  socket.on("session:touch", answer(log, SessionTouch, touch));
}
