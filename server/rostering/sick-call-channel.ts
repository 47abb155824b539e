import type pg from "pg";
import { actingAs } from "#db/acting";
import { offersOfPerson, ownOffersOfShift } from "#db/shift-offers";
import { openShiftIdsSince } from "#db/sick-calls";
import type { LiveSession } from "#db/sessions";
import { accountsOfStaff, staffOfUser } from "#db/staff";
import { userRoom } from "#models/realtime/events";
import {
  AnswerOffer,
  CandidatesRequest,
  OpenShiftsWatch,
  RepairsRequest,
  SickCallCommand,
  type SickCallConflict,
} from "#models/realtime/sick-calls";
import { mayRepairIn } from "#models/rostering/roster-rights";
import { type AppErrorCode, AppError } from "#models/shared/errors";
import { MS_PER_DAY } from "#models/shared/time-range";
import type { OpenShiftId } from "#models/sick-calls/sick-call";
import type { ServerAuditTrail } from "../audit/keep-audit-trail";
import type { Logger } from "../logger";
import { answer, answerTelling } from "../realtime/answer";
import type { RosterChange } from "../realtime/change-listener";
import type { RealtimeServer, RealtimeSocket } from "../realtime/session-watch";
import type { RosterJudge } from "./judging/roster-judge";
import { createSickCallCommands } from "./sick-call-commands";
import { readCandidates } from "./sick-call-offers";
import { SickCallRefused } from "./sick-call-refused";
import { createSickCallRepairs } from "./sick-call-repairs";
import { createSickCallScores } from "./sick-call-scores";
import { ownOfferToWire, readOpenShifts } from "./sick-call-wire";

export interface SickCallChannelOptions {
  io: RealtimeServer;
  /** Reads every roster. */
  pool: pg.Pool;
  /** Reads and writes as the person who asks. */
  people: pg.Pool;
  judge: RosterJudge;
  /** Of the hospital. */
  timeZone: string;
  /** Whose session a screen is; undefined once it has ended. */
  current: (socket: RealtimeSocket) => LiveSession | undefined;
  trail: ServerAuditTrail;
  log: Logger;
  now: () => Date;
}

/** Joins screens to the shifts that somebody left: those who fill them, and those who are asked. */
export interface SickCallChannel {
  register(socket: RealtimeSocket, requireSession: () => LiveSession): void;
  /** An open shift or who was asked for it, by whichever process. */
  changed(openShiftId: OpenShiftId): void;
  /** What candidates are judged by. */
  rosterChanged(change: RosterChange): void;
  /** Something may have been missed. */
  recheckAll(): void;
}

/** What was open is seen for so long. */
const SHOWN_DAYS = 2;
/** What one answered is seen for so long, or until the shift begins. */
const ANSWERED_DAYS = 1;

export function createSickCallChannel(options: SickCallChannelOptions): SickCallChannel {
  const { io, pool, people, judge, timeZone, current, log, now } = options;
  const scores = createSickCallScores(pool, judge);
  const repairs = createSickCallRepairs({ pool, people, judge, timeZone, scores });
  const ports = { ...options, scores, repairs };

  async function tell(openShiftId: OpenShiftId): Promise<void> {
    const at = now();
    const [shift] = await readOpenShifts(pool, [openShiftId], at);
    if (!shift) return;
    const { unitId, leftByUnitId } = shift.row;
    for (const socket of io.sockets.sockets.values()) {
      const session = current(socket);
      if (session && [unitId, leftByUnitId].some((each) => mayRepairIn(session, each)))
        socket.emit("open-shift:changed", shift.wire);
    }
    for (const offer of await ownOffersOfShift(pool, openShiftId))
      for (const userId of await accountsOfStaff(pool, [offer.personId]))
        io.to(userRoom(userId)).emit("shift-offer:changed", ownOfferToWire(offer, at));
  }

  return {
    register(socket, requireSession) {
      const commands = createSickCallCommands(socket, requireSession, ports);
      const { require } = commands;
      socket.on(
        "open-shifts:watch",
        answer(log, OpenShiftsWatch, async () => {
          const { userId } = await require("roster:repair");
          // Whoever fills shifts will ask who could; a thread that does not start says so then.
          judge.ready().catch(() => undefined);
          const since = new Date(now().getTime() - SHOWN_DAYS * MS_PER_DAY);
          const ids = await actingAs(people, userId, (db) => openShiftIdsSince(db, since));
          return (await readOpenShifts(pool, ids, now())).map(({ wire }) => wire);
        }),
      );
      socket.on(
        "open-shift:candidates",
        answer(log, CandidatesRequest, async (request) => {
          const { userId } = await require("roster:repair");
          return readCandidates(ports, { userId, at: now() }, request);
        }),
      );
      socket.on(
        "sick-call:repairs",
        answer(log, RepairsRequest, async ({ sickCallId }) => {
          const { userId } = await require("roster:repair");
          return repairs.find({ userId, at: now() }, sickCallId);
        }),
      );
      socket.on(
        "own-offers:watch",
        answer(log, OpenShiftsWatch, async () => {
          const { userId } = await require("own-shifts:read");
          const at = now();
          const since = new Date(at.getTime() - ANSWERED_DAYS * MS_PER_DAY);
          const offers = await actingAs(people, userId, async (db) => {
            const person = await staffOfUser(db, userId);
            return person ? offersOfPerson(db, person.personId, { at, since }) : [];
          });
          return offers.map((offer) => ownOfferToWire(offer, at));
        }),
      );
      socket.on("sick-call:act", answerTelling(log, SickCallCommand, commands.act, refusalOf));
      socket.on(
        "shift-offer:answer",
        answerTelling(log, AnswerOffer, commands.answerOffer, refusalOf),
      );
    },
    changed(openShiftId) {
      tell(openShiftId).catch((cause: unknown) => {
        // Screens ask for the whole when the connection comes back.
        log.warn({ cause, openShiftId }, "a change of an open shift could not be told");
      });
    },
    rosterChanged({ of }) {
      if (of === "staff" || of === "demand") scores.forget();
    },
    recheckAll: () => scores.forget(),
  };
}

type Refusal = { code: AppErrorCode; message?: string; conflict?: SickCallConflict };

/** Why it was not done though it may be. */
function refusalOf(cause: unknown): Refusal | undefined {
  if (cause instanceof SickCallRefused) {
    const { code, conflict } = cause;
    return { code, message: conflict.says, conflict };
  }
  return cause instanceof AppError ? { code: cause.code } : undefined;
}
