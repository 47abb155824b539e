import type { LiveRisk, LiveScore } from "../realtime/board";
import { MS_PER_MINUTE } from "../shared/time-range";
import type { AlertPriority, AlertReason } from "./alert";

/**
 * The limits of the Royal College of Physicians' NEWS2 (2017), chart 2: 7 or more asks for an emergency
 * assessment, 5 or 6 (or 3 in any single parameter) for an urgent one.
 */
const EMERGENCY_SCORE = 7;
const URGENT_SCORE = 5;

/** A risk of twice the model's threshold or more is shown with high priority. A choice of ours. */
const HIGH_RISK_FACTOR = 2;

/**
 * How long a patient must stay better before an alert steps down or ends, on the feed's clock. A value
 * that hovers at a limit would otherwise raise a new alert each time it crosses.
 */
export const RECOVERY_MS = 10 * MS_PER_MINUTE;

/** The same when the score rests on fewer inputs than the alert did: a sensor taken off is no recovery. */
export const RECOVERY_FROM_FEWER_INPUTS_MS = 60 * MS_PER_MINUTE;

/** One assessment as the policy sees it; no priority means below every limit. */
export interface AlertFinding {
  priority: AlertPriority | undefined;
  reason: AlertReason;
  /** Epoch milliseconds on the feed's clock. */
  at: number;
}

/** An alert that is open, with how the patient has done since. */
export interface WatchedAlert {
  priority: AlertPriority;
  reason: AlertReason;
  /** Since when every finding was below `priority`, and the worst of them. */
  better: { since: number; worst: AlertPriority | undefined } | undefined;
}

export type AlertChange =
  | {
      step: "raised" | "priority-changed";
      priority: AlertPriority;
      reason: AlertReason;
      at: number;
    }
  | { step: "resolved"; at: number };

const RANK: Readonly<Record<AlertPriority, number>> = { low: 1, medium: 2, high: 3 };
const rank = (priority: AlertPriority | undefined): number => (priority ? RANK[priority] : 0);
const worse = (a: AlertPriority | undefined, b: AlertPriority | undefined) =>
  rank(a) >= rank(b) ? a : b;

/** Whether the second priority asks for more than the first: only then is attention asked for again. */
export const isWorse = (before: AlertPriority, after: AlertPriority): boolean =>
  rank(after) > rank(before);

/** A score from missing inputs counts as it is: what is known already reaches the limit, or does not. */
export function findingFromScore(score: LiveScore): AlertFinding {
  return {
    priority: priorityOfScore(score),
    reason: {
      cause: "early-warning-score",
      score: score.score,
      hasRedScore: score.hasRedScore,
      inputsPresent: score.inputsPresent,
    },
    at: score.assessedAt,
  };
}

function priorityOfScore({ score, hasRedScore }: LiveScore): AlertPriority | undefined {
  if (score >= EMERGENCY_SCORE) return "high";
  return score >= URGENT_SCORE || hasRedScore ? "medium" : undefined;
}

export function findingFromRisk({ risk, threshold, ...prediction }: LiveRisk): AlertFinding {
  const isHigh = risk >= threshold * HIGH_RISK_FACTOR;
  return {
    priority: risk < threshold ? undefined : isHigh ? "high" : "medium",
    reason: {
      cause: "deterioration-risk",
      risk,
      threshold,
      modelVersion: prediction.modelVersion,
    },
    at: prediction.predictedAt,
  };
}

/**
 * What a new finding means for the alert of its cause: there is at most one open for an encounter.
 * Worsening raises its priority at once; getting better steps it down, or ends it, only after
 * `RECOVERY_MS` in which no finding was as bad.
 */
export function reviewAlert(
  open: WatchedAlert | undefined,
  finding: AlertFinding,
): { watched: WatchedAlert | undefined; change: AlertChange | undefined } {
  const { priority } = finding;
  if (!open) return priority ? opened("raised", priority, finding) : NOTHING;
  if (priority && isWorse(open.priority, priority)) {
    return opened("priority-changed", priority, finding);
  }
  if (priority === open.priority) {
    return { watched: open.better ? { ...open, better: undefined } : open, change: undefined };
  }

  const better = {
    since: open.better?.since ?? finding.at,
    worst: worse(priority, open.better?.worst),
  };
  if (finding.at - better.since < recoveryTime(open.reason, finding.reason)) {
    return { watched: { ...open, better }, change: undefined };
  }
  return better.worst
    ? opened("priority-changed", better.worst, finding)
    : { watched: undefined, change: { step: "resolved", at: finding.at } };
}

const NOTHING = { watched: undefined, change: undefined };

function opened(
  step: "raised" | "priority-changed",
  priority: AlertPriority,
  { reason, at }: AlertFinding,
) {
  return {
    watched: { priority, reason, better: undefined },
    change: { step, priority, reason, at },
  };
}

function recoveryTime(before: AlertReason, now: AlertReason): number {
  const restsOnLess =
    before.cause === "early-warning-score" &&
    now.cause === "early-warning-score" &&
    now.inputsPresent < before.inputsPresent;
  return restsOnLess ? RECOVERY_FROM_FEWER_INPUTS_MS : RECOVERY_MS;
}
