import { actingAs } from "#db/acting";
import { ownCells } from "#db/own-shifts";
import type { LiveSession } from "#db/sessions";
import { type StaffMember, staffOfUser } from "#db/staff";
import { can, type Permission } from "#models/access/permission";
import type { AuditEvent } from "#models/audit/audit-event";
import {
  type MyShifts,
  MyShiftsCommand,
  type MyShiftsCommandType,
  type MyShiftsDone,
  type PlaceHindrance,
  PlaceHindrancesRequest,
  type SwapEffect,
  SwapEffectRequest,
  type SwapOptions,
  SwapOptionsRequest,
} from "#models/realtime/my-shifts";
import { AppError } from "#models/shared/errors";
import { answer } from "../realtime/answer";
import type { RealtimeSocket } from "../realtime/session-watch";
import { ofSocket } from "../realtime/watch-records";
import { answerRefusals } from "./answer-refusals";
import { carryOutOwn } from "./carry-out-own";
import type { MyShiftsChannelOptions } from "./my-shifts-channel";
import { OwnRefused } from "./own-refused";
import { placeHindrances } from "./place-hindrances";
import { readMyShifts } from "./read-my-shifts";
import { swapEffect } from "./swap-effect";
import { swapOptions } from "./swap-options";

/** That somebody has looked is nobody's business. */
const UNRECORDED: ReadonlySet<MyShiftsCommandType> = new Set(["look", "read-notices"]);

/** What one screen asks of its person's own work, and does about it: nobody names anybody but themselves. */
export function createOwnCommands(
  socket: RealtimeSocket,
  requireSession: () => LiveSession,
  options: MyShiftsChannelOptions,
) {
  const { pool, people, judge, timeZone, trail, log, now } = options;

  async function require(permission: Permission): Promise<LiveSession> {
    const session = requireSession();
    if (can(session.role, permission)) return session;
    log.warn({ userId: session.userId, permission }, "refused by access rights");
    const refusal = { action: "access:refused", outcome: "refused", permission } as const;
    await trail.record({ ...ofSocket(socket, now()), ...refusal });
    throw new AppError("forbidden", "own shifts");
  }

  async function requirePerson({ userId }: LiveSession): Promise<StaffMember> {
    const person = await actingAs(people, userId, (db) => staffOfUser(db, userId));
    if (!person) throw new OwnRefused("no-person");
    return person;
  }

  const read = (session: LiveSession): Promise<MyShifts> =>
    readMyShifts({ people, pool, timeZone }, session, now());

  async function optionsFor({ rosterId, day }: SwapOptionsRequest): Promise<SwapOptions> {
    const session = await require("own-shifts:request");
    const { personId } = await requirePerson(session);
    const cells = await actingAs(people, session.userId, (db) =>
      ownCells(db, personId, [rosterId]),
    );
    const gives = cells.find((cell) => cell.day === day);
    if (!gives) throw new AppError("not-found", `no own shift on day ${day} of ${rosterId}`);
    return swapOptions({ pool, judge }, { rosterId, giver: personId, gives, at: now() });
  }

  async function effectOf({ swapId }: SwapEffectRequest): Promise<SwapEffect> {
    const session = await require("own-shifts:request");
    const { personId } = await requirePerson(session);
    return swapEffect({ pool, judge }, { swapId, taker: personId });
  }

  async function hindrancesIn({ rosterId }: PlaceHindrancesRequest): Promise<PlaceHindrance[]> {
    const session = await require("own-shifts:request");
    const person = await requirePerson(session);
    return placeHindrances({ pool, judge }, { rosterId, person, at: now() });
  }

  async function act(command: MyShiftsCommand): Promise<MyShiftsDone> {
    const session = await require("own-shifts:request");
    const { personId } = await requirePerson(session);
    const record = auditOf(command, socket, now());
    const isRecorded = !UNRECORDED.has(command.type);
    // First: what cannot be recorded is not done.
    if (isRecorded) await trail.record(record);
    try {
      // Recording may take seconds, in which the right may have been taken away.
      const { userId } = await require("own-shifts:request");
      const person = await requirePerson(session);
      const ports = { people, pool, judge, timeZone };
      const outcome = await carryOutOwn(ports, { userId, personId, person, at: now() }, command);
      return { mine: await read(session), ...outcome };
    } catch (cause) {
      const reason = cause instanceof OwnRefused ? { reason: cause.reason } : {};
      const details = { ...record.details, ...reason };
      if (isRecorded) trail.note({ ...record, occurredAt: now(), outcome: "failed", details });
      throw cause;
    }
  }

  return {
    watch: async (): Promise<MyShifts> => read(await require("own-shifts:read")),
    swapOptions: answer(log, SwapOptionsRequest, optionsFor),
    swapEffect: answer(log, SwapEffectRequest, effectOf),
    placeHindrances: answer(log, PlaceHindrancesRequest, hindrancesIn),
    act: answerRefusals<MyShiftsCommand, MyShiftsDone>(log, MyShiftsCommand, act),
  };
}

function auditOf(command: MyShiftsCommand, socket: RealtimeSocket, at: Date): AuditEvent {
  return {
    ...ofSocket(socket, at),
    action: ACTIONS[command.type] ?? "own-shifts:acted",
    permission: "own-shifts:request",
    basis: "self",
    details: {
      command: command.type,
      ...("swapId" in command && { swapId: command.swapId }),
      ...("leaveId" in command && { leaveId: command.leaveId }),
      ...("rosterId" in command && { rosterId: command.rosterId }),
    },
  };
}

const ACTIONS: Partial<Record<MyShiftsCommandType, AuditEvent["action"]>> = {
  "renew-feed": "calendar-feed:issued",
  "revoke-feed": "calendar-feed:revoked",
};
