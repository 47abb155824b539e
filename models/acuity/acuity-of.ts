import type { UnitKind } from "../encounters/demographics";
import type { LiveScore } from "../realtime/board";
import { EARLY_WARNING_PARAMETERS } from "../vitals/early-warning-score";
import type { AcuityClass } from "./acuity-class";
import type { AcuityCondition, AcuityRule, AcuityRules } from "./acuity-rules";

/** What rules may ask about one patient. Undefined is not known, and never "no". */
export interface AcuityFacts {
  unitKind: UnitKind;
  /** Since the admission to this bed or the transfer into it. */
  hoursInBed: number;
  score: Pick<LiveScore, "score" | "hasRedScore" | "inputsPresent"> | undefined;
  onOxygen: boolean | undefined;
  isAlert: boolean | undefined;
  /** The predicted risk over the level from which its model alerts. */
  riskRatio: number | undefined;
  unansweredAlerts: number;
}

export interface AcuityFinding {
  /** Undefined: too little is known to say. */
  acuityClass: AcuityClass | undefined;
  /** Something that is not known could make it a higher one. */
  isAtLeast: boolean;
  /** Ids of the rules that hold, in the order of the rules. */
  reasons: readonly string[];
}

/**
 * The workload class of a patient. A rule whose facts are missing is undecided: it gives nothing, but class 1
 * is said only of a patient whom no undecided rule could put in a higher one. So what is not known never
 * makes a patient look light; and of whom nothing was measured no class is said.
 */
export function acuityOf(facts: AcuityFacts, { pointsFor, rules }: AcuityRules): AcuityFinding {
  const holding: AcuityRule[] = [];
  const possible: AcuityRule[] = [];
  for (const rule of rules) {
    const answer = holds(rule.when, facts);
    if (answer) holding.push(rule);
    if (answer !== false) possible.push(rule);
  }

  const acuityClass = classFrom(holding, pointsFor);
  const isAtLeast = classFrom(possible, pointsFor) > acuityClass;
  const reasons = holding.map(({ id }) => id);
  const isKnown = isAnythingMeasured(facts) && !(acuityClass === 1 && isAtLeast);
  return { acuityClass: isKnown ? acuityClass : undefined, isAtLeast, reasons };
}

/** The class that the kind of unit alone asks for: what a patient of whom nothing is known is staffed as. */
export const leastClassIn = (unitKind: UnitKind, { pointsFor, rules }: AcuityRules): AcuityClass =>
  classFrom(
    rules.filter(({ when }) => when.fact === "unit-kind" && when.is === unitKind),
    pointsFor,
  );

function classFrom(rules: readonly AcuityRule[], pointsFor: AcuityRules["pointsFor"]): AcuityClass {
  let points = 0;
  let least: AcuityClass = 1;
  for (const rule of rules) {
    points += rule.points;
    if (rule.atLeast !== undefined && rule.atLeast > least) least = rule.atLeast;
  }
  const bySum = classOfPoints(points, pointsFor);
  return bySum > least ? bySum : least;
}

function classOfPoints(points: number, pointsFor: AcuityRules["pointsFor"]): AcuityClass {
  if (points >= pointsFor[4]) return 4;
  if (points >= pointsFor[3]) return 3;
  return points >= pointsFor[2] ? 2 : 1;
}

const isAnythingMeasured = ({ score, onOxygen, isAlert, riskRatio }: AcuityFacts): boolean =>
  [score, onOxygen, isAlert, riskRatio].some((fact) => fact !== undefined);

/** Undefined when the facts do not decide it. */
function holds(condition: AcuityCondition, facts: AcuityFacts): boolean | undefined {
  switch (condition.fact) {
    case "unit-kind":
      return facts.unitKind === condition.is;
    case "early-warning-score":
      return reachesScore(facts.score, condition.atLeast);
    case "red-score":
      return hasRedScore(facts.score);
    case "on-oxygen":
      return facts.onOxygen;
    case "not-alert":
      return facts.isAlert === undefined ? undefined : !facts.isAlert;
    case "risk":
      return facts.riskRatio === undefined ? undefined : facts.riskRatio >= condition.atLeast;
    case "unanswered-alerts":
      return facts.unansweredAlerts >= condition.atLeast;
    case "hours-in-bed":
      return facts.hoursInBed < condition.below;
  }
}

const INPUTS = EARLY_WARNING_PARAMETERS.length;
const MOST_POINTS = 3; // of one parameter

function reachesScore(score: AcuityFacts["score"], limit: number): boolean | undefined {
  if (!score) return undefined;
  if (score.score >= limit) return true;
  // What is missing might have scored in full.
  const most = score.score + (INPUTS - score.inputsPresent) * MOST_POINTS;
  return most >= limit ? undefined : false;
}

function hasRedScore(score: AcuityFacts["score"]): boolean | undefined {
  if (!score) return undefined;
  if (score.hasRedScore) return true;
  return score.inputsPresent < INPUTS ? undefined : false;
}
