import type { PersonId } from "./roster-ids";
import type { RosterScore } from "./roster-score";

/** What somebody has of something, and what their share of it is. */
export interface FairShare {
  worked: number;
  /** By contract hours and days available, of what their unit asks for; not a whole number. */
  share: number;
  /** More (+) or fewer (-) than their share in the months before. */
  balanceBefore: number;
  /** `worked` less `share`, with what was before: what the next roster begins with. */
  balanceAfter: number;
}

export interface PersonFairness {
  personId: PersonId;
  /** Undefined: without a contract there is no share. */
  nights: FairShare | undefined;
  weekends: FairShare | undefined;
  requests: { asked: number; refused: number; balanceBefore: number; balanceAfter: number };
}

/** How evenly burdens lie: of contract staff, standard deviation and range of `balanceAfter`. */
export interface FairnessSpread {
  people: number;
  deviation: number;
  lowest: number;
  highest: number;
}

export interface RosterFairness {
  people: readonly PersonFairness[];
  /** Undefined while nobody has a share. */
  nights: FairnessSpread | undefined;
  weekends: FairnessSpread | undefined;
  requests: FairnessSpread | undefined;
}

export function fairness(score: RosterScore): RosterFairness {
  throw new Error(`not yet: ${score.points}`);
}
