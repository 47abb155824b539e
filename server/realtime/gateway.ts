import type { Server as HttpServer } from "node:http";
import { Server } from "socket.io";
import type { LiveSession } from "#db/sessions";
import { can, type Permission } from "#models/access/permission";
import type { AuditEvent } from "#models/audit/audit-event";
import {
  AnswerAlert,
  AlertsCatchUp,
  EncounterForecastRequest,
  CAPACITY_ROOM,
  EncounterLeave,
  EncounterWatch,
  IncidentsWatch,
  SECURITY_ROOM,
  SessionTouch,
  TechnicalAlarmSee,
  UnitLeave,
  unitRoom,
  UnitWatch,
} from "#models/realtime/events";
import { toWire } from "#models/realtime/wire";
import { createEndedSessionLimit, endedSessionUsed } from "#models/security/ended-session";
import { AppError } from "#models/shared/errors";
import type { EncounterId, SessionId, UnitId } from "#models/shared/ids";
import { err } from "#models/shared/result";
import type { AlertStore } from "../alerts/alert-store";
import type { ServerAuditTrail } from "../audit/keep-audit-trail";
import { type BedBoardParts, type BedChannel, createBedChannel } from "../beds/bed-channel";
import type { LiveSystem } from "../live/live-system";
import {
  createMyShiftsChannel,
  type MyShiftsChannel,
  type MyShiftsParts,
} from "../my-shifts/my-shifts-channel";
import type { UnitChannel } from "../live/unit-channel";
import type { Logger } from "../logger";
import {
  createRosterChannel,
  type RosterChannel,
  type RosterParts,
} from "../rostering/roster-channel";
import { createRosterJudge } from "../rostering/judging/roster-judge";
import { createSickCallChannel, type SickCallChannel } from "../rostering/sick-call-channel";
import { answer } from "./answer";
import { listenForChanges } from "./change-listener";
import {
  createEmergencyWatch,
  type EmergencyAccessReads,
  type EmergencyWatch,
} from "./emergency-watch";
import { isAllowedOrigin, readSessionId } from "./handshake";
import { createEscalationChannel, type EscalationReads } from "./escalation-channel";
import { createIncidentChannel, type IncidentReads } from "./incident-channel";
import { changeNoticeRooms, noticeRooms } from "./notice-rooms";
import { createRateLimit } from "./rate-limit";
import {
  createSessionWatch,
  watchableUnits,
  type RealtimeServer,
  type RealtimeSocket,
  type SessionReads,
  type SessionWatch,
} from "./session-watch";
import { createWallChannel, type WallChannel, type WallReads } from "./wall-channel";
import {
  addressOf,
  createWatchRecords,
  ofSocket,
  unitOfRoom,
  type WatchEnd,
  type WatchRecords,
} from "./watch-records";

/** Requests are a few hundred bytes. */
const LARGEST_REQUEST_BYTES = 64_000;
const REQUESTS_PER_SECOND = 50;
/** A client that goes on after so many refusals is not one of ours. */
const REFUSALS_BEFORE_DISCONNECT = 100;

export interface GatewayOptions {
  http: HttpServer;
  live: Pick<
    LiveSystem,
    | "snapshot"
    | "encounterSnapshot"
    | "forecast"
    | "placeOf"
    | "announceTo"
    | "encountersMoved"
    | "rereadEncounters"
    | "technical"
    | "acuityOverridden"
    | "rereadAcuityOverrides"
  >;
  alerts: AlertStore;
  sessions: SessionReads;
  emergencyAccesses: EmergencyAccessReads;
  incidents: IncidentReads;
  escalation: EscalationReads;
  walls: WallReads;
  beds: BedBoardParts;
  rosters: RosterParts;
  myShifts: MyShiftsParts;
  trail: ServerAuditTrail;
  /** For the connection that listens to what pages change. */
  connectionString: string;
  /** A bedside gateway was changed, or may have been unheard. */
  onSenderChanged?: () => void;
  /** A unit's alert policy was changed; without a unit, any may have been unheard. */
  onAlertPolicyChanged?: (unitId?: UnitId) => void;
  /** The escalation level may be another: beds or its rules changed, or may have been unheard. */
  onEscalationMayChange?: () => void;
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
  const { http, live, alerts, sessions, incidents, trail, secret, allowedOrigins, log, now } =
    options;
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
  const beds = createBedChannel({ ...options.beds, io, live, trail, log, now });
  const judge = createRosterJudge();
  const myShifts = createMyShiftsChannel({ ...options.myShifts, io, judge, trail, log, now });
  const emergency = createEmergencyWatch({
    io,
    live,
    reads: options.emergencyAccesses,
    trail,
    log,
    now,
  });
  const rosters = createRosterChannel({
    ...{ ...options.rosters, io, judge, trail, log, now },
    current: (socket) => watch.current(socket),
  });
  const sickCalls = createSickCallChannel({
    ...{ ...options.rosters, io, judge, trail, log, now },
    current: (socket) => watch.current(socket),
  });
  const watch = createSessionWatch(sessions, {
    now,
    log,
    onRightsRead: (sockets, { before, after }) => {
      changeNoticeRooms(sockets, { before, after });
      rosters.rightsRead(sockets, after);
      beds.rightsRead(sockets, after);
      myShifts.rightsRead(sockets, after);
      emergency.rightsRead(after);
    },
  });
  const incidentChannel = createIncidentChannel(io, incidents, log);
  const escalationChannel = createEscalationChannel(io, options.escalation, log);
  const wall = createWallChannel({ io, live, walls: options.walls, trail, log, now });
  const listener = listenForChanges({
    connectionString: options.connectionString,
    log,
    onAccessChanged: watch.recheckUser,
    onEncounterChanged: (encounterId) => void live.encountersMoved([encounterId]),
    onAcuityChanged: (encounterId) => void live.acuityOverridden(encounterId),
    onEmergencyAccessChanged: (accessId) => void emergency.changed(accessId),
    onIncidentChanged: incidentChannel.changed,
    onWallDisplayChanged: wall.changed,
    onSenderChanged: options.onSenderChanged,
    onAlertPolicyChanged: (unitId) => {
      options.onAlertPolicyChanged?.(unitId);
      io.to(unitRoom(unitId)).emit("policy:changed", { unitId });
    },
    onEscalationChanged: (change) => {
      escalationChannel.changed(change);
      if (change === "rules") options.onEscalationMayChange?.();
    },
    onForecastIssued: (news) => io.to(CAPACITY_ROOM).emit("forecast:issued", news),
    onBedsChanged: (unitId) => {
      beds.changed(unitId);
      options.onEscalationMayChange?.();
    },
    onRosterChange: (change) => {
      rosters.changed(change);
      sickCalls.rosterChanged(change);
    },
    onOpenShiftChanged: sickCalls.changed,
    onNoticeArrived: myShifts.noticeArrived,
    onOwnShiftsChanged: myShifts.changed,
    onListening: () => {
      options.onEscalationMayChange?.();
      options.onSenderChanged?.();
      options.onAlertPolicyChanged?.();
      watch.recheckAll();
      emergency.recheckAll();
      incidentChannel.tellAll();
      wall.recheckAll();
      beds.recheckAll();
      rosters.recheckAll();
      sickCalls.recheckAll();
      void live.rereadEncounters();
      void live.rereadAcuityOverrides();
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

  const mayRecordEnded = createEndedSessionLimit(() => now().getTime());
  async function noteUseOfEnded(socket: RealtimeSocket, sessionId: SessionId): Promise<void> {
    const userId = await sessions.findHolderOfClosed(sessionId);
    if (!userId || !mayRecordEnded(sessionId)) return;
    const at = { occurredAt: now(), address: addressOf(socket) };
    trail.note(endedSessionUsed({ sessionId, userId }, at));
  }

  async function admit(socket: RealtimeSocket): Promise<void> {
    const sessionId = await readSessionId(socket.handshake.headers.cookie, secret);
    const session = sessionId && (await sessions.find(sessionId, now()));
    if (sessionId && !session) await noteUseOfEnded(socket, sessionId);
    if (!session) throw new AppError("unauthenticated", "socket without a live session");
    socket.data = { session };
  }

  const records = createWatchRecords(trail, now);
  const disconnecting = new WeakSet<RealtimeSocket>();
  let isClosing = false;
  function whyLeft(socket: RealtimeSocket): WatchEnd {
    if (isClosing) return "stopped";
    if (!watch.current(socket)) return "session-ended";
    return disconnecting.has(socket) ? "disconnected" : "rights-changed";
  }
  // Whoever takes a screen out of a unit's room, and why: what it saw ends there.
  io.sockets.adapter.on("leave-room", (room: string, socketId: string) => {
    const unitId = unitOfRoom(room);
    const socket = io.sockets.sockets.get(socketId);
    if (unitId && socket) records.ended(socket, unitId, whyLeft(socket));
  });

  io.on("connection", (socket) => {
    if (!watch.enter(socket)) return void socket.disconnect(true);
    limitRequests(socket, now);
    void socket.join(noticeRooms(watch.current(socket)));
    socket.on("disconnecting", () => disconnecting.add(socket));
    registerHandlers(socket, {
      ...{
        live,
        alerts,
        sessions,
        incidents,
        trail,
        records,
        watch,
        emergency,
        beds,
        rosters,
        myShifts,
        sickCalls,
        log,
        now,
      },
    });
  });
  live.announceTo(unitChannel(io, { emergency, wall }, { trail, now }));

  return {
    connections: () => io.sockets.sockets.size,
    async close() {
      isClosing = true;
      watch.stop();
      emergency.stop();
      wall.stop();
      beds.stop();
      await rosters.stop();
      await listener.stop();
      await io.close();
      // Whoever asks it last would start it again.
      await judge.stop();
    },
  };
}

const unitChannel = (
  io: RealtimeServer,
  { emergency, wall }: { emergency: EmergencyWatch; wall: WallChannel },
  { trail, now }: Pick<GatewayOptions, "trail" | "now">,
): UnitChannel => ({
  isWatched: (unitId) =>
    io.sockets.adapter.rooms.has(unitRoom(unitId)) || emergency.isWatching(unitId),
  bedsChanged: (frame) => {
    io.to(unitRoom(frame.unitId)).emit("beds:changed", frame);
    emergency.bedsChanged(frame);
  },
  alertChanged(unitId, event) {
    const { alertId, encounterId } = event.alert;
    io.to(unitRoom(unitId)).emit("alert:changed", toWire(event));
    emergency.alertChanged(encounterId);
    wall.alertChanged(unitId);
    const sessions = sessionsWatching(io, unitId);
    if (sessions === 0) return;
    trail.note({
      occurredAt: now(),
      action: "alert:shown",
      outcome: "permitted",
      actor: { kind: "system" },
      basis: "system",
      unitId,
      encounterId,
      details: { alertId, step: event.step, sessions },
    });
  },
  systemChanged(status) {
    io.emit("system:changed", status);
    wall.systemChanged();
  },
});

/** How many people's sessions have a screen on the unit; one person's tabs are one. */
function sessionsWatching(io: RealtimeServer, unitId: UnitId): number {
  const sessions = new Set<SessionId>();
  for (const socketId of io.sockets.adapter.rooms.get(unitRoom(unitId)) ?? []) {
    const socket = io.sockets.sockets.get(socketId);
    if (socket) sessions.add(socket.data.session.sessionId);
  }
  return sessions.size;
}

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
  "live" | "alerts" | "sessions" | "incidents" | "trail" | "log" | "now"
> {
  records: WatchRecords;
  watch: SessionWatch;
  emergency: EmergencyWatch;
  beds: BedChannel;
  rosters: RosterChannel;
  myShifts: MyShiftsChannel;
  sickCalls: SickCallChannel;
}

function registerHandlers(socket: RealtimeSocket, ports: HandlerPorts): void {
  const { live, alerts, sessions, incidents, trail, records, watch, emergency, log, now } = ports;

  function requireSession(): LiveSession {
    const session = watch.current(socket);
    if (!session) throw new AppError("unauthenticated", "the session has ended");
    return session;
  }

  function may(unitId: UnitId, permission: Permission): boolean {
    const session = requireSession();
    return can(session.role, permission) && watchableUnits(session).includes(unitId);
  }

  async function refuse(unitId: UnitId, permission: Permission): Promise<never> {
    const { userId } = socket.data.session;
    log.warn({ userId, unitId, permission }, "refused by access rights");
    const refusal = { action: "access:refused", outcome: "refused", permission, unitId } as const;
    await trail.record({ ...ofSocket(socket, now()), ...refusal });
    throw new AppError("forbidden", `unit ${unitId}`);
  }

  async function requireUnit(unitId: UnitId, permission: Permission): Promise<LiveSession> {
    return may(unitId, permission) ? requireSession() : refuse(unitId, permission);
  }

  /** Records that the screen watches the unit; throws when it no longer may by the time that is durable. */
  async function beginWatching(unitId: UnitId): Promise<void> {
    await records.began(socket, unitId);
    if (!records.isWatching(socket, unitId)) throw new AppError("conflict", `left unit ${unitId}`);
    if (socket.connected && may(unitId, "unit:watch")) return;
    records.ended(socket, unitId, socket.connected ? "rights-changed" : "disconnected");
    throw new AppError("forbidden", `unit ${unitId}`);
  }

  const watchUnit = async ({ unitId }: UnitWatch) => {
    // Begun before anything is waited for: a leave that comes right behind must find it.
    if (!may(unitId, "unit:watch")) await refuse(unitId, "unit:watch");
    await beginWatching(unitId);
    // Join before reading: news from the moment between arrives twice rather than never.
    await socket.join(unitRoom(unitId));
    const snapshot = live.snapshot(unitId);
    if (!snapshot) throw new AppError("not-found", `unit ${unitId}`);
    return snapshot;
  };

  const leaveUnit = async ({ unitId }: UnitLeave) => {
    records.ended(socket, unitId, "left");
    await socket.leave(unitRoom(unitId));
    return null;
  };

  const watchEncounter = async ({ encounterId }: EncounterWatch) => {
    const { role, sessionId, userId } = requireSession();
    const access = can(role, "emergency-access:begin")
      ? await emergency.enter(socket, { userId, sessionId, encounterId })
      : undefined;
    if (access) return access;
    log.warn({ userId, encounterId }, "refused without a running emergency access");
    await trail.record({
      ...ofSocket(socket, now()),
      action: "access:refused",
      outcome: "refused",
      permission: "emergency-access:begin",
      encounterId,
    });
    throw new AppError("forbidden", `encounter ${encounterId}`);
  };

  const leaveEncounter = async ({ encounterId }: EncounterLeave) => {
    await emergency.leave(socket, encounterId);
    return null;
  };

  /** Whoever watches is recorded as such already; a forecast is part of what is watched. */
  function mayReadForecast(encounterId: EncounterId): boolean {
    if (emergency.isOpen(socket, encounterId)) return true;
    const unitId = live.placeOf(encounterId)?.unitId;
    if (!unitId || !may(unitId, "unit:watch")) return false;
    if (!records.isWatching(socket, unitId))
      throw new AppError("conflict", `not on unit ${unitId}`);
    return true;
  }

  const forecastEncounter = async ({ encounterId }: EncounterForecastRequest) => {
    const { userId } = requireSession();
    if (!mayReadForecast(encounterId)) {
      log.warn({ userId, encounterId, permission: "unit:watch" }, "refused by access rights");
      await trail.record({
        ...ofSocket(socket, now()),
        action: "access:refused",
        outcome: "refused",
        permission: "unit:watch",
        encounterId,
      });
      throw new AppError("forbidden", `encounter ${encounterId}`);
    }
    const forecast = await live.forecast(encounterId);
    if (!forecast) throw new AppError("not-found", `encounter ${encounterId}`);
    // The patient may have been taken to another unit meanwhile, or the access may have ended.
    if (!mayReadForecast(encounterId)) throw new AppError("forbidden", `encounter ${encounterId}`);
    return forecast;
  };

  const catchUp = async ({ unitId, afterSequence }: AlertsCatchUp) => {
    await requireUnit(unitId, "alert:read");
    const events = await alerts.eventsAfter(unitId, afterSequence);
    await trail.record({
      ...ofSocket(socket, now()),
      action: "alerts:viewed",
      permission: "alert:read",
      basis: "own-unit",
      unitId,
      details: { steps: events.length },
    });
    // Recording may take seconds, in which the unit may have been taken away.
    await requireUnit(unitId, "alert:read");
    return events.map(toWire);
  };

  const answerAlert = async ({ alertId, answer: given, seen }: AnswerAlert) => {
    const alert = await alerts.find(alertId);
    if (!alert) throw new AppError("not-found", `alert ${alertId}`);
    const { unitId, encounterId } = alert;
    const { userId } = await requireUnit(unitId, "alert:acknowledge");
    const command: AuditEvent = {
      ...ofSocket(socket, now()),
      action: given.type === "acknowledge" ? "alert:acknowledged" : "alert:answered",
      permission: "alert:acknowledge",
      basis: "own-unit",
      unitId,
      encounterId,
      details: { alertId, ...given },
    };
    // First: what cannot be recorded is not done.
    await trail.record(command);
    try {
      await requireUnit(unitId, "alert:acknowledge");
      return toWire(await alerts.answer({ alertId, userId, answer: given, seen }));
    } catch (cause) {
      trail.note({ ...command, occurredAt: now(), outcome: "failed" });
      throw cause;
    }
  };

  const seeTechnicalAlarm = async ({ technicalAlarmId }: TechnicalAlarmSee) => {
    const alarm = await live.technical.find(technicalAlarmId);
    if (!alarm) throw new AppError("not-found", `technical alarm ${technicalAlarmId}`);
    const { unitId, kind, bed } = alarm;
    const { userId } = await requireUnit(unitId, "alert:acknowledge");
    const command: AuditEvent = {
      ...ofSocket(socket, now()),
      action: "technical-alarm:seen",
      permission: "alert:acknowledge",
      basis: "own-unit",
      unitId,
      encounterId: bed?.encounterId,
      details: { technicalAlarmId, kind },
    };
    // First: what cannot be recorded is not done.
    await trail.record(command);
    try {
      await requireUnit(unitId, "alert:acknowledge");
      return await live.technical.see({ technicalAlarmId, userId });
    } catch (cause) {
      trail.note({ ...command, occurredAt: now(), outcome: "failed" });
      throw cause;
    }
  };

  const watchIncidents = async () => {
    const { role, userId } = requireSession();
    if (!can(role, "incident:read")) {
      log.warn({ userId, permission: "incident:read" }, "refused by access rights");
      await trail.record({
        ...ofSocket(socket, now()),
        action: "access:refused",
        outcome: "refused",
        permission: "incident:read",
      });
      throw new AppError("forbidden", "incidents");
    }
    // Join before reading: news from the moment between arrives twice rather than never.
    await socket.join(SECURITY_ROOM);
    return (await incidents.open()).map(toWire);
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
  socket.on("encounter:watch", answer(log, EncounterWatch, watchEncounter));
  socket.on("encounter:leave", answer(log, EncounterLeave, leaveEncounter));
  socket.on("encounter:forecast", answer(log, EncounterForecastRequest, forecastEncounter));
  socket.on("alerts:catch-up", answer(log, AlertsCatchUp, catchUp));
  socket.on("technical-alarm:see", answer(log, TechnicalAlarmSee, seeTechnicalAlarm));
  socket.on("alert:answer", answer(log, AnswerAlert, answerAlert));
  socket.on("incidents:watch", answer(log, IncidentsWatch, watchIncidents));
  ports.beds.register(socket, requireSession);
  ports.rosters.register(socket, requireSession);
  ports.myShifts.register(socket, requireSession);
  ports.sickCalls.register(socket, requireSession);
  socket.on("session:touch", answer(log, SessionTouch, touch));
}
