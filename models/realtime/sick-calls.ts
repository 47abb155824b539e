import { z } from "zod";
import { PersonId, type RosterId, type ShiftId } from "../rostering/roster-ids";
import type { Candidate, MarginalCost } from "../rostering/candidates";
import { daysBetween } from "../shared/calendar-date";
import {
  MOST_SICK_DAYS,
  OpenShiftId,
  type OpenShiftState,
  RepairsId,
  SickCallId,
  ShiftOfferId,
  type ShiftOfferState,
} from "../sick-calls/sick-call";
import type { AppErrorCode } from "../shared/errors";
import type { UnitId } from "../shared/ids";
import type { Result } from "../shared/result";

// Sick calls on the wire: who cannot come, which shifts are open because of it, who was asked and who took
// them. Instants are epoch milliseconds on the server's clock.

/** A published shift that somebody left, for whoever fills it. */
export interface OpenShiftOnWire {
  openShiftId: OpenShiftId;
  sickCallId: SickCallId;
  rosterId: RosterId;
  day: number;
  /** `2026-11-30`: the day on which it begins. */
  on: string;
  shiftId: ShiftId;
  shiftName: string;
  unitId: UnitId;
  unitName: string;
  startsAt: number;
  endsAt: number;
  leftBy: { personId: PersonId; name: string };
  state: OpenShiftState;
  filledBy: { personId: PersonId; name: string } | null;
  settledBy: string | null;
  settledAt: number | null;
  /** Who was asked, the newest first. */
  offers: readonly OfferOnWire[];
}

export interface OfferOnWire {
  shiftOfferId: ShiftOfferId;
  personId: PersonId;
  name: string;
  state: ShiftOfferState;
  cost: Pick<MarginalCost, "paidAs" | "money">;
  offeredAt: number;
  expiresAt: number;
  answeredAt: number | null;
}

/** What somebody is asked, on their own screens: nothing of others, and nothing of why it is open. */
export interface OwnOfferOnWire {
  shiftOfferId: ShiftOfferId;
  on: string;
  shiftName: string;
  unitName: string;
  startsAt: number;
  endsAt: number;
  state: ShiftOfferState;
  expiresAt: number;
  paidAs: MarginalCost["paidAs"];
}

/** Somebody who could take an open shift. */
export type CandidateOnWire = Candidate & { name: string };

type NamedAssignment = { shiftId: ShiftId; shiftName: string; unitId: UnitId };

/** The roster mended by other people's changes too, with as few of them as it takes. */
export interface RepairOnWire {
  /** Cells that change, the open ones among them. */
  cells: readonly {
    personId: PersonId;
    name: string;
    day: number;
    before: NamedAssignment | null;
    after: NamedAssignment | null;
  }[];
  /** Published shifts of people other than the one who cannot come. */
  changes: number;
  /** Points and money that the roster costs more than as it is now, with the shifts open; negative: less. */
  points: number;
  money: number;
  /** With so many changes none fills more, or as many and is cheaper, within a week. */
  isProved: boolean;
  /** Of the shifts that are open, how many it fills, one at least, and how many it leaves so. */
  fills: number;
  leftOpen: number;
}

/** Everything that may be done about it. */
export const SickCallCommand = z.discriminatedUnion("type", [
  /** Days by the hospital's calendar, both included. Shifts that have begun stay. */
  z
    .strictObject({
      type: z.literal("report"),
      personId: PersonId,
      fromOn: z.iso.date(),
      toOn: z.iso.date(),
    })
    .refine(({ fromOn, toOn }) => fromOn <= toOn && daysBetween(fromOn, toOn) < MOST_SICK_DAYS),
  /** The person comes after all: what nobody has taken yet is theirs again. */
  z.strictObject({ type: z.literal("end"), sickCallId: SickCallId }),
  z.strictObject({
    type: z.literal("offer"),
    openShiftId: OpenShiftId,
    personIds: z.array(PersonId).min(1).max(50),
  }),
  z.strictObject({ type: z.literal("withdraw-offer"), shiftOfferId: ShiftOfferId }),
  /** By telephone: they have said yes. */
  z.strictObject({ type: z.literal("assign"), openShiftId: OpenShiftId, personId: PersonId }),
  /** The unit does without. */
  z.strictObject({ type: z.literal("close"), openShiftId: OpenShiftId }),
  /** Takes one of the repairs that the screen shows, whoever has looked for others meanwhile. */
  z.strictObject({
    type: z.literal("repair"),
    sickCallId: SickCallId,
    repairsId: RepairsId,
    changes: z.number().int().min(0),
  }),
]);
export type SickCallCommand = z.infer<typeof SickCallCommand>;

/** What was done. */
export interface SickCallDone {
  /** Those that it was about, as they are now. */
  openShifts: readonly OpenShiftOnWire[];
  /** Of `report`: by it the call can be ended, also where it left no shift open. */
  sickCallId?: SickCallId;
  /** What is to be known beside the shifts, in words. */
  says?: string;
}

/** Why it was not done though it may be. Nothing was. */
export interface SickCallConflict {
  reason:
    | "days-over" // before today
    | "already-reported"
    | "roster-elsewhere" // a published shift on a roster that they may not change
    | "shift-settled" // somebody was first
    | "offer-over"
    | "rules-broken" // the shift is no longer theirs to take within the rules
    | "roster-changed"
    | "nobody-to-ask" // none of them may take it and has an account
    | "no-repair";
  /** In words: what happened and what to do now. */
  says: string;
  /** Of `already-reported`: the call that says so, which may be ended. */
  sickCallId?: SickCallId;
}

/** Repairs of one of the rosters that a call left shifts open in. */
export interface FoundSickCallRepairs {
  repairsId: RepairsId;
  rosterId: RosterId;
  rosterName: string;
  /** `2026-11-30`: its day 0, by which the cells of the repairs count. */
  startsOn: string;
  /** Shifts of another roster are open too: they are looked for when those of this one are settled. */
  hasOtherRosters: boolean;
  /** Each fills one of the shifts at least and is better than those of fewer changes before it: fills more, or costs less. */
  repairs: readonly RepairOnWire[];
}

export type SickCallAnswer = Result<
  SickCallDone,
  { code: AppErrorCode; message?: string; conflict?: SickCallConflict }
>;

export const OpenShiftsWatch = z.strictObject({});
export const CandidatesRequest = z.strictObject({
  openShiftId: OpenShiftId,
  /** Everybody, not only the best. */
  all: z.boolean(),
});
export const RepairsRequest = z.strictObject({ sickCallId: SickCallId });
export const AnswerOffer = z.strictObject({
  shiftOfferId: ShiftOfferId,
  answer: z.enum(["accept", "decline"]),
});

export interface SickCallNews {
  /** To those who fill shifts of the unit: it is as it is now. */
  "open-shift:changed": (shift: OpenShiftOnWire) => void;
  /** To the one who is asked, on every screen of theirs. */
  "shift-offer:changed": (offer: OwnOfferOnWire) => void;
}

type Reply<T> = (answer: Result<T, { code: AppErrorCode; message?: string }>) => void;

export interface SickCallRequests {
  "sick-call:act": (command: SickCallCommand, reply: (answer: SickCallAnswer) => void) => void;
  /** Answers with those of the last days that one may see; the news that follows keeps them current. */
  "open-shifts:watch": (
    request: Record<string, never>,
    reply: Reply<readonly OpenShiftOnWire[]>,
  ) => void;
  /** The best first. */
  "open-shift:candidates": (
    request: z.infer<typeof CandidatesRequest>,
    reply: Reply<readonly CandidateOnWire[]>,
  ) => void;
  /** Known to the process that found them, until it ends or has found many others. */
  "sick-call:repairs": (
    request: z.infer<typeof RepairsRequest>,
    reply: Reply<FoundSickCallRepairs>,
  ) => void;
  /** First acceptance within the rules wins. */
  "shift-offer:answer": (
    request: z.infer<typeof AnswerOffer>,
    reply: (
      answer: Result<
        OwnOfferOnWire,
        { code: AppErrorCode; message?: string; conflict?: SickCallConflict }
      >,
    ) => void,
  ) => void;
  "own-offers:watch": (
    request: Record<string, never>,
    reply: Reply<readonly OwnOfferOnWire[]>,
  ) => void;
}
