import type { LiveSession } from "#db/sessions";
import { findNotice } from "#db/notices";
import { holderOfLeave } from "#db/leave-applications";
import { usersOfPeople } from "#db/own-shifts";
import { peopleOfRoster } from "#db/self-rostering";
import { concernedBySwap } from "#db/shift-swaps";
import { can } from "#models/access/permission";
import { userRoom } from "#models/realtime/events";
import { approvalsRoom, MyShiftsWatch, noticeToWire } from "#models/realtime/my-shifts";
import type { OwnShiftNews } from "#models/realtime/own-shift-news";
import type { NoticeId } from "#models/rostering/own-shift-ids";
import type { RosterId } from "#models/rostering/roster-ids";
import { mayRepairIn } from "#models/rostering/roster-rights";
import type { UnitId, UserId } from "#models/shared/ids";
import type { ServerAuditTrail } from "../audit/keep-audit-trail";
import type { Logger } from "../logger";
import { answer } from "../realtime/answer";
import type { RealtimeServer, RealtimeSocket } from "../realtime/session-watch";
import { createApprovalCommands } from "./approval-commands";
import type { RosterJudge } from "../rostering/judging/roster-judge";
import { createOwnCommands } from "./own-commands";
import type { MyShiftsReads } from "./read-my-shifts";

/** What the nurse's pages need of the rest of the server. */
export type MyShiftsParts = MyShiftsReads;

export interface MyShiftsChannelOptions extends MyShiftsParts {
  io: RealtimeServer;
  judge: RosterJudge;
  trail: ServerAuditTrail;
  log: Logger;
  now: () => Date;
}

/** Joins people's screens to their own work, and approvers' to what waits for them. */
export interface MyShiftsChannel {
  register(socket: RealtimeSocket, requireSession: () => LiveSession): void;
  /** Somebody is told something, whoever stored it. */
  noticeArrived(noticeId: NoticeId): void;
  /** A swap, a leave, or who has placed themselves. */
  changed(news: OwnShiftNews): void;
  /** What may be decided no more is no longer told. */
  rightsRead(sockets: ReadonlySet<RealtimeSocket>, session: LiveSession): void;
}

export function createMyShiftsChannel(options: MyShiftsChannelOptions): MyShiftsChannel {
  const { io, pool, log } = options;

  const tell = (work: () => Promise<void>): void => {
    work().catch((cause: unknown) => {
      // The pages read the database, and are drawn again when the connection comes back.
      log.warn({ cause }, "a change of somebody's own work could not be told");
    });
  };

  function tellPeople(userIds: readonly UserId[], rosterId: RosterId | null): void {
    if (userIds.length > 0) io.to(userIds.map(userRoom)).emit("my-shifts:changed", { rosterId });
  }
  function tellApprovers(unitIds: readonly UnitId[]): void {
    if (unitIds.length > 0) io.to(unitIds.map(approvalsRoom)).emit("roster-approvals:changed", {});
  }

  async function tellOf(news: OwnShiftNews): Promise<void> {
    switch (news.kind) {
      case "swap": {
        const concerned = await concernedBySwap(pool, news.swapId);
        if (!concerned) return;
        tellPeople(concerned.userIds, concerned.rosterId);
        return tellApprovers(concerned.unitIds);
      }
      case "leave": {
        const holder = await holderOfLeave(pool, news.leaveId);
        if (!holder) return;
        if (holder.userId) tellPeople([holder.userId], null);
        return tellApprovers([holder.unitId]);
      }
      case "window":
        return tellPeople(
          await usersOfPeople(pool, await peopleOfRoster(pool, news.rosterId)),
          news.rosterId,
        );
    }
  }

  return {
    register(socket, requireSession) {
      const own = createOwnCommands(socket, requireSession, options);
      socket.on("my-shifts:watch", answer(log, MyShiftsWatch, own.watch));
      socket.on("my-shifts:swap-options", own.swapOptions);
      socket.on("my-shifts:swap-effect", own.swapEffect);
      socket.on("my-shifts:place-hindrances", own.placeHindrances);
      socket.on("my-shifts:act", own.act);
      const approvals = createApprovalCommands(socket, requireSession, options);
      socket.on("roster-approvals:watch", answer(log, MyShiftsWatch, approvals.watch));
      socket.on("roster-approvals:act", approvals.act);
    },
    noticeArrived: (noticeId) =>
      tell(async () => {
        const notice = await findNotice(pool, noticeId);
        if (notice) io.to(userRoom(notice.userId)).emit("notice:arrived", noticeToWire(notice));
      }),
    changed: (news) => tell(() => tellOf(news)),
    rightsRead(sockets, session) {
      for (const socket of sockets)
        for (const room of socket.rooms) {
          const unitId = unitOfApprovals(room);
          if (!unitId) continue;
          if (!can(session.role, "roster:repair") || !mayRepairIn(session, unitId))
            void socket.leave(room);
        }
    },
  };
}

const PREFIX = approvalsRoom("" as UnitId);
const unitOfApprovals = (room: string): UnitId | undefined =>
  room.startsWith(PREFIX) ? (room.slice(PREFIX.length) as UnitId) : undefined;
