import type { Roster, RosterCell } from "./roster";
import { byGravity, type RosterCharge } from "./roster-charge";
import type { PersonId } from "./roster-ids";
import type { RosterProblem } from "./roster-problem";
import { type RosterState, stateAfter, stateOf } from "./scoring/roster-state";

/** What some part of a roster is charged for. */
export interface ScoreSum {
  /** Price in the hospital's currency; what hard rules ask has no price and is not in it. */
  points: number;
  /** Steps by which hard rules are broken; 0 in whatever may be published. */
  hardSteps: number;
}

export interface RuleScore extends ScoreSum {
  /** A rule of the problem, or a `BuiltInCharge`. */
  ruleId: string;
  title: string;
  /** How many times. */
  charges: number;
}

export interface PersonScore extends ScoreSum {
  personId: PersonId;
}

export interface DayScore extends ScoreSum {
  day: number;
}

/** A roster with all that is to be said of it. A value: a change makes another one. */
export interface RosterScore extends ScoreSum {
  problem: RosterProblem;
  roster: Roster;
  /** Of the charges there are: hard ones first, then the dearest. */
  byRule: readonly RuleScore[];
  /** In the problem's order. Charges of a unit's shift are nobody's, and not in it. */
  byPerson: readonly PersonScore[];
  /** A charge over several days is spread evenly over those of the roster. */
  byDay: readonly DayScore[];
  /** All of them: hard ones first, then the dearest. */
  charges: readonly RosterCharge[];
  /** What a change is counted from. */
  state: RosterState;
}

/**
 * The score of a roster: exact, by real hours. Throws where the roster names a shift or a unit that the problem
 * has not.
 */
export const scoreRoster = (problem: RosterProblem, roster: Roster): RosterScore =>
  summed(stateOf(problem, roster));

/** The same after some cells have changed: only the people and the shifts that they concern are counted again. */
export const rescored = (previous: RosterScore, changes: readonly RosterCell[]): RosterScore =>
  summed(stateAfter(previous.state, changes));

/** What it costs and how broken it is, in words: `not allowed`, `120 points`. */
export const priceInWords = ({
  isHard,
  points,
}: Pick<RosterCharge, "isHard" | "points">): string =>
  isHard ? "not allowed" : `${Math.round(points)} ${Math.round(points) === 1 ? "point" : "points"}`;

function summed(state: RosterState): RosterScore {
  const { frame } = state;
  const { problem } = frame;
  const charges = [...state.byPerson.flat(), ...state.fairRequests, ...state.byPlace.flat()];
  const byRule = new Map<string, RuleScore>();
  const byPerson = problem.people.map(({ personId }) => ({ personId, points: 0, hardSteps: 0 }));
  const dayPoints = new Float64Array(problem.days);
  const dayHardSteps = new Float64Array(problem.days);
  const total = { points: 0, hardSteps: 0 };
  for (const charge of charges) {
    const { ruleId, title, personId, points } = charge;
    const hardSteps = charge.isHard ? charge.steps : 0;
    const rule = byRule.get(ruleId) ?? { ruleId, title, charges: 0, points: 0, hardSteps: 0 };
    rule.charges += 1;
    byRule.set(ruleId, added(rule, points, hardSteps));
    added(total, points, hardSteps);
    const person = personId && byPerson[frame.indexOf.get(personId) ?? -1];
    if (person) added(person, points, hardSteps);
    // What ended with the past shows on the first day.
    const from = Math.max(0, charge.fromDay);
    const to = Math.max(from + 1, Math.min(problem.days, charge.toDay));
    for (let day = from; day < to; day += 1) {
      dayPoints[day] = (dayPoints[day] ?? 0) + points / (to - from);
      dayHardSteps[day] = (dayHardSteps[day] ?? 0) + hardSteps / (to - from);
    }
  }
  return {
    ...total,
    ...{ problem, roster: state.roster, byPerson, state },
    byDay: Array.from(dayPoints, (points, day) => ({
      ...{ day, points, hardSteps: dayHardSteps[day] ?? 0 },
    })),
    byRule: [...byRule.values()].sort(worstFirst),
    charges: charges.sort(byGravity),
  };
}

function added<Sum extends ScoreSum>(sum: Sum, points: number, hardSteps: number): Sum {
  sum.points += points;
  sum.hardSteps += hardSteps;
  return sum;
}

const worstFirst = (a: ScoreSum, b: ScoreSum): number =>
  b.hardSteps - a.hardSteps || b.points - a.points;
