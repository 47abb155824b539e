import type pg from "pg";
import { settleBeds } from "#db/bed-findings";
import { lockBedMoves } from "#db/bed-statuses";
import { databaseFault } from "#db/database-fault";
import type { LiveSession } from "#db/sessions";
import { inTransaction } from "#db/transaction";
import { can } from "#models/access/permission";
import type { AuditEvent } from "#models/audit/audit-event";
import {
  type BedActAnswer,
  type BedActDone,
  BedCommand,
  type BedConflict,
} from "#models/realtime/bed-board";
import { AppError } from "#models/shared/errors";
import type { EncounterId, UnitId } from "#models/shared/ids";
import { err, ok } from "#models/shared/result";
import type { ServerAuditTrail } from "../audit/keep-audit-trail";
import type { LiveSystem } from "../live/live-system";
import type { Logger } from "../logger";
import type { RealtimeSocket } from "../realtime/session-watch";
import { ofSocket } from "../realtime/watch-records";
import { bedPermission, boardViewOf, mayActIn, unitsActedIn } from "./bed-authority";
import type { BedBoardState } from "./bed-board-state";
import { BedRefused } from "./bed-refused";
import { bedsOf, carryOut } from "./carry-out";

export interface BedCommandPorts {
  board: BedBoardState;
  /** Settles what the person could not see. */
  pool: pg.Pool;
  /** Writes what a person does, as that person. */
  people: pg.Pool;
  live: Pick<LiveSystem, "encountersMoved">;
  trail: ServerAuditTrail;
  log: Logger;
  now: () => Date;
}

/** What one screen does to beds: read, authorised, recorded, stored, told to everybody, answered. */
export function createBedCommands(
  socket: RealtimeSocket,
  requireSession: () => LiveSession,
  ports: BedCommandPorts,
): (request: unknown, reply: (answer: BedActAnswer) => void) => Promise<void> {
  const { board, pool, people, live, trail, log, now } = ports;

  async function refuse(session: LiveSession, unitId?: UnitId): Promise<never> {
    const { permission } = bedPermission(session);
    log.warn({ userId: session.userId, unitId, permission }, "refused by access rights");
    const refusal = { action: "access:refused", outcome: "refused", permission } as const;
    await trail.record({ ...ofSocket(socket, now()), ...refusal, unitId });
    throw new AppError("forbidden", unitId ? `unit ${unitId}` : "beds");
  }

  /** Whoever may do nothing to beds does not learn either which there are. */
  async function requireSomeBeds(): Promise<void> {
    const session = requireSession();
    if (!can(session.role, bedPermission(session).permission)) await refuse(session);
  }

  async function requireUnits(unitIds: readonly UnitId[]): Promise<LiveSession> {
    const session = requireSession();
    const refused = unitIds.find((unitId) => !mayActIn(session, unitId));
    return refused ? refuse(session, refused) : session;
  }

  async function act(command: BedCommand): Promise<BedActDone> {
    await requireSomeBeds();
    const unitIds = unitsActedIn(board, command);
    const session = await requireUnits(unitIds);
    const record = auditOf(command, { socket, session, unitIds, at: now() });
    // First: what cannot be recorded is not done.
    await trail.record(record);
    try {
      // Recording may take seconds, in which the unit may have been taken away.
      const { userId } = await requireUnits(unitIds);
      const left = leftUnits(board, command);
      const moved = await carryOut(people, { userId, command, at: now() });
      await follow(moved, userId, [...unitIds, ...left]);
    } catch (cause) {
      const reason = cause instanceof BedRefused ? { reason: cause.facts.reason } : {};
      const details = { ...record.details, ...reason };
      trail.note({ ...record, occurredAt: now(), outcome: "failed", details });
      if (cause instanceof BedRefused) await tell(unitIds);
      throw isForbidden(cause) ? new AppError("forbidden", command.type, { cause }) : cause;
    }
    return { beds: seenBeds(command) };
  }

  /**
   * Stored is stored: what goes wrong from here on is caught up with when the database is heard again, at the
   * latest at the next start.
   */
  async function follow(
    moved: readonly EncounterId[],
    userId: LiveSession["userId"],
    unitIds: readonly UnitId[],
  ): Promise<void> {
    try {
      if (moved.length > 0) {
        await inTransaction(pool, async (client) => {
          await lockBedMoves(client);
          await settleBeds(client, moved, now(), userId);
        });
        await live.encountersMoved(moved);
      }
    } catch (cause) {
      log.warn({ cause }, "beds could not be settled; they are when the database is heard again");
    }
    await tell(unitIds);
  }

  async function tell(unitIds: readonly UnitId[]): Promise<void> {
    await board.refresh([...new Set(unitIds)]).catch(() => board.changed(unitIds));
  }

  const seenBeds = (command: BedCommand) =>
    board.beds(
      bedsOf(command).map(({ bedId }) => bedId),
      (unitId) => boardViewOf(requireSession(), unitId),
    );

  async function answerTo(command: BedCommand): Promise<BedActAnswer> {
    try {
      return ok(await act(command));
    } catch (cause) {
      if (!(cause instanceof BedRefused)) throw cause;
      const conflict: BedConflict = { ...cause.facts, beds: seenBeds(command) };
      return err({ code: cause.code, message: conflict.says, conflict });
    }
  }

  return async (request, reply) => {
    if (typeof reply !== "function") return; // the types cannot stop a client that sends no callback

    const parsed = BedCommand.safeParse(request);
    if (!parsed.success) return reply(err({ code: "invalid-input" }));
    try {
      reply(await answerTo(parsed.data));
    } catch (cause) {
      if (cause instanceof AppError) return reply(err({ code: cause.code }));
      log.error({ cause }, "socket request failed");
      reply(err({ code: "unavailable" }));
    }
  };
}

/** Where a patient comes from who is moved: a bed is left there. */
function leftUnits(board: BedBoardState, command: BedCommand): UnitId[] {
  if (command.type !== "assign" && command.type !== "reserve") return [];
  const encounterId =
    command.type === "assign"
      ? command.encounterId
      : "encounterId" in command.for && command.for.encounterId;
  const unitId = encounterId ? board.unitOfEncounter(encounterId) : undefined;
  return unitId ? [unitId] : [];
}

function auditOf(
  command: BedCommand,
  {
    socket,
    session,
    unitIds,
    at,
  }: { socket: RealtimeSocket; session: LiveSession; unitIds: readonly UnitId[]; at: Date },
): AuditEvent {
  const [bed, other] = bedsOf(command);
  return {
    ...ofSocket(socket, at),
    action: "bed:acted",
    ...bedPermission(session),
    unitId: unitIds[0],
    encounterId: "encounterId" in command ? command.encounterId : undefined,
    details: {
      command: command.type,
      ...(bed && { bedId: bed.bedId }),
      ...(other && { otherBedId: other.bedId }),
    },
  };
}

/** The database's own refusal: rights that were taken away between our look and its. */
const INSUFFICIENT_PRIVILEGE = "42501";
const isForbidden = (cause: unknown): boolean =>
  databaseFault(cause)?.code === INSUFFICIENT_PRIVILEGE;
