import { z } from "zod";
import type { Notice, NoticeSubject } from "../notices/notice";
import { type LeaveBalance, type LeaveKind, type LeaveState, LeaveTerms } from "../rostering/leave";
import { LeaveId, NoticeId, SwapId } from "../rostering/own-shift-ids";
import { Assignment } from "../rostering/roster";
import { PersonId, RosterId, type ShiftId, ShiftRequestId } from "../rostering/roster-ids";
import type { RosterShift } from "../rostering/roster-problem";
import { SelfRosteringMode } from "../rostering/self-rostering";
import type { SwapState } from "../rostering/swap";
import { UnitPolicy } from "../rostering/unit-policy";
import { type WishPoints, WishTerms } from "../rostering/wish";
import type { AppErrorCode } from "../shared/errors";
import { UnitId } from "../shared/ids";
import type { Result } from "../shared/result";

// One's own shifts on the wire. Instants are epoch milliseconds, days are counted from the roster's first, from
// 0. Everything is one's own: no command says who one is.

/** A shift as it is called everywhere on these pages. */
export interface NamedShift {
  rosterId: RosterId;
  day: number;
  /** `2026-11-30`: the date on which it begins. */
  on: string;
  assignment: Assignment;
  name: string;
  code: string;
  unitCode: string;
  unitName: string;
  isNight: boolean;
  startsAt: number;
  endsAt: number;
}

export interface OwnShift extends NamedShift {
  paidMinutes: number;
  /** Names of those who work the same shift in the same unit. */
  with: readonly string[];
  /** It was put here or changed since one last looked. */
  isNew: boolean;
  /** An offer of it that is open, or waits to be approved. */
  offer: SwapId | null;
}

/** A change of one's own shifts since one last looked; null: free. */
export interface OwnChange {
  on: string;
  before: string | null;
  after: string | null;
  at: number;
}

/** Of one roster that is published, against the contract. */
export interface OwnHours {
  rosterId: RosterId;
  fromOn: string;
  toOn: string;
  workedMinutes: number;
  plannedMinutes: number;
  leaveMinutes: number;
  contractMinutes: number;
}

export interface OwnWish {
  wishId: ShiftRequestId;
  on: string;
  wants: "work" | "off";
  shiftId: ShiftId | null;
  points: WishPoints;
}

/** A shift of the draft that one may put oneself into, or has. */
export interface PlaceOnWire {
  day: number;
  on: string;
  assignment: Assignment;
  unitCode: string;
  target: number;
  placed: number;
  isMine: boolean;
}

/** By the hospital's clocks, such as `19:00` to `07:00`. */
export type DraftShift = Pick<RosterShift, "shiftId" | "code" | "name" | "isNight" | "from" | "to">;

/** A draft roster as far as its people have a say in it. */
export interface OwnDraft {
  rosterId: RosterId;
  name: string;
  startsOn: string;
  days: number;
  shifts: readonly DraftShift[];
  budget: number;
  spent: number;
  wishes: readonly OwnWish[];
  window: {
    opensAt: number;
    closesAt: number;
    mode: SelfRosteringMode;
    phase: "before" | "open" | "closed";
    places: readonly PlaceOnWire[];
  } | null;
}

export interface OwnLeave {
  leaveId: LeaveId;
  kind: LeaveKind;
  fromOn: string;
  toOn: string;
  state: LeaveState;
  reason: string | null;
}

/** A swap as one of those whom it concerns sees it. */
export interface OwnSwap {
  swapId: SwapId;
  /** `giver`: one's own offer; `asked`: somebody else's, open to oneself; `taker`: one has taken it. */
  role: "giver" | "asked" | "taker";
  state: SwapState;
  gives: NamedShift;
  giver: string;
  /** What the giver would work instead. */
  wants: NamedShift | null;
  /** The one person it is for, or who took it. */
  other: string | null;
  expiresAt: number;
  reason: string | null;
}

export interface NoticeOnWire {
  noticeId: NoticeId;
  subject: NoticeSubject;
  at: number;
  isRead: boolean;
}

export const noticeToWire = ({ noticeId, subject, at, readAt }: Notice): NoticeOnWire => ({
  ...{ noticeId, subject, at: at.getTime(), isRead: readAt !== null },
});

/** Everything of one's own work. Read again whenever something of it changed. */
export interface MyShifts {
  sentAt: number;
  /** Null: the account is nobody on rosters. */
  person: { name: string; unitName: string; contractMinutesPerWeek: number } | null;
  shifts: readonly OwnShift[];
  changes: readonly OwnChange[];
  hours: readonly OwnHours[];
  drafts: readonly OwnDraft[];
  leaves: readonly OwnLeave[];
  balances: readonly LeaveBalance[];
  swaps: readonly OwnSwap[];
  /** Whether a swap that breaks no rule, between people who can do the same, needs nobody else. */
  swapsAtOnce: boolean;
  notices: readonly NoticeOnWire[];
  feed: { madeAt: number; lastReadAt: number | null } | null;
}

/** With whom a shift could be swapped without breaking a rule. */
export interface SwapOptions {
  /** Who could take it, by name. */
  takers: readonly { personId: PersonId; name: string }[];
  /** What could be had for it. */
  exchanges: readonly { personId: PersonId; name: string; shifts: readonly NamedShift[] }[];
  /** Names of those who could take it too, and whom nobody can ask here: they have no account. */
  withoutAccount: readonly string[];
}

/** What a swap that one is offered would do, as the roster is now. */
export interface SwapEffect {
  /** Of one's own paid minutes: more or fewer. */
  paidMinutes: number;
  /** Hours off before and after the shift that one would take; null: none is known on that side. */
  restHoursBefore: number | null;
  restHoursAfter: number | null;
  /** Somebody approves it first; until then it can be taken back. */
  waits: boolean;
  /** Why it cannot be taken any more, for the person; null: it can. */
  hindrance: string | null;
}

/** A place that one may not take by one's own rules, and why. */
export interface PlaceHindrance {
  day: number;
  assignment: Assignment;
  says: string;
}

const Day = z.number().int().min(0).max(365);

export const SwapOptionsRequest = z.strictObject({ rosterId: RosterId, day: Day });
export type SwapOptionsRequest = z.infer<typeof SwapOptionsRequest>;

export const SwapEffectRequest = z.strictObject({ swapId: SwapId });
export type SwapEffectRequest = z.infer<typeof SwapEffectRequest>;

export const PlaceHindrancesRequest = z.strictObject({ rosterId: RosterId });
export type PlaceHindrancesRequest = z.infer<typeof PlaceHindrancesRequest>;

/** What a person does about their own work. */
export const MyShiftsCommand = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("wish"), rosterId: RosterId, wish: WishTerms }),
  z.strictObject({ type: z.literal("withdraw-wish"), wishId: ShiftRequestId }),
  z.strictObject({ type: z.literal("apply-for-leave"), leave: LeaveTerms }),
  z.strictObject({ type: z.literal("withdraw-leave"), leaveId: LeaveId }),
  z.strictObject({
    type: z.literal("take-place"),
    rosterId: RosterId,
    day: Day,
    assignment: Assignment,
  }),
  z.strictObject({ type: z.literal("leave-place"), rosterId: RosterId, day: Day }),
  z.strictObject({
    type: z.literal("offer-swap"),
    rosterId: RosterId,
    day: Day,
    /** As the screen showed it. */
    assignment: Assignment,
    /** Null: whoever may. */
    to: PersonId.nullable(),
    /** Of the one it is offered to. */
    wants: z.strictObject({ day: Day, assignment: Assignment }).nullable(),
  }),
  z.strictObject({ type: z.literal("accept-swap"), swapId: SwapId }),
  z.strictObject({ type: z.literal("decline-swap"), swapId: SwapId }),
  z.strictObject({ type: z.literal("withdraw-swap"), swapId: SwapId }),
  /** A new link for a calendar program; the one before leads nowhere from then on. */
  z.strictObject({ type: z.literal("renew-feed") }),
  z.strictObject({ type: z.literal("revoke-feed") }),
  /** What was changed up to that instant has been seen. */
  z.strictObject({ type: z.literal("look"), at: z.number().int().min(0) }),
  z.strictObject({ type: z.literal("read-notices"), noticeIds: z.array(NoticeId).max(200) }),
]);
export type MyShiftsCommand = z.infer<typeof MyShiftsCommand>;
export type MyShiftsCommandType = MyShiftsCommand["type"];

export interface MyShiftsDone {
  mine: MyShifts;
  /** Of `renew-feed`: the link's secret, shown this once. */
  feedSecret?: string;
  /** Of `accept-swap`: somebody has to approve it yet. */
  waits?: boolean;
}

/** What may be asked and cannot be done as things are; `says` is for the person. */
export interface Refused {
  code: AppErrorCode;
  says?: string;
}

export type MyShiftsAnswer = Result<MyShiftsDone, Refused>;

export const MyShiftsWatch = z.strictObject({});

/** A leave that waits, with what it would do to the unit. */
export interface WaitingLeaveOnWire {
  leaveId: LeaveId;
  name: string;
  unitName: string;
  kind: LeaveKind;
  fromOn: string;
  toOn: string;
  appliedAt: number;
  /** Of the year in which it begins, before it is decided; null: the kind takes nothing. */
  balance: LeaveBalance | null;
  /** Days on which there is something to know. */
  conflicts: readonly { on: string; away: number; isOverMost: boolean; shiftCode: string | null }[];
}

/** A swap that waits, judged as the rosters are now. */
export interface WaitingSwapOnWire {
  swapId: SwapId;
  giver: string;
  taker: string;
  gives: NamedShift;
  wants: NamedShift | null;
  expiresAt: number;
  /** What hinders it by now, in words; none: it can be approved. */
  hindrances: readonly string[];
  /** One of the two is the person who looks: somebody else has to decide. */
  isOwn: boolean;
}

export interface DraftWindowOnWire {
  rosterId: RosterId;
  name: string;
  startsOn: string;
  days: number;
  unitNames: readonly string[];
  window: SetWindowOnWire | null;
  placed: number;
}

export interface SetWindowOnWire {
  opensAt: number;
  closesAt: number;
  mode: SelfRosteringMode;
  setAt: number;
  setBy: string | null;
}

export interface UnitPolicyOnWire {
  unitId: UnitId;
  unitName: string;
  version: number;
  policy: UnitPolicy;
}

/** All that waits for somebody who approves. */
export interface Approvals {
  sentAt: number;
  swaps: readonly WaitingSwapOnWire[];
  leaves: readonly WaitingLeaveOnWire[];
  /** Of who plans; of others none. */
  windows: readonly DraftWindowOnWire[];
  policies: readonly UnitPolicyOnWire[];
  mayPlan: boolean;
}

const Reason = z.string().trim().min(3, "Say why, in a few words.").max(300);

export const ApprovalCommand = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("approve-swap"), swapId: SwapId }),
  z.strictObject({ type: z.literal("decline-swap"), swapId: SwapId, reason: Reason }),
  z.strictObject({ type: z.literal("approve-leave"), leaveId: LeaveId }),
  z.strictObject({ type: z.literal("decline-leave"), leaveId: LeaveId, reason: Reason }),
  z.strictObject({
    type: z.literal("set-window"),
    rosterId: RosterId,
    opensAt: z.number().int(),
    closesAt: z.number().int(),
    mode: SelfRosteringMode,
    /** When the window was set that the screen showed; null: it showed none. */
    seenAt: z.number().int().nullable(),
  }),
  z.strictObject({
    type: z.literal("set-policy"),
    unitId: UnitId,
    version: z.number().int().min(0),
    policy: UnitPolicy,
  }),
]);
export type ApprovalCommand = z.infer<typeof ApprovalCommand>;
export type ApprovalCommandType = ApprovalCommand["type"];

export type ApprovalAnswer = Result<Approvals, Refused>;

type Reply<T> = (answer: Result<T, { code: AppErrorCode; message?: string }>) => void;

export interface MyShiftsRequests {
  /** Answers with all of one's own work; `my-shifts:changed` says when to ask again. */
  "my-shifts:watch": (request: Record<string, never>, reply: Reply<MyShifts>) => void;
  /** Whom a shift may be offered to, and what may be had for it: legal swaps alone. */
  "my-shifts:swap-options": (request: SwapOptionsRequest, reply: Reply<SwapOptions>) => void;
  /** What would change for oneself, before one takes what is offered. */
  "my-shifts:swap-effect": (request: SwapEffectRequest, reply: Reply<SwapEffect>) => void;
  /** Of an open window: the places that one may not take, apart from those that are full. */
  "my-shifts:place-hindrances": (
    request: PlaceHindrancesRequest,
    reply: Reply<readonly PlaceHindrance[]>,
  ) => void;
  /** Of two who take the same shift the first has it. */
  "my-shifts:act": (command: MyShiftsCommand, reply: (answer: MyShiftsAnswer) => void) => void;
  "roster-approvals:watch": (request: Record<string, never>, reply: Reply<Approvals>) => void;
  "roster-approvals:act": (
    command: ApprovalCommand,
    reply: (answer: ApprovalAnswer) => void,
  ) => void;
}

export interface MyShiftsNews {
  /** On every screen of the person whom it tells. */
  "notice:arrived": (notice: NoticeOnWire) => void;
  /** Something waits to be approved, or waits no more: ask again. */
  "roster-approvals:changed": (news: Record<string, never>) => void;
}

/** Of those who look at what waits in a unit. */
export const approvalsRoom = (unitId: UnitId): string => `roster-approvals:${unitId}`;
