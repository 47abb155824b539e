import type { LiveEmergencyAccess } from "#db/emergency-accesses";
import type { LiveSession } from "#db/sessions";
import type { EmergencyAccessNotice } from "#models/access/emergency-access";
import { can } from "#models/access/permission";
import type { BedFrame, EncounterSnapshot } from "#models/realtime/board";
import { encounterRoom, REVIEWERS_ROOM, unitChargeRoom, userRoom } from "#models/realtime/events";
import { toWire } from "#models/realtime/wire";
import type {
  BedId,
  EmergencyAccessId,
  EncounterId,
  SessionId,
  UnitId,
  UserId,
} from "#models/shared/ids";
import type { AuditTrail } from "#models/audit/audit-event";
import type { LiveSystem } from "../live/live-system";
import type { Logger } from "../logger";
import type { RealtimeServer, RealtimeSocket } from "./session-watch";
import { ofSocket } from "./watch-records";

/** What the gateway needs of the accesses' table. */
export interface EmergencyAccessReads {
  /** The access that runs in that session; undefined when there is none any more. */
  findLive(
    sessionId: SessionId,
    encounterId: EncounterId,
  ): Promise<LiveEmergencyAccess | undefined>;
  findNotice(emergencyAccessId: EmergencyAccessId): Promise<EmergencyAccessNotice | undefined>;
}

/** Between two reads of every access that is watched, in case a notification was lost. */
const POLL_MS = 10_000;

/** The screens that watch one patient by emergency access: each sees that patient, as long as it lasts. */
export interface EmergencyWatch {
  /** The patient as it stands, and its news from now on; undefined without a running access. */
  enter(
    socket: RealtimeSocket,
    asked: { userId: UserId; sessionId: SessionId; encounterId: EncounterId },
  ): Promise<EncounterSnapshot | undefined>;
  leave(socket: RealtimeSocket, encounterId: EncounterId): Promise<void>;
  /** Whether that screen watches that patient, by an access that runs. */
  isOpen(socket: RealtimeSocket, encounterId: EncounterId): boolean;
  /** Whether anybody watches a patient of that unit. */
  isWatching(unitId: UnitId): boolean;
  bedsChanged(frame: BedFrame): void;
  alertChanged(encounterId: EncounterId): void;
  /** An access began or ended: tells those in charge, and closes what it had opened. */
  changed(emergencyAccessId: EmergencyAccessId): Promise<void>;
  /** A role that may no longer begin an access loses those that run. */
  rightsRead(session: LiveSession): void;
  recheckAll(): void;
  stop(): void;
}

interface Watcher {
  socket: RealtimeSocket;
  sessionId: SessionId;
  encounterId: EncounterId;
  emergencyAccessId: EmergencyAccessId;
  timer: NodeJS.Timeout;
}

interface EmergencyWatchOptions {
  io: RealtimeServer;
  live: Pick<LiveSystem, "encounterSnapshot" | "placeOf">;
  reads: EmergencyAccessReads;
  trail: AuditTrail;
  log: Logger;
  now: () => Date;
}

export function createEmergencyWatch({
  io,
  live,
  reads,
  trail,
  log,
  now,
}: EmergencyWatchOptions): EmergencyWatch {
  const watchers = new Set<Watcher>();
  /** Where each watched patient was when last spoken of: a bed that was left is news too. */
  const places = new Map<EncounterId, { unitId: UnitId; bedId: BedId } | undefined>();

  function forget(watcher: Watcher): void {
    clearTimeout(watcher.timer);
    watchers.delete(watcher);
    const { encounterId } = watcher;
    if (![...watchers].some((each) => each.encounterId === encounterId)) places.delete(encounterId);
  }

  function close(watcher: Watcher): void {
    if (!watchers.has(watcher)) return;
    forget(watcher);
    const { socket, encounterId, emergencyAccessId } = watcher;
    void socket.leave(encounterRoom(encounterId));
    socket.emit("encounter:closed", { encounterId, emergencyAccessId });
  }

  function closeThose(which: (watcher: Watcher) => boolean): void {
    for (const watcher of [...watchers]) if (which(watcher)) close(watcher);
  }

  async function recheck(watcher: Watcher): Promise<void> {
    const { sessionId, encounterId, emergencyAccessId } = watcher;
    try {
      const access = await reads.findLive(sessionId, encounterId);
      if (access?.emergencyAccessId !== emergencyAccessId) close(watcher);
    } catch (cause) {
      // Its timer closes it on time while the database is away.
      log.warn({ cause, emergencyAccessId }, "an emergency access could not be read again");
    }
  }

  const recheckAll = (): void => {
    for (const watcher of watchers) void recheck(watcher);
  };
  const poll = setInterval(recheckAll, POLL_MS);

  function readSnapshot(encounterId: EncounterId): EncounterSnapshot {
    const snapshot = live.encounterSnapshot(encounterId);
    const { place } = snapshot;
    places.set(encounterId, place && { unitId: place.unitId, bedId: place.bed.bedId });
    return snapshot;
  }

  const tell = (encounterId: EncounterId): void =>
    void io.to(encounterRoom(encounterId)).emit("encounter:changed", readSnapshot(encounterId));

  return {
    async enter(socket, { sessionId, encounterId }) {
      const access = await reads.findLive(sessionId, encounterId);
      if (!access) return undefined;
      // Shown to nobody of whom the trail does not tell.
      await trail.record({
        ...ofSocket(socket, now()),
        action: "patient:viewed",
        permission: "emergency-access:begin",
        basis: "emergency-access",
        unitId: live.placeOf(encounterId)?.unitId,
        encounterId,
        details: { emergencyAccessId: access.emergencyAccessId, live: true },
      });
      // Recording may take seconds, in which the access may have ended; and a socket that closed
      // meanwhile would never be forgotten.
      const still = await reads.findLive(sessionId, encounterId);
      if (!socket.connected || still?.emergencyAccessId !== access.emergencyAccessId)
        return undefined;

      const { emergencyAccessId, remainingMs } = still;
      const watcher: Watcher = {
        socket,
        sessionId,
        encounterId,
        emergencyAccessId,
        timer: setTimeout(() => close(watcher), Math.max(0, remainingMs)),
      };
      for (const each of [...watchers])
        if (each.socket === socket && each.encounterId === encounterId) forget(each);
      watchers.add(watcher);
      socket.once("disconnect", () => forget(watcher));
      // Join before reading: news from the moment between arrives twice rather than never.
      await socket.join(encounterRoom(encounterId));
      // It may have ended between the read and the joining, when nobody here could be told.
      void recheck(watcher);
      return readSnapshot(encounterId);
    },
    async leave(socket, encounterId) {
      for (const watcher of [...watchers])
        if (watcher.socket === socket && watcher.encounterId === encounterId) forget(watcher);
      await socket.leave(encounterRoom(encounterId));
    },
    isOpen: (socket, encounterId) =>
      [...watchers].some((each) => each.socket === socket && each.encounterId === encounterId),
    isWatching(unitId) {
      for (const [encounterId, told] of places)
        if (told?.unitId === unitId || live.placeOf(encounterId)?.unitId === unitId) return true;
      return false;
    },
    bedsChanged({ beds }) {
      for (const [encounterId, told] of [...places]) {
        const place = live.placeOf(encounterId);
        if (beds.some(({ bedId }) => bedId === told?.bedId || bedId === place?.bedId))
          tell(encounterId);
      }
    },
    alertChanged(encounterId) {
      if (places.has(encounterId)) tell(encounterId);
    },
    async changed(emergencyAccessId) {
      try {
        const notice = await reads.findNotice(emergencyAccessId);
        if (!notice) return;
        if (notice.endedAt) closeThose((each) => each.emergencyAccessId === emergencyAccessId);
        io.to([unitChargeRoom(notice.unitId), REVIEWERS_ROOM, userRoom(notice.userId)]).emit(
          notice.endedAt ? "emergency-access:ended" : "emergency-access:began",
          toWire(notice),
        );
      } catch (cause) {
        log.error({ cause, emergencyAccessId }, "an emergency access could not be announced");
        recheckAll();
      }
    },
    rightsRead({ sessionId, role }) {
      if (!can(role, "emergency-access:begin")) closeThose((each) => each.sessionId === sessionId);
    },
    recheckAll,
    stop() {
      clearInterval(poll);
      for (const watcher of [...watchers]) forget(watcher);
    },
  };
}
