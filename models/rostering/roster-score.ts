import type { Roster, RosterCell } from "./roster";
import type { RosterCharge } from "./roster-charge";
import type { PersonId } from "./roster-ids";
import type { RosterProblem } from "./roster-problem";

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
  /** The dearest first, hard ones before all. Each sums up to the same total, with what follows. */
  byRule: readonly RuleScore[];
  /** In the problem's order; charges of a unit's shift are nobody's, and not in it. */
  byPerson: readonly PersonScore[];
  /** A charge over several days is spread evenly over those of the roster. */
  byDay: readonly DayScore[];
  /** All of them: hard ones first, then the dearest. */
  charges: readonly RosterCharge[];
}

/** The score of a roster: exact, by real hours. Throws where the roster names a shift or a unit that the problem has not. */
export function scoreRoster(problem: RosterProblem, roster: Roster): RosterScore {
  throw new Error(`not yet: ${problem.days} ${roster.size}`);
}

/** The same after some cells have changed: only the people and the shifts that they concern are counted again. */
export function rescored(previous: RosterScore, changes: readonly RosterCell[]): RosterScore {
  throw new Error(`not yet: ${previous.points} ${changes.length}`);
}
