import { z } from "zod";
import { LeaveId, type NoticeId, SwapId } from "../rostering/own-shift-ids";
import { RosterId } from "../rostering/roster-ids";
import { UnitId } from "../shared/ids";

/** How long somebody finds what they were told, read or not. */
export const NOTICE_DAYS = 90;

const OfRoster = { rosterId: RosterId };
const OfShift = { ...OfRoster, on: z.iso.date(), unitId: UnitId.nullable() };
const OfSwap = { swapId: SwapId, on: z.iso.date() };
const OfLeave = { leaveId: LeaveId, fromOn: z.iso.date(), toOn: z.iso.date() };

/** What somebody is told about their own work: ids and dates, so that it says nothing to anybody else. */
export const NoticeSubject = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("roster-published"), ...OfRoster, startsOn: z.iso.date() }),
  /** `on`: the first of them. */
  z.strictObject({
    kind: z.literal("shifts-changed"),
    ...OfRoster,
    on: z.iso.date(),
    count: z.number().int().min(1),
  }),
  z.strictObject({ kind: z.literal("swap-offered"), ...OfSwap }),
  z.strictObject({ kind: z.literal("swap-accepted"), ...OfSwap, waits: z.boolean() }),
  z.strictObject({ kind: z.literal("swap-done"), ...OfSwap }),
  z.strictObject({ kind: z.literal("swap-declined"), ...OfSwap }),
  z.strictObject({ kind: z.literal("swap-withdrawn"), ...OfSwap }),
  z.strictObject({ kind: z.literal("leave-approved"), ...OfLeave }),
  z.strictObject({ kind: z.literal("leave-declined"), ...OfLeave }),
  z.strictObject({ kind: z.literal("self-rostering-opened"), ...OfRoster, startsOn: z.iso.date() }),
  /** Somebody else cannot work: who is asked may take the shift. */
  z.strictObject({ kind: z.literal("shift-offered"), offerId: z.uuid(), ...OfShift }),
  z.strictObject({ kind: z.literal("shift-offer-closed"), offerId: z.uuid(), ...OfShift }),
]);
export type NoticeSubject = z.infer<typeof NoticeSubject>;
export type NoticeKind = NoticeSubject["kind"];

export interface Notice {
  noticeId: NoticeId;
  subject: NoticeSubject;
  at: Date;
  readAt: Date | null;
}
