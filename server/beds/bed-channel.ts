import type pg from "pg";
import { settleBeds } from "#db/bed-findings";
import { lockBedMoves } from "#db/bed-statuses";
import type { Identifiers } from "#db/encryption/identifiers";
import type { LiveSession } from "#db/sessions";
import { inTransaction } from "#db/transaction";
import { can } from "#models/access/permission";
import type { AuditEvent } from "#models/audit/audit-event";
import { BOARD_VIEWS, type BoardView, viewFrame, wholeFrame } from "#models/beds/board-view";
import {
  type BedBoard,
  type BedBoardFrame,
  BedBoardWatch,
  bedsRoom,
} from "#models/realtime/bed-board";
import { AppError } from "#models/shared/errors";
import type { UnitId } from "#models/shared/ids";
import type { ServerAuditTrail } from "../audit/keep-audit-trail";
import type { LiveSystem } from "../live/live-system";
import type { Logger } from "../logger";
import { answer } from "../realtime/answer";
import {
  type RealtimeServer,
  type RealtimeSocket,
  watchableUnits,
} from "../realtime/session-watch";
import { ofSocket } from "../realtime/watch-records";
import { boardViewOf } from "./bed-authority";
import { createBedBoardState } from "./bed-board-state";
import { createBedCommands } from "./bed-commands";
import type { ExpectedDischarges } from "./read-unit-boards";

/** What the bed board needs of the rest of the server. */
export interface BedBoardParts {
  pool: pg.Pool;
  people: pg.Pool;
  identifiers: Identifiers;
  /** Of the hospital: its days are those of the turn-around. */
  timeZone: string;
  expected: ExpectedDischarges;
}

export interface BedChannelOptions extends BedBoardParts {
  io: RealtimeServer;
  live: Pick<LiveSystem, "encountersMoved">;
  trail: ServerAuditTrail;
  log: Logger;
  now: () => Date;
}

/** Joins the screens to the bed board: who is told what of it, and who may do what. */
export interface BedChannel {
  register(socket: RealtimeSocket, requireSession: () => LiveSession): void;
  /** A unit's beds changed in the database, whoever changed them. */
  changed(unitId: UnitId): void;
  /** Something may have been missed: what is noted is settled with the bed stays, and all is read. */
  recheckAll(): void;
  /** Somebody's rights were read again: what may not be known any more is taken away at once. */
  rightsRead(sockets: ReadonlySet<RealtimeSocket>, session: LiveSession): void;
  stop(): void;
}

export function createBedChannel(options: BedChannelOptions): BedChannel {
  const { io, pool, people, live, trail, log, now } = options;
  const watchers = new Set<RealtimeSocket>();
  const board = createBedBoardState({ ...options, db: pool, onFrame: announce });

  function announce(frame: BedBoardFrame): void {
    const { unitId } = frame;
    // A unit that was added meanwhile has no room that anybody is in.
    if (frame.unit && frame.boarding) for (const socket of watchers) follow(socket, unitId);
    for (const view of BOARD_VIEWS)
      io.to(bedsRoom(unitId, view)).emit("bed-board:changed", viewFrame(frame, view));
  }

  /** By whose rights each screen is told, as they were read last. */
  const watchedBy = new WeakMap<RealtimeSocket, LiveSession>();
  const viewOf = (socket: RealtimeSocket, unitId: UnitId): BoardView => {
    const session = watchedBy.get(socket);
    return session ? boardViewOf(session, unitId) : "states";
  };

  /** Into the one room of the unit that is right for this screen. Whether it was in another. */
  function follow(socket: RealtimeSocket, unitId: UnitId): boolean {
    const right = bedsRoom(unitId, viewOf(socket, unitId));
    const wrong = BOARD_VIEWS.map((view) => bedsRoom(unitId, view)).filter(
      (room) => room !== right && socket.rooms.has(room),
    );
    for (const room of wrong) void socket.leave(room);
    void socket.join(right);
    return wrong.length > 0;
  }

  function leave(socket: RealtimeSocket): void {
    watchers.delete(socket);
    for (const unitId of board.unitIds())
      for (const view of BOARD_VIEWS) void socket.leave(bedsRoom(unitId, view));
  }

  function enter(socket: RealtimeSocket, session: LiveSession): BedBoard {
    watchedBy.set(socket, session);
    if (socket.connected) watchers.add(socket);
    // Join before reading: what is told in between arrives twice rather than never.
    for (const unitId of board.unitIds()) follow(socket, unitId);
    return board.board((unitId) => viewOf(socket, unitId));
  }

  async function refuse(socket: RealtimeSocket): Promise<never> {
    const permission = "capacity:read";
    log.warn({ userId: socket.data.session.userId, permission }, "refused by access rights");
    const refusal = { action: "access:refused", outcome: "refused", permission } as const;
    await trail.record({ ...ofSocket(socket, now()), ...refusal });
    throw new AppError("forbidden", "the bed board");
  }

  /** Nobody is shown, or changes, what a process that ended in the midst has left behind. */
  let settled: Promise<void> | undefined;
  const ready = (): Promise<void> => (settled ??= settleAll());

  async function settleAll(): Promise<void> {
    try {
      await inTransaction(pool, async (client) => {
        await lockBedMoves(client);
        await settleBeds(client, undefined, now());
      });
    } catch (cause) {
      log.warn({ cause }, "beds could not be settled; they are when the board is heard again");
    }
    board.changed();
  }

  return {
    register(socket, requireSession) {
      const commandPorts = { board, pool, people, live, trail, log, now };
      const act = createBedCommands(socket, requireSession, commandPorts);
      socket.on("bed:act", (command, reply) => void ready().then(() => act(command, reply)));
      socket.on("disconnect", () => watchers.delete(socket));
      socket.on(
        "bed-board:watch",
        answer(log, BedBoardWatch, async () => {
          const session = requireSession();
          if (!can(session.role, "capacity:read")) return refuse(socket);
          await trail.record(...viewsOf(socket, session, now()));
          await ready();
          if (board.unitIds().length === 0) await board.load();
          // Recording may take seconds, in which rights may have been taken away.
          const current = requireSession();
          if (!can(current.role, "capacity:read")) return refuse(socket);
          return enter(socket, current);
        }),
      );
      socket.on(
        "bed-board:leave",
        answer(log, BedBoardWatch, async () => {
          leave(socket);
          return null;
        }),
      );
    },
    changed: (unitId) => board.changed([unitId]),
    recheckAll() {
      settled = settleAll();
    },
    rightsRead(sockets, session) {
      for (const socket of sockets) {
        if (!watchers.has(socket)) continue;
        if (!can(session.role, "capacity:read")) {
          leave(socket);
          continue;
        }
        watchedBy.set(socket, session);
        for (const unitId of board.unitIds()) {
          const unit = board.unit(unitId);
          if (!follow(socket, unitId) || !unit) continue;
          const frame = wholeFrame(unitId, unit, now().getTime());
          socket.emit("bed-board:changed", viewFrame(frame, viewOf(socket, unitId)));
        }
      }
    },
    stop: () => board.stop(),
  };
}

/** One record for each unit whose patients are named, for that is what was seen of people. */
function viewsOf(socket: RealtimeSocket, session: LiveSession, at: Date): AuditEvent[] {
  const view = {
    ...ofSocket(socket, at),
    action: "bed-board:viewed",
    permission: "capacity:read",
  } as const;
  const named = watchableUnits(session);
  if (named.length === 0) return [{ ...view, basis: "role" }];
  return named.map((unitId) => ({ ...view, basis: "own-unit", unitId }));
}
