import type { UnitId } from "../shared/ids";
import type { PersonId, ShiftId } from "./roster-ids";

/** What is charged beside the problem's own rules. */
export const BUILT_IN_CHARGES = {
  overlap: "One shift at a time",
  absence: "Absences",
  pin: "Pinned shifts",
  unit: "Units one may work in",
  "demand-minimum": "Demand: minimum",
  "demand-target": "Demand: target",
  "demand-maximum": "Demand: maximum",
  request: "Requests",
  float: "Floating to another unit",
  overtime: "Overtime",
  "beyond-contract": "Hours beyond contract",
  bank: "Bank staff",
  agency: "Agency staff",
} as const;
export type BuiltInCharge = keyof typeof BUILT_IN_CHARGES;

/**
 * `rule`: one of the problem's. `legal`: what no roster may do, whatever its rules: two shifts at once, work
 * on a day of absence, in a unit one does not know, or beside a pin. `money`: nothing is broken, but it costs.
 */
export type ChargeKind = "rule" | "legal" | "demand" | "request" | "money";

/** One thing that a roster is charged for: a rule broken somewhere, demand not met, money spent. */
export interface RosterCharge {
  kind: ChargeKind;
  /** The rule of the problem, or a `BuiltInCharge`. */
  ruleId: string;
  title: string;
  /** Absent: it is about a shift of a unit, and nobody alone broke it. */
  personId?: PersonId;
  /** With `unitId`: the shift of that unit on `fromDay` that it is about. */
  shiftId?: ShiftId;
  unitId?: UnitId;
  /** The days it is about, the last one excluded; may begin in the past (negative). */
  fromDay: number;
  toDay: number;
  /** By how much, in the rule's own steps; of money 1. */
  steps: number;
  /** Price of all steps, in the hospital's currency; 0 of a hard rule, which has none. */
  points: number;
  /** Such a roster may not be published. */
  isHard: boolean;
  /** A sentence for the planner: who, when, what. */
  text: string;
}

/** Hard ones first, then the dearest. */
export const byGravity = (a: RosterCharge, b: RosterCharge): number =>
  Number(b.isHard) - Number(a.isHard) || b.points - a.points || b.steps - a.steps;
