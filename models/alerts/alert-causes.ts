import type { AlertCause } from "./alert";
import { type AlertFinding, COVERED_BY_SCORE } from "./alert-finding";
import type { AlertPolicy } from "./alert-policy";
import { type AlertChange, quietOf, reviewFinding, type WatchedCause } from "./alert-review";
import { isWorse } from "./priority";

/** What becomes of one cause when the other causes of the patient are looked at too. */
export interface CauseReview {
  watched: WatchedCause | undefined;
  change: AlertChange | SupersededByScore | undefined;
}

/** Its alert ends because the open alert of the score says the same and more. */
export interface SupersededByScore {
  step: "superseded";
  at: number;
}

type CauseState = (cause: AlertCause) => WatchedCause | undefined;

const NOTHING: CauseReview = { watched: undefined, change: undefined };

/**
 * Reviews a finding beside the patient's other causes as they stand, those of the same assessment that came
 * before it included: the score is the first. The watch of live patients and the replay of past ones both
 * decide by this.
 */
export function reviewCause(
  stateOf: CauseState,
  finding: AlertFinding,
  policy: AlertPolicy,
): CauseReview {
  const before = stateOf(finding.reason.cause);
  if (!before && !finding.priority) return NOTHING; // almost always
  if (isCovered(stateOf, finding)) {
    const change = isOpen(before) ? { step: "superseded" as const, at: finding.at } : undefined;
    // What somebody has answered stays quiet, also when the score is no longer there to cover it.
    return { watched: quietOf(before, finding.at), change };
  }
  return reviewFinding(before, finding, policy);
}

/** A rise or a single sign says nothing that a score of the same priority does not say: one alert is enough. */
function isCovered(stateOf: CauseState, finding: AlertFinding): boolean {
  if (!COVERED_BY_SCORE.has(finding.reason.cause)) return false;
  const score = stateOf("early-warning-score");
  if (!isOpen(score)) return false;
  const narrow = stateOf(finding.reason.cause);
  const asked = isOpen(narrow) ? narrow.priority : finding.priority;
  return !isWorse(score.priority, finding.priority) && !isWorse(score.priority, asked);
}

export const isOpen = (
  cause: WatchedCause | undefined,
): cause is Extract<WatchedCause, { state: "open" }> => cause?.state === "open";
