import type { UnitId } from "../shared/ids";
import type { Roster } from "./roster";
import type { RosterProblem } from "./roster-problem";

/** Paid minutes and what they cost, in the hospital's currency. */
export interface PaidWork {
  minutes: number;
  money: number;
}

export interface CostSplit {
  /** Of contract staff within their contract hours. */
  regular: PaidWork;
  /** Of contract staff beyond them. */
  overtime: PaidWork;
  /** With the price of each of their shifts. */
  bank: PaidWork;
  agency: PaidWork;
  /** Prices of shifts in other units than one's own; their hours are in the others. */
  float: { shifts: number; money: number };
  /** Money of all. */
  total: number;
}

export interface RosterCost extends CostSplit {
  byUnit: readonly (CostSplit & { unitId: UnitId })[];
  /** Seven days from the roster's first each; the last may be shorter. */
  byWeek: readonly (CostSplit & { fromDay: number; toDay: number })[];
  byUnitAndWeek: readonly (CostSplit & { unitId: UnitId; fromDay: number; toDay: number })[];
}

/**
 * What a roster costs in wages. Overtime is what contract staff work beyond the roster's contract hours, paid
 * leave counted as worked: their last minutes of the roster are it. Leave itself is not in it.
 */
export function rosterCost(problem: RosterProblem, roster: Roster): RosterCost {
  throw new Error(`not yet: ${problem.days} ${roster.size}`);
}
