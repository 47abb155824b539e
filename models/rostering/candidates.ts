import type { UnitId } from "../shared/ids";
import type { RosterCharge } from "./roster-charge";
import type { PersonId, ShiftId } from "./roster-ids";
import type { RosterScore } from "./roster-score";

/** A shift of a unit on a day that somebody is wanted for. */
export interface OpenShift {
  day: number;
  shiftId: ShiftId;
  unitId: UnitId;
  /** Who works it now and would be free instead; absent: it is vacant, or one more is wanted. */
  insteadOf?: PersonId;
}

/** What the shift itself would cost in money with this person in it, in the hospital's currency. */
export interface MarginalCost {
  /** `contract`: within the hours that are paid anyway; money is 0 unless they float. */
  paidAs: "contract" | "overtime" | "bank" | "agency";
  /** All of it. */
  money: number;
  /** Of it, for working in another unit than their own. */
  float: number;
}

/** Somebody who could take a shift, and what would follow from it. */
export interface Candidate {
  personId: PersonId;
  /** No hard rule would be broken that is not broken already. */
  isLegal: boolean;
  /** What the roster's points would become less what they are: negative is better. */
  points: number;
  hardSteps: number;
  cost: MarginalCost;
  /** Hours between the shift and the one before or after it; undefined: none within the days that are known. */
  restHoursBefore: number | undefined;
  restHoursAfter: number | undefined;
  /** What they do on that day now; null: free. Who has another shift would leave it. */
  leaves: { shiftId: ShiftId; unitId: UnitId } | null;
  /** Charges that would be new, hard ones first: each with its words. */
  newCharges: readonly RosterCharge[];
  /** Nights and weekends beyond their share after it, the months before included; undefined: has no share. */
  fairness: { nights: number; weekends: number } | undefined;
  /** In one sentence. */
  text: string;
}

/**
 * Everybody of the problem but who works it now: legal ones first, then by points, then by money. People who
 * are absent or who do not know the unit are in it, as not legal, with the reason.
 */
export function candidatesFor(score: RosterScore, open: OpenShift): Candidate[] {
  throw new Error(`not yet: ${score.points} ${open.day}`);
}

/** Why somebody does not have a shift, in one sentence. */
export function whyNot(score: RosterScore, personId: PersonId, open: OpenShift): string {
  throw new Error(`not yet: ${score.points} ${personId} ${open.day}`);
}
