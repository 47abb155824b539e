import type { LiveRisk, LiveScore, LiveSigns } from "../realtime/board";
import { VITAL_SIGN_KINDS } from "../vitals/vital-sign";
import type { AlertCause, AlertPriority, AlertReason, SignOutsideLimit } from "./alert";
import type { AlertPolicy, SignLimit } from "./alert-policy";
import { worseOf } from "./priority";

/** One assessment as a policy sees it. */
export interface AlertFinding {
  /** What it asks for; undefined is below every level. */
  priority: AlertPriority | undefined;
  /** What an alert that is open already is held at: the margin to better is not yet passed. */
  held: AlertPriority | undefined;
  reason: AlertReason;
  /** How long it must last before it raises. */
  persistenceMinutes: number;
  /** Epoch milliseconds on the feed's clock. */
  at: number;
  /** Made while less is known of the patient than was: it may raise and worsen, and reassures nobody. */
  isPartlyUnseen?: boolean;
}

/** A patient as assessed; what is absent is not known, and raises and ends nothing. */
export interface AssessedPatient {
  score: LiveScore | undefined;
  risk: LiveRisk | undefined;
  /** Read only where the unit watches single signs. */
  signs: () => LiveSigns;
  /** A sensor that was used is off, or the bed is silent. */
  isPartlyUnseen?: boolean;
}

/** What an assessment says under a policy, a finding for each cause that could be judged. */
export function findingsOf(
  { score, risk, signs, isPartlyUnseen }: AssessedPatient,
  policy: AlertPolicy,
): AlertFinding[] {
  const findings: AlertFinding[] = [];
  if (score) findings.push(ofScore(score, policy));
  if (risk) findings.push(ofRisk(risk, policy));
  const rise = score && ofRise(score, policy);
  if (rise) findings.push(rise);
  const single = score && ofSingleSigns(signs, score.assessedAt, policy);
  if (single) findings.push(single);
  return isPartlyUnseen ? findings.map((finding) => ({ ...finding, isPartlyUnseen })) : findings;
}

/** A score from missing inputs counts as it is: what is known already reaches the level, or does not. */
function ofScore(score: LiveScore, { earlyWarningScore: trigger }: AlertPolicy): AlertFinding {
  const levelOf = (points: number): AlertPriority | undefined => {
    if (points >= trigger.highFrom) return "high";
    const isRed = trigger.redScoreCounts && score.hasRedScore;
    return points >= trigger.mediumFrom || isRed ? "medium" : undefined;
  };
  return {
    priority: trigger.isOn ? levelOf(score.score) : undefined,
    held: trigger.isOn ? levelOf(score.score + trigger.rearmMargin) : undefined,
    reason: {
      cause: "early-warning-score",
      score: score.score,
      hasRedScore: score.hasRedScore,
      inputsPresent: score.inputsPresent,
    },
    persistenceMinutes: trigger.persistenceMinutes,
    at: score.assessedAt,
  };
}

function ofRisk(prediction: LiveRisk, policy: AlertPolicy): AlertFinding {
  const trigger = policy.deteriorationRisk;
  const threshold = trigger.threshold ?? prediction.threshold;
  const levelOf = (risk: number): AlertPriority | undefined => {
    if (risk >= threshold * trigger.highFactor) return "high";
    return risk >= threshold ? "medium" : undefined;
  };
  return {
    priority: trigger.isOn ? levelOf(prediction.risk) : undefined,
    held: trigger.isOn ? levelOf(prediction.risk / trigger.rearmShare) : undefined,
    reason: {
      cause: "deterioration-risk",
      risk: prediction.risk,
      threshold,
      modelVersion: prediction.modelVersion,
    },
    persistenceMinutes: trigger.persistenceMinutes,
    at: prediction.predictedAt,
  };
}

/** Nothing is said of a rise while the score of an hour ago is not known. */
function ofRise(
  { score, previousScore, inputsPresent, assessedAt }: LiveScore,
  { scoreRise: trigger }: AlertPolicy,
): AlertFinding | undefined {
  if (previousScore === undefined) return undefined;
  const rise = score - previousScore;
  const priority = trigger.isOn && rise >= trigger.points ? trigger.priority : undefined;
  return {
    priority,
    held: priority,
    reason: { cause: "score-rise", score, rise, inputsPresent },
    persistenceMinutes: trigger.persistenceMinutes,
    at: assessedAt,
  };
}

/** An old value is no value: what a sensor said long ago neither raises nor holds an alert. */
const SIGN_AGE_MS = 60 * 60_000;

/** Undefined when none of the watched signs is known: that is no sign of being better. To watch none is. */
function ofSingleSigns(
  signs: () => LiveSigns,
  at: number,
  { singleSign: trigger }: AlertPolicy,
): AlertFinding | undefined {
  const limits = trigger.isOn ? trigger.limits : [];
  const newest = limits.length > 0 ? signs() : {};
  const { persistenceMinutes } = trigger;
  const known = limits.filter(({ kind }) => {
    const sign = newest[kind];
    return sign !== undefined && at - sign.observedAt <= SIGN_AGE_MS;
  });
  if (known.length === 0 && limits.length > 0) return undefined;

  const outside: SignOutsideLimit[] = [];
  let priority: AlertPriority | undefined;
  for (const limit of known) {
    const found = outsideOf(limit, newest[limit.kind]?.value);
    if (!found) continue;
    outside.push(found);
    priority = worseOf(priority, limit.priority);
  }
  return {
    priority,
    held: priority,
    reason: { cause: "single-sign", signs: outside, inputsPresent: known.length },
    persistenceMinutes,
    at,
  };
}

function outsideOf(
  { kind, low, high }: SignLimit,
  value: number | undefined,
): SignOutsideLimit | undefined {
  if (value === undefined) return undefined;
  if (low !== undefined && value < low) return { kind, value, side: "low", limit: low };
  if (high !== undefined && value > high) return { kind, value, side: "high", limit: high };
  return undefined;
}

/** The signs a policy's single limits name, in the order of the chart. */
export const watchedSigns = ({ singleSign }: AlertPolicy) =>
  VITAL_SIGN_KINDS.filter((kind) => singleSign.limits.some((limit) => limit.kind === kind));

/** A score that is high says what a rise or a single sign says, and more. */
export const COVERED_BY_SCORE: ReadonlySet<AlertCause> = new Set(["score-rise", "single-sign"]);
