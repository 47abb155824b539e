import { actingAs } from "#db/acting";
import { isReadableOpenShift, openShiftIdsOfCall } from "#db/sick-calls";
import type { LiveSession } from "#db/sessions";
import { staffOfUser } from "#db/staff";
import { can, type Permission } from "#models/access/permission";
import type { AuditEvent } from "#models/audit/audit-event";
import type {
  AnswerOffer,
  OwnOfferOnWire,
  SickCallCommand,
  SickCallDone,
} from "#models/realtime/sick-calls";
import { AppError } from "#models/shared/errors";
import type { OpenShiftId } from "#models/sick-calls/sick-call";
import { NOTHING_TO_FILL } from "#models/sick-calls/sick-call-words";
import type { z } from "zod";
import type { RealtimeSocket } from "../realtime/session-watch";
import { ofSocket } from "../realtime/watch-records";
import type { SickCallChannelOptions } from "./sick-call-channel";
import {
  acceptOffer,
  assignShift,
  closeShift,
  declineOffer,
  offerShift,
  withdrawOffer,
} from "./sick-call-offers";
import { asSickCallRefusal, SickCallRefused } from "./sick-call-refused";
import type { SickCallRepairs } from "./sick-call-repairs";
import { type ActingOnShifts, endSick, reportSick } from "./sick-call-report";
import type { SickCallScores } from "./sick-call-scores";
import { ownOfferToWire, readOpenShifts } from "./sick-call-wire";

type AnswerOffer = z.infer<typeof AnswerOffer>;

/** What one screen does about sick calls: authorised, recorded, stored; telling follows from what is stored. */
export function createSickCallCommands(
  socket: RealtimeSocket,
  requireSession: () => LiveSession,
  options: SickCallChannelOptions & { scores: SickCallScores; repairs: SickCallRepairs },
) {
  const { pool, people, repairs, trail, log, now } = options;

  async function require(permission: Permission): Promise<LiveSession> {
    const session = requireSession();
    if (can(session.role, permission)) return session;
    log.warn({ userId: session.userId, permission }, "refused by access rights");
    const refusal = { action: "access:refused", outcome: "refused", permission } as const;
    await trail.record({ ...ofSocket(socket, now()), ...refusal });
    throw new AppError("forbidden", "open shifts");
  }

  /** Records first: what cannot be recorded is not done. */
  async function recorded<Done>(
    record: AuditEvent & { permission: Permission },
    work: (acting: ActingOnShifts) => Promise<Done>,
  ): Promise<Done> {
    await trail.record(record);
    try {
      // Recording may take seconds, in which the right may have been taken away.
      const { userId } = await require(record.permission);
      return await work({ userId, at: now() });
    } catch (fault) {
      const cause = asSickCallRefusal(fault);
      const reason = cause instanceof SickCallRefused ? { reason: cause.conflict.reason } : {};
      const details = { ...record.details, ...reason };
      trail.note({ ...record, occurredAt: now(), outcome: "failed", details });
      throw cause;
    }
  }

  /** Answers with the open shifts that it was about. */
  async function carryOut(
    acting: ActingOnShifts,
    command: Exclude<SickCallCommand, { type: "report" }>,
  ): Promise<readonly OpenShiftId[]> {
    switch (command.type) {
      case "end":
        return endSick(options, acting, command.sickCallId);
      case "offer":
        await offerShift(options, acting, command);
        return [command.openShiftId];
      case "withdraw-offer":
        return [await withdrawOffer(options, acting, command.shiftOfferId)];
      case "assign":
        await assignShift(options, acting, command);
        return [command.openShiftId];
      case "close":
        await closeShift(options, acting, command.openShiftId);
        return [command.openShiftId];
      case "repair":
        await repairs.carryOut(acting, command);
        return openShiftIdsOfCall(pool, command.sickCallId);
    }
  }

  return {
    require,
    async act(command: SickCallCommand): Promise<SickCallDone> {
      await require("roster:repair");
      const record: AuditEvent & { permission: Permission } = {
        ...ofSocket(socket, now()),
        action: "sick-call:acted",
        permission: "roster:repair",
        basis: "role",
        details: {
          command: command.type,
          ...("openShiftId" in command && { openShiftId: command.openShiftId }),
          ...("sickCallId" in command && { sickCallId: command.sickCallId }),
          ...("personIds" in command && { people: command.personIds.length }),
        },
      };
      const { ids, ...told } = await recorded(record, async (acting) => {
        if (command.type !== "report") return { ids: await carryOut(acting, command) };
        const { sickCallId, openShiftIds: ids } = await reportSick(options, acting, command);
        return { ids, sickCallId, ...(ids.length === 0 && { says: NOTHING_TO_FILL }) };
      });
      const { userId } = requireSession();
      const theirs = await actingAs(people, userId, async (db) => {
        const readable: OpenShiftId[] = [];
        for (const id of ids) if (await isReadableOpenShift(db, id)) readable.push(id);
        return readable;
      });
      const shifts = await readOpenShifts(pool, theirs, now());
      return { openShifts: shifts.map(({ wire }) => wire), ...told };
    },
    async answerOffer({ shiftOfferId, answer }: AnswerOffer): Promise<OwnOfferOnWire> {
      const { userId } = await require("own-shifts:request");
      const person = await actingAs(people, userId, (db) => staffOfUser(db, userId));
      if (!person) throw new AppError("not-found", `offer ${shiftOfferId}`);
      const record: AuditEvent & { permission: Permission } = {
        ...ofSocket(socket, now()),
        action: "shift-offer:answered",
        permission: "own-shifts:request",
        basis: "self",
        details: { shiftOfferId, answer },
      };
      const row = await recorded(record, (acting) => {
        const own = { ...acting, personId: person.personId };
        return answer === "accept"
          ? acceptOffer(options, own, shiftOfferId)
          : declineOffer(options, own, shiftOfferId);
      });
      return ownOfferToWire(row, now());
    },
  };
}
