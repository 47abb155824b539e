import { z } from "zod";
import type { EncounterId } from "../shared/ids";
import { err, ok, type Result } from "../shared/result";

/** What a board says of a bed. */
export const BedStateName = z.enum([
  "available",
  "reserved", // free, and kept for somebody or something
  "cleaning", // free, and not clean: it waits for housekeeping or has it
  "blocked",
  "occupied",
  "discharge-pending", // occupied by somebody who is about to leave
]);
export type BedStateName = z.infer<typeof BedStateName>;

/** What is so of a bed, from which its state follows. */
export interface BedStanding {
  /** Who lies in it: always as the open bed stay has it. */
  occupant: EncounterId | undefined;
  isDischargePending: boolean;
  /** `waiting`: left, and nobody has begun to clean it. */
  cleaning: "none" | "waiting" | "under-way";
  isBlocked: boolean;
  /** The one that counts now; without an encounter it is kept for a reason that is told beside it. */
  reservation: { encounterId: EncounterId | undefined } | undefined;
}

export const EMPTY_BED: BedStanding = {
  occupant: undefined,
  isDischargePending: false,
  cleaning: "none",
  isBlocked: false,
  reservation: undefined,
};

/** Somebody in the bed counts before all else: no note on a board makes a patient disappear. */
export function bedStateOf(bed: BedStanding): BedStateName {
  if (bed.occupant) return bed.isDischargePending ? "discharge-pending" : "occupied";
  if (bed.isBlocked) return "blocked";
  if (bed.cleaning !== "none") return "cleaning";
  return bed.reservation ? "reserved" : "available";
}

/** What people do to a bed, each refused where it makes no sense. */
export type BedAction =
  | { type: "reserve"; encounterId: EncounterId | undefined }
  | { type: "cancel-reservation" }
  /** Assigned to, or transferred into. */
  | { type: "move-in"; encounterId: EncounterId }
  /** Discharged, or transferred out of. */
  | { type: "move-out"; needsCleaning: boolean }
  /** Two patients change beds: nobody leaves it empty, so nothing waits for housekeeping. */
  | { type: "exchange"; encounterId: EncounterId }
  | { type: "expect-discharge" }
  | { type: "undo-expect-discharge" }
  | { type: "start-cleaning" }
  | { type: "finish-cleaning" }
  | { type: "block" }
  | { type: "unblock" };

/** What the bedside reports by way of the hospital's own feed. It is so: nothing refuses it. */
export type BedFinding =
  | { type: "found-occupied"; encounterId: EncounterId }
  | { type: "found-empty"; needsCleaning: boolean };

/** Why an action does not fit the bed. */
export type BedRefusal =
  | "occupied"
  | "not-occupied"
  | "reserved"
  | "not-reserved"
  | "not-clean"
  | "clean"
  | "blocked"
  | "not-blocked"
  | "discharge-pending"
  | "not-discharge-pending"
  | "already-there"; // the patient lies in this bed

/** The bed after what somebody did to it, or why that cannot be. */
export function act(bed: BedStanding, action: BedAction): Result<BedStanding, BedRefusal> {
  const refusal = refusalOf(bed, action);
  return refusal ? err(refusal) : ok(changed(bed, action));
}

/** The bed as it was found, whatever was noted of it before. */
export function find(bed: BedStanding, finding: BedFinding): BedStanding {
  if (finding.type === "found-empty") return bed.occupant ? vacated(bed, finding) : bed;
  return bed.occupant === finding.encounterId ? bed : taken(bed, finding.encounterId);
}

/** What somebody was put into who did not wait for it to be free: the feed's word against the board's. */
export type TakenFrom = Extract<BedStateName, "reserved" | "cleaning" | "blocked">;

/** What the finding overrode; undefined when it did not, or nobody came. */
export function overriddenBy(bed: BedStanding, finding: BedFinding): TakenFrom | undefined {
  if (finding.type === "found-empty" || bed.occupant) return undefined;
  const state = bedStateOf(bed);
  if (state === "blocked" || state === "cleaning") return state;
  return isKeptForAnother(bed, finding.encounterId) ? "reserved" : undefined;
}

const isKeptForAnother = ({ reservation }: BedStanding, encounterId: EncounterId): boolean =>
  reservation !== undefined && reservation.encounterId !== encounterId;

function refusalOf(bed: BedStanding, action: BedAction): BedRefusal | undefined {
  switch (action.type) {
    case "reserve":
      return refusedReservation(bed, action.encounterId);
    case "cancel-reservation":
      return bed.reservation ? undefined : "not-reserved";
    case "move-in":
      return refusedMoveIn(bed, action.encounterId);
    case "move-out":
      return bed.occupant ? undefined : "not-occupied";
    case "exchange":
      if (!bed.occupant) return "not-occupied";
      return bed.occupant === action.encounterId ? "already-there" : undefined;
    case "expect-discharge":
      if (!bed.occupant) return "not-occupied";
      return bed.isDischargePending ? "discharge-pending" : undefined;
    case "undo-expect-discharge":
      return bed.isDischargePending ? undefined : "not-discharge-pending";
    case "start-cleaning":
      if (bed.occupant) return "occupied";
      return bed.cleaning === "under-way" ? "not-clean" : undefined;
    case "finish-cleaning":
      return bed.cleaning === "none" ? "clean" : undefined;
    case "block":
      if (bed.occupant) return "occupied";
      if (bed.isBlocked) return "blocked";
      return bed.reservation ? "reserved" : undefined;
    case "unblock":
      return bed.isBlocked ? undefined : "not-blocked";
  }
}

/** A bed may be kept while it is cleaned or somebody is about to leave it: so the next one is not lost. */
function refusedReservation(
  bed: BedStanding,
  encounterId: EncounterId | undefined,
): BedRefusal | undefined {
  if (bed.isBlocked) return "blocked";
  if (bed.reservation) return "reserved";
  if (bed.occupant === undefined) return undefined;
  if (bed.occupant === encounterId) return "already-there";
  return bed.isDischargePending ? undefined : "occupied";
}

function refusedMoveIn(bed: BedStanding, encounterId: EncounterId): BedRefusal | undefined {
  if (bed.occupant) return bed.occupant === encounterId ? "already-there" : "occupied";
  if (bed.isBlocked) return "blocked";
  if (bed.cleaning !== "none") return "not-clean";
  return isKeptForAnother(bed, encounterId) ? "reserved" : undefined;
}

function changed(bed: BedStanding, action: BedAction): BedStanding {
  switch (action.type) {
    case "reserve":
      return { ...bed, reservation: { encounterId: action.encounterId } };
    case "cancel-reservation":
      return { ...bed, reservation: undefined };
    case "move-in":
      return taken(bed, action.encounterId);
    case "move-out":
      return vacated(bed, action);
    case "exchange":
      return { ...bed, occupant: action.encounterId, isDischargePending: false };
    case "expect-discharge":
      return { ...bed, isDischargePending: true };
    case "undo-expect-discharge":
      return { ...bed, isDischargePending: false };
    case "start-cleaning":
      return { ...bed, cleaning: "under-way" };
    case "finish-cleaning":
      return { ...bed, cleaning: "none" };
    case "block":
      return { ...bed, isBlocked: true };
    case "unblock":
      return { ...bed, isBlocked: false };
  }
}

/** Somebody lies in it: no note that it is not free is true any more, and a reservation has had its day. */
function taken(bed: BedStanding, encounterId: EncounterId): BedStanding {
  // Of a bed that changes hands without being empty, the next one's reservation still stands.
  const isNext = bed.occupant !== undefined && isKeptForAnother(bed, encounterId);
  return { ...EMPTY_BED, occupant: encounterId, reservation: isNext ? bed.reservation : undefined };
}

const vacated = (
  { reservation }: BedStanding,
  { needsCleaning }: { needsCleaning: boolean },
): BedStanding => ({ ...EMPTY_BED, reservation, cleaning: needsCleaning ? "waiting" : "none" });
