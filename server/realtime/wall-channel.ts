import type { PairedWall } from "#db/wall-screens";
import { hashOfWallSecret } from "#db/wall-displays";
import { WallSecret, wallCookieName } from "#models/access/wall-display";
import type { AuditTrail } from "#models/audit/audit-event";
import { type Cadence, noteReceipt } from "#models/realtime/feed-freshness";
import {
  maskUnit,
  WALL_HEARTBEAT_MS,
  WALL_NAMESPACE,
  type WallConfiguration,
  type WallUnit,
} from "#models/realtime/wall";
import { AppError } from "#models/shared/errors";
import type { BedId, UnitId, WallDisplayId } from "#models/shared/ids";
import { MS_PER_MINUTE, MS_PER_SECOND } from "#models/shared/time-range";
import type { LiveSystem } from "../live/live-system";
import type { Logger } from "../logger";
import { findCookie } from "./handshake";
import type { RealtimeServer, RealtimeSocket } from "./session-watch";
import { addressOf } from "./watch-records";

/** What the channel needs of the displays' table. */
export interface WallReads {
  findPaired(deviceHash: Buffer): Promise<PairedWall | undefined>;
  noteSeen(wallDisplayIds: readonly WallDisplayId[], at: Date): Promise<void>;
}

/** The screens on walls. Each is known by its cookie, hears of its units' beds, and asks for nothing. */
export interface WallChannel {
  /** An alert of the unit took a step, which its screens show at once. */
  alertChanged(unitId: UnitId): void;
  systemChanged(): void;
  /** A display was changed, revoked, or paired with another screen. */
  changed(wallDisplayId: WallDisplayId): void;
  recheckAll(): void;
  connections(): number;
  stop(): void;
}

export interface WallChannelOptions {
  io: RealtimeServer;
  live: Pick<LiveSystem, "snapshot">;
  walls: WallReads;
  trail: AuditTrail;
  log: Logger;
  now: () => Date;
}

/** Between two reads of every display, in case a notification was lost. */
const POLL_MS = 10 * MS_PER_SECOND;
/** A screen reloads, and a connection that broke takes a while to be noticed. */
const SCREENS_PER_DISPLAY = 5;

interface Screen {
  socket: RealtimeSocket;
  deviceHash: Buffer;
  display: PairedWall;
  /** The units whose news it hears. */
  shown: Set<UnitId>;
}

const roomOf = (unitId: UnitId): string => `wall-unit:${unitId}`;

export function createWallChannel(options: WallChannelOptions): WallChannel {
  const { io, live, walls, trail, log, now } = options;
  const namespace = io.of(WALL_NAMESPACE);
  const admitted = new WeakMap<RealtimeSocket, Omit<Screen, "socket" | "shown">>();
  const screens = new Set<Screen>();
  const cadences = new Map<BedId, Cadence>();
  const told = new Map<UnitId, { content: string; at: number }>();
  let seenAt = 0;

  namespace.use((socket, next) => {
    admit(socket).then(
      () => next(),
      (cause: unknown) => {
        const isForeseen = cause instanceof AppError;
        if (!isForeseen) log.error({ cause }, "a wall display could not be read");
        next(new Error(isForeseen ? cause.code : "unavailable"));
      },
    );
  });

  async function admit(socket: RealtimeSocket): Promise<void> {
    const secret = deviceSecretIn(socket.handshake.headers.cookie ?? "");
    const deviceHash = secret === undefined ? undefined : hashOfWallSecret(secret);
    const display = deviceHash && (await walls.findPaired(deviceHash));
    if (!display) throw new AppError("unauthenticated", "a screen that is not paired");
    const count = [...screens].filter(
      (each) => each.display.wallDisplayId === display.wallDisplayId,
    ).length;
    if (count >= SCREENS_PER_DISPLAY) throw new AppError("too-many-requests", "too many screens");
    admitted.set(socket, { deviceHash, display });
  }

  namespace.on("connection", (socket) => {
    const known = admitted.get(socket);
    if (!known) return void socket.disconnect(true);
    const screen: Screen = { socket, ...known, shown: new Set() };
    screens.add(screen);
    socket.on("disconnect", () => screens.delete(screen));
    // A display has nothing to ask: whoever does is no display of ours.
    socket.onAny(() => socket.disconnect(true));
    void show(screen, known.display);
    seenAt = 0;
  });

  function end(screen: Screen): void {
    screens.delete(screen);
    screen.socket.emit("wall:ended");
    screen.socket.disconnect(true);
  }

  /** Brings a screen to what its display shows now. Nothing is shown of which the trail does not tell. */
  async function show(screen: Screen, display: PairedWall): Promise<void> {
    const { socket, shown } = screen;
    screen.display = display;
    const wanted = new Set(display.units.map(({ unitId }) => unitId));
    const added = [...wanted].filter((unitId) => !shown.has(unitId));
    for (const unitId of shown) {
      if (wanted.has(unitId)) continue;
      shown.delete(unitId);
      void socket.leave(roomOf(unitId));
    }
    try {
      await recordShown(screen, added);
    } catch (cause) {
      log.error({ cause }, "a wall display could not be recorded");
      socket.disconnect(true); // it comes again by itself
      return;
    }
    // Recording may take seconds, in which it may have ended or been changed again.
    if (!screens.has(screen) || screen.display !== display) return;
    socket.emit("wall:configured", configurationOf(display));
    for (const unitId of added) {
      shown.add(unitId);
      // Join before reading: news from the moment between arrives twice rather than never.
      await socket.join(roomOf(unitId));
      const unit = viewOf(unitId);
      if (unit) socket.emit("wall:unit", unit);
    }
    // What the handshake read may have changed before anybody here could be told.
    if (added.length > 0) void recheck(screen);
  }

  async function recordShown({ socket, display }: Screen, unitIds: readonly UnitId[]) {
    const { wallDisplayId } = display;
    await trail.record(
      ...unitIds.map((unitId) => ({
        occurredAt: now(),
        action: "wall:shown" as const,
        outcome: "permitted" as const,
        actor: { kind: "system" as const },
        basis: "system" as const,
        address: addressOf(socket),
        unitId,
        details: { display: wallDisplayId },
      })),
    );
  }

  async function recheck(screen: Screen): Promise<void> {
    try {
      const display = await walls.findPaired(screen.deviceHash);
      if (!screens.has(screen)) return;
      if (!display) end(screen);
      else if (JSON.stringify(display) !== JSON.stringify(screen.display))
        await show(screen, display);
    } catch (cause) {
      // What was known holds while the database is away, which every screen says.
      const { wallDisplayId } = screen.display;
      log.warn({ cause, wallDisplayId }, "a wall display could not be read again");
    }
  }

  const recheckAll = (): void => {
    for (const screen of screens) void recheck(screen);
  };

  function viewOf(unitId: UnitId): WallUnit | undefined {
    const snapshot = live.snapshot(unitId);
    if (!snapshot) return undefined;
    for (const { bedId, receivedAt } of snapshot.beds)
      cadences.set(bedId, noteReceipt(cadences.get(bedId) ?? {}, receivedAt));
    return maskUnit(snapshot, cadences);
  }

  function tell(unitId: UnitId): void {
    const unit = viewOf(unitId);
    if (!unit) return;
    const content = JSON.stringify({ ...unit, sentAt: 0 });
    const before = told.get(unitId);
    const isNews = content !== before?.content;
    if (!isNews && unit.sentAt - before.at < WALL_HEARTBEAT_MS) return;
    told.set(unitId, { content, at: unit.sentAt });
    namespace.to(roomOf(unitId)).emit("wall:unit", unit);
  }

  const shownUnits = (): Set<UnitId> => new Set([...screens].flatMap(({ shown }) => [...shown]));

  function tellAll(): void {
    const units = shownUnits();
    for (const unitId of units) tell(unitId);
    // Of what nobody looks at nothing is held.
    for (const unitId of told.keys()) if (!units.has(unitId)) told.delete(unitId);
    if (units.size === 0) cadences.clear();
    if (screens.size > 0 && now().getTime() - seenAt >= MS_PER_MINUTE) void noteSeen();
  }

  async function noteSeen(): Promise<void> {
    seenAt = now().getTime();
    try {
      const ids = [...new Set([...screens].map(({ display }) => display.wallDisplayId))];
      await walls.noteSeen(ids, now());
    } catch (cause) {
      log.warn({ cause }, "wall displays could not be noted as seen");
    }
  }

  const timers = [setInterval(tellAll, MS_PER_SECOND), setInterval(recheckAll, POLL_MS)];

  return {
    alertChanged(unitId) {
      if (shownUnits().has(unitId)) tell(unitId);
    },
    systemChanged: tellAll,
    changed(wallDisplayId) {
      for (const screen of screens)
        if (screen.display.wallDisplayId === wallDisplayId) void recheck(screen);
    },
    recheckAll,
    connections: () => screens.size,
    stop() {
      for (const timer of timers) clearInterval(timer);
    },
  };
}

const configurationOf = (display: PairedWall): WallConfiguration => ({
  name: display.name,
  secondsPerUnit: display.secondsPerUnit,
  colorScheme: display.colorScheme,
  units: display.units,
});

/** One that only HTTPS of this very host can have set goes before one that anybody might have. */
function deviceSecretIn(cookies: string): string | undefined {
  const value =
    findCookie(cookies, wallCookieName(true)) ?? findCookie(cookies, wallCookieName(false));
  return WallSecret.safeParse(value).data;
}
