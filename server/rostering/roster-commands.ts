import type pg from "pg";
import { databaseFault } from "#db/database-fault";
import type { LiveSession } from "#db/sessions";
import { can } from "#models/access/permission";
import type { AuditEvent } from "#models/audit/audit-event";
import { type RosterActAnswer, type RosterActDone, RosterCommand } from "#models/realtime/roster";
import type { RosterId } from "#models/rostering/roster-ids";
import { AppError } from "#models/shared/errors";
import { err, ok } from "#models/shared/result";
import type { ServerAuditTrail } from "../audit/keep-audit-trail";
import type { Logger } from "../logger";
import type { RealtimeSocket } from "../realtime/session-watch";
import { ofSocket } from "../realtime/watch-records";
import { carryOutOnRoster } from "./carry-out-roster";
import type { RosterJudge } from "./judging/roster-judge";
import { permissionOf } from "./roster-authority";
import { RosterRefused } from "./roster-refused";

export interface RosterCommandPorts {
  /** Writes what a person does, as that person. */
  people: pg.Pool;
  judge: RosterJudge;
  timeZone: string;
  /** Whether the solver works on it: what it proposes is not taken from under it. */
  isSolving: (rosterId: RosterId) => boolean;
  /** Stored: told to everybody who watches, and what follows from it is done. */
  stored: (command: RosterCommand, rosterId: RosterId) => void;
  trail: ServerAuditTrail;
  log: Logger;
  now: () => Date;
}

/** What one screen does to rosters: read, authorised, recorded, stored, told to everybody, answered. */
export function createRosterCommands(
  socket: RealtimeSocket,
  requireSession: () => LiveSession,
  ports: RosterCommandPorts,
): (request: unknown, reply: (answer: RosterActAnswer) => void) => Promise<void> {
  const { people, judge, timeZone, isSolving, stored, trail, log, now } = ports;

  async function requireRight(command: RosterCommand): Promise<LiveSession> {
    const session = requireSession();
    const permission = permissionOf(command);
    if (can(session.role, permission)) return session;
    log.warn({ userId: session.userId, permission }, "refused by access rights");
    const refusal = { action: "access:refused", outcome: "refused", permission } as const;
    await trail.record({ ...ofSocket(socket, now()), ...refusal });
    throw new AppError("forbidden", "rosters");
  }

  async function act(command: RosterCommand): Promise<RosterActDone> {
    await requireRight(command);
    if (command.type === "take-proposal" && isSolving(command.rosterId))
      throw new RosterRefused(command.rosterId, { reason: "already-solving" });
    const record = auditOf(command, socket, now());
    // First: what cannot be recorded is not done.
    await trail.record(record);
    try {
      // Recording may take seconds, in which the right may have been taken away.
      const { userId } = await requireRight(command);
      const doing = { userId, command, at: now(), timeZone };
      const { overridden, ...done } = await carryOutOnRoster({ people, judge }, doing);
      if (overridden > 0)
        trail.note({
          ...record,
          occurredAt: now(),
          details: { ...record.details, brokenRules: overridden },
        });
      stored(command, done.rosterId);
      return done;
    } catch (cause) {
      const reason = cause instanceof RosterRefused ? { reason: cause.conflict.reason } : {};
      const details = { ...record.details, ...reason };
      trail.note({ ...record, occurredAt: now(), outcome: "failed", details });
      throw isForbidden(cause) ? new AppError("forbidden", command.type, { cause }) : cause;
    }
  }

  async function answerTo(command: RosterCommand): Promise<RosterActAnswer> {
    try {
      return ok(await act(command));
    } catch (cause) {
      if (!(cause instanceof RosterRefused)) throw cause;
      const { conflict } = cause;
      return err({ code: cause.code, message: conflict.says, conflict });
    }
  }

  return async (request, reply) => {
    if (typeof reply !== "function") return; // the types cannot stop a client that sends no callback

    const parsed = RosterCommand.safeParse(request);
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

function auditOf(command: RosterCommand, socket: RealtimeSocket, at: Date): AuditEvent {
  return {
    ...ofSocket(socket, at),
    action: "roster:acted",
    permission: permissionOf(command),
    basis: "role",
    details: {
      command: command.type,
      ...("rosterId" in command && { rosterId: command.rosterId }),
      ...("cells" in command && { cells: command.cells.length }),
      ...(command.type === "publish" && { isOverride: command.override !== undefined }),
    },
  };
}

/** The database's own refusal: rights that were taken away between our look and its. */
const INSUFFICIENT_PRIVILEGE = "42501";
const isForbidden = (cause: unknown): boolean =>
  databaseFault(cause)?.code === INSUFFICIENT_PRIVILEGE;
