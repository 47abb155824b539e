import type { BedRefusal, BedStanding } from "#models/beds/bed-state";
import type { BedOnBoard } from "#models/realtime/bed-board";

/** The bed as the rules of beds judge it. */
export const standingOf = (bed: BedOnBoard): BedStanding => ({
  occupant: bed.occupant?.encounterId,
  isDischargePending: bed.state === "discharge-pending",
  cleaning: bed.cleaning ? (bed.cleaning.startedAt === null ? "waiting" : "under-way") : "none",
  isBlocked: bed.block !== undefined,
  reservation: bed.reservation && { encounterId: bed.reservation.encounterId ?? undefined },
});

/** Why something cannot be done to a bed, short enough for its tile. */
export const REFUSAL_WORDS: Readonly<Record<BedRefusal, string>> = {
  occupied: "Occupied",
  "not-occupied": "Nobody in it",
  reserved: "Kept for another",
  "not-reserved": "Not reserved",
  "not-clean": "Not clean",
  clean: "Clean",
  blocked: "Blocked",
  "not-blocked": "Not blocked",
  "discharge-pending": "Discharge pending",
  "not-discharge-pending": "No discharge pending",
  "already-there": "Lies here",
};
