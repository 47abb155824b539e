import { z } from "zod";
import { type BedRefusal, type BedStateName, type TakenFrom } from "../beds/bed-state";
import { type BedTag, BedTags } from "../beds/bed-tag";
import type { BoardView } from "../beds/board-view";
import { BlockReason, ReservationReason } from "../beds/bed-reason";
import { type Sex, UnitKind } from "../encounters/demographics";
import type { AppErrorCode } from "../shared/errors";
import { BedId, type BedRequestId, EncounterId, UnitId } from "../shared/ids";
import type { Result } from "../shared/result";

// The bed board on the wire. Instants are epoch milliseconds on the server's clock.

/**
 * The whole hospital's beds. It is sent once, to whoever begins to watch; frames keep it current. Two
 * people's boards differ in what they say of patients: {@link BoardView}.
 */
export interface BedBoard {
  sentAt: number;
  /** In the hospital's order. */
  units: readonly UnitOnBoard[];
  /** Those in use, by unit and label. */
  beds: readonly BedOnBoard[];
  /** Who waits longest, first. */
  boarding: readonly BoardingPatient[];
}

/** What changed in one unit since the frame before. What is absent did not change. */
export interface BedBoardFrame {
  unitId: UnitId;
  sentAt: number;
  unit?: UnitOnBoard;
  /** Each takes the place of the bed with its id. */
  beds?: readonly BedOnBoard[];
  /** Of beds taken out of use. */
  removedBedIds?: readonly BedId[];
  /** All who board in this unit now: they take the place of those one has of it. */
  boarding?: readonly BoardingPatient[];
}

export interface UnitOnBoard {
  unitId: UnitId;
  code: string;
  name: string;
  kind: UnitKind;
  siteName: string;
  /** Beds with a nurse for them, as planned; where nothing is set, those in use. */
  staffedBeds: number;
  /** Beds that may be opened, those in use among them. */
  licensedBeds: number;
  /** Of the beds in use, which may be more than are staffed; together they are all of them. */
  counts: Readonly<Record<BedStateName, number>>;
  /** Whether a bed that somebody left waits for housekeeping before it is available. */
  hasHousekeeping: boolean;
  /** The last seven days of the hospital's time zone on which a bed was cleaned, oldest first. */
  turnaround: readonly TurnaroundDay[];
}

/** How long beds took from somebody's leaving, or from the start of another cleaning, until they were clean. */
export interface TurnaroundDay {
  /** The day on which they became clean, such as 2026-11-27. */
  on: string;
  cleanings: number;
  medianMinutes: number;
  longestMinutes: number;
}

export interface BedOnBoard {
  bedId: BedId;
  unitId: UnitId;
  label: string;
  /** Goes with every command on this bed: a screen that saw an older one is told so. */
  version: number;
  state: BedStateName;
  /** Since when it has been in this state. */
  since: number;
  /** Who did that last; null: the hospital's feed, or nobody yet. */
  by: string | null;
  tags: readonly BedTag[];
  occupant?: BedOccupant;
  /** Beside `cleaning`, and beneath `blocked`. */
  cleaning?: { waitingSince: number; startedAt: number | null };
  /** Past `until` it stays blocked until somebody has looked: say that it is overdue. Null: no end is set. */
  block?: { reason: BlockReason; until: number | null };
  /** Also of a bed that is being cleaned or about to be left. It ends by itself at `until`. */
  reservation?: BedReservation;
  /** The patient was put here by the bedside though the board said this: worth a look. */
  takenFrom?: TakenFrom;
}

export interface BedReservation {
  /** For whom; null when it is kept for another reason, which is then told. */
  encounterId: EncounterId | null;
  person?: PersonOnBoard;
  reason: ReservationReason | null;
  until: number;
  by: string;
}

/** As much of a person as the viewer may know. */
export interface PersonOnBoard {
  /** Absent when the viewer may not know it; null when it cannot be opened. */
  name?: string | null;
  /** Whole years; null when it is not known. */
  age: number | null;
  sex: Sex;
}

export interface BedOccupant {
  encounterId: EncounterId;
  person: PersonOnBoard;
  /** What the patient needs of a bed, as it was asked for; empty when nobody said. */
  needs: readonly BedTag[];
  admittedAt: number;
  inBedSince: number;
  /** The board moved the patient and the hospital's feed has not confirmed it yet. */
  isUnconfirmed: boolean;
  expectedDischarge?: ExpectedDischarge;
}

/**
 * When the patient is expected to leave the unit, for home or another one: the middle, and the interval of
 * 80 %. A stay that may last longer than four weeks from the issue ends with them.
 */
export interface ExpectedDischarge {
  at: number;
  earliest: number;
  latest: number;
  issuedAt: number;
}

/** Admitted, and still in the emergency department. */
export interface BoardingPatient {
  bedRequestId: BedRequestId;
  encounterId: EncounterId;
  /** The emergency unit, and the bed there; null of somebody who has none. */
  unitId: UnitId;
  bedId: BedId | null;
  bedLabel: string | null;
  person: PersonOnBoard;
  /** When the decision to admit was made: boarding counts from here. */
  since: number;
  neededKind: UnitKind;
  needs: readonly BedTag[];
  requestedBy: string;
  /** The bed that is kept for this patient. */
  reservedBedId: BedId | null;
}

const SeenBed = z.strictObject({
  bedId: BedId,
  /** What the screen showed: an action on something that has changed since is a conflict. */
  version: z.number().int().min(0),
});
export type SeenBed = z.infer<typeof SeenBed>;

const MS_PER_HOUR = 3_600_000;
/** No reservation outlasts it: a bed that is kept and forgotten is a bed lost. */
export const LONGEST_RESERVATION_MS = 72 * MS_PER_HOUR;
export const USUAL_RESERVATION_MS = 4 * MS_PER_HOUR;

const Instant = z.number().int().positive();

/** Everything a person may do on the bed board. */
export const BedCommand = z.discriminatedUnion("type", [
  /** A boarding patient gets the bed. */
  z.strictObject({ type: z.literal("assign"), encounterId: EncounterId, to: SeenBed }),
  /** For a patient, or for a reason. */
  z.strictObject({
    type: z.literal("reserve"),
    bed: SeenBed,
    for: z.union([
      z.strictObject({ encounterId: EncounterId }),
      z.strictObject({ reason: ReservationReason }),
    ]),
    until: Instant,
  }),
  z.strictObject({ type: z.literal("cancel-reservation"), bed: SeenBed }),
  z.strictObject({ type: z.literal("transfer"), from: SeenBed, to: SeenBed }),
  /** The two patients change beds. */
  z.strictObject({ type: z.literal("swap"), bed: SeenBed, with: SeenBed }),
  z.strictObject({ type: z.literal("expect-discharge"), bed: SeenBed }),
  z.strictObject({ type: z.literal("undo-expect-discharge"), bed: SeenBed }),
  z.strictObject({ type: z.literal("discharge"), bed: SeenBed }),
  z.strictObject({ type: z.literal("start-cleaning"), bed: SeenBed }),
  z.strictObject({ type: z.literal("finish-cleaning"), bed: SeenBed }),
  z.strictObject({
    type: z.literal("block"),
    bed: SeenBed,
    reason: BlockReason,
    until: Instant.nullable(),
  }),
  z.strictObject({ type: z.literal("unblock"), bed: SeenBed }),
  z.strictObject({ type: z.literal("set-tags"), bed: SeenBed, tags: BedTags }),
  /** From then on a bed that somebody leaves waits for housekeeping, or is available at once. */
  z.strictObject({
    type: z.literal("set-housekeeping"),
    unitId: UnitId,
    hasHousekeeping: z.boolean(),
  }),
  /** The decision to admit somebody who is in an emergency unit. */
  z.strictObject({
    type: z.literal("request-bed"),
    encounterId: EncounterId,
    neededKind: UnitKind.exclude(["emergency"]),
    needs: BedTags,
  }),
  z.strictObject({ type: z.literal("cancel-request"), encounterId: EncounterId }),
]);
export type BedCommand = z.infer<typeof BedCommand>;
export type BedCommandType = BedCommand["type"];

/** What was done, and the beds as they are now, as the person may see them. */
export interface BedActDone {
  beds: readonly BedOnBoard[];
}

/** Why it was not done though it may be: somebody was first, or the bed is no longer what it was. */
export interface BedConflict {
  /** `changed`: nothing forbids it now, but the screen showed something else. */
  reason:
    | BedRefusal
    | "changed"
    | "not-waiting" // the patient waits for no bed (any more)
    | "already-waiting"
    | "reserved-elsewhere" // another bed is kept for this patient
    | "moved-by-feed" // the hospital's feed has put the patient elsewhere meanwhile
    | "not-in-emergency"
    | "too-long"
    | "past";
  /** The bed it is about, when it is about one. */
  bedId: BedId | null;
  /** Who was first; null: the hospital's feed, or not known. */
  by: string | null;
  at: number | null;
  /** In words: what happened and what to do now. Names no patient. */
  says: string;
  /** The beds of the command as they are now, as the person may see them. */
  beds: readonly BedOnBoard[];
}

export type BedActAnswer = Result<
  BedActDone,
  { code: AppErrorCode; message?: string; conflict?: BedConflict }
>;

/** Answers with the board; the frames that follow keep it current. For whoever may read capacity. */
export const BedBoardWatch = z.strictObject({});

export interface BedBoardNews {
  "bed-board:changed": (frame: BedBoardFrame) => void;
}

/** Whoever sees the unit alike is in the same room. */
export const bedsRoom = (unitId: UnitId, view: BoardView): string => `beds-${view}:${unitId}`;
