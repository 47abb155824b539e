import type { PersonId } from "./roster-ids";
import type { RosterScore } from "./roster-score";
import type { RefusedCount } from "./scoring/fair-breaches";
import { nightsWorked, weekendsWorked } from "./scoring/weekend-breaches";

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
  /** Undefined: they have no share, as without a contract. */
  nights: FairShare | undefined;
  weekends: FairShare | undefined;
  /** `balanceAfter` is beyond the mean of those who asked; of who did not it is as before. */
  requests: { asked: number; refused: number; balanceBefore: number; balanceAfter: number };
}

/** How evenly burdens lie: over all who have a share, of `balanceAfter`. */
export interface FairnessSpread {
  people: number;
  /** Standard deviation of all of them, not of a sample. */
  deviation: number;
  lowest: number;
  highest: number;
}

export interface RosterFairness {
  people: readonly PersonFairness[];
  /** Undefined while nobody has a share. */
  nights: FairnessSpread | undefined;
  weekends: FairnessSpread | undefined;
  /** Over those who asked for something. */
  requests: FairnessSpread | undefined;
}

/** Shares are among all of a unit, whatever the rules of the roster say of fairness. */
export function fairness({ state }: Pick<RosterScore, "state">): RosterFairness {
  const mean = meanRefused(state.refused);
  const people = state.refused.map((count) => personFairness(count, mean));
  return {
    people,
    nights: spreadOf(people.flatMap(({ nights }) => (nights ? [nights.balanceAfter] : []))),
    weekends: spreadOf(people.flatMap(({ weekends }) => (weekends ? [weekends.balanceAfter] : []))),
    requests: spreadOf(
      people.flatMap(({ requests }) => (requests.asked > 0 ? [requests.balanceAfter] : [])),
    ),
  };
}

function personFairness({ line, refused }: RefusedCount, mean: number): PersonFairness {
  const { person, shares, balance, requests } = line.of;
  const asked = requests.length;
  return {
    personId: person.personId,
    nights: shareOf(nightsWorked(line), shares.nights, balance.nights),
    weekends: shareOf(weekendsWorked(line), shares.weekends, balance.weekends),
    requests: {
      ...{ asked, refused, balanceBefore: balance.refusedRequests },
      balanceAfter: balance.refusedRequests + (asked > 0 ? refused - mean : 0),
    },
  };
}

const shareOf = (
  worked: number,
  share: number | undefined,
  balanceBefore: number,
): FairShare | undefined =>
  share === undefined
    ? undefined
    : { worked, share, balanceBefore, balanceAfter: balanceBefore + worked - share };

function meanRefused(counts: readonly RefusedCount[]): number {
  const asked = counts.filter(({ line }) => line.of.requests.length > 0);
  return asked.reduce((sum, { refused }) => sum + refused, 0) / Math.max(1, asked.length);
}

function spreadOf(balances: readonly number[]): FairnessSpread | undefined {
  if (balances.length === 0) return undefined;
  const mean = balances.reduce((sum, each) => sum + each, 0) / balances.length;
  const squares = balances.reduce((sum, each) => sum + (each - mean) ** 2, 0);
  return {
    people: balances.length,
    deviation: Math.sqrt(squares / balances.length),
    lowest: Math.min(...balances),
    highest: Math.max(...balances),
  };
}
