import type { RosterCell } from "./roster";
import type { RosterCharge } from "./roster-charge";
import type { PersonId } from "./roster-ids";
import type { RosterProblem } from "./roster-problem";
import { rescored, type RosterScore } from "./roster-score";
import { stateAfter } from "./scoring/roster-state";

/** What a swap would break that is not broken already. */
export interface SwapFinding {
  /** Whose hard rules: of those who change shifts. */
  people: ReadonlySet<PersonId>;
  /** The shifts would have fewer of a skill, or fewer people than they need, than they have now. */
  coverage: boolean;
  /** What is new of it, in words that name people: for planners. */
  charges: readonly RosterCharge[];
}

export const isLegal = ({ people, coverage }: SwapFinding): boolean =>
  people.size === 0 && !coverage;

/**
 * A roster as swaps are judged against it: pins are for the solver, and a shift that was swapped once may be
 * swapped again.
 */
export const withoutPins = (problem: RosterProblem): RosterProblem => ({ ...problem, pins: [] });

/**
 * What changes when these cells do. Rules that are soft may be bent: it is the people's own time. What others'
 * cells are charged for does not count, for nothing of it is changed.
 */
export function judgeSwap(before: RosterScore, cells: readonly RosterCell[]): SwapFinding {
  const after = rescored(before, cells);
  const concerned = new Set(cells.map(({ personId }) => personId));
  const charges = newCharges(before.charges, after.charges).filter(
    (charge) => weighs(charge) && (!charge.personId || concerned.has(charge.personId)),
  );
  return {
    people: new Set(charges.flatMap(({ personId }) => personId ?? [])),
    coverage: charges.some(({ personId }) => !personId),
    charges,
  };
}

/**
 * The person's own hard rules that a cell would break and that are not broken already: their line alone is looked
 * at, so that a hundred places are judged in the time of one swap.
 */
export function ownRulesBroken({ state }: RosterScore, cell: RosterCell): RosterCharge[] {
  const index = state.frame.indexOf.get(cell.personId) ?? -1;
  const after = stateAfter(state, [cell]);
  return newCharges(state.byPerson[index] ?? [], after.byPerson[index] ?? []).filter(
    ({ isHard }) => isHard,
  );
}

/** A person's hard rule; or of a shift what is too few, or too few who can: also where that is only dear. */
const weighs = ({ isHard, personId, kind, ruleId }: RosterCharge): boolean =>
  personId ? isHard : kind === "rule" || UNDER_COVER.has(ruleId);
const UNDER_COVER: ReadonlySet<string> = new Set(["demand-minimum", "demand-target"]);

/** Of what there is more than before: nobody is blamed for what was so already. */
function newCharges(
  before: readonly RosterCharge[],
  after: readonly RosterCharge[],
): RosterCharge[] {
  const had = stepsOf(before);
  const has = stepsOf(after);
  const isMore = (charge: RosterCharge) =>
    (has.get(keyOf(charge)) ?? 0) > (had.get(keyOf(charge)) ?? 0);
  const known = new Set(before.map(({ text }) => text));
  return after.filter((charge) => isMore(charge) && !known.has(charge.text));
}

function stepsOf(charges: readonly RosterCharge[]): Map<string, number> {
  const steps = new Map<string, number>();
  for (const charge of charges)
    steps.set(keyOf(charge), (steps.get(keyOf(charge)) ?? 0) + charge.steps);
  return steps;
}

/** A rule over several days may be charged for other days than before: how much of it there is counts. */
const keyOf = ({ ruleId, personId, shiftId, unitId, fromDay }: RosterCharge): string =>
  personId ? `${ruleId} ${personId}` : `${ruleId} ${unitId ?? ""} ${shiftId ?? ""} ${fromDay}`;
