import { MS_PER_MINUTE } from "../shared/time-range";
import type { AlertPriority, AlertReason } from "./alert";
import type { AlertFinding } from "./alert-finding";
import type { AlertPolicy } from "./alert-policy";
import type { Disposition } from "./disposition";
import { isWorse, worseOf } from "./priority";

/** What one cause of one patient has come to. Instants are epoch milliseconds on the feed's clock. */
export type WatchedCause =
  /** Above a level, but not yet for long enough; `least` is what was kept all the while. */
  | { state: "pending"; since: number; least: AlertPriority; quiet?: QuietCause | undefined }
  | {
      state: "open";
      priority: AlertPriority;
      reason: AlertReason;
      /** Since when every finding was below `priority`, and the worst of them. */
      better: { since: number; worst: AlertPriority | undefined } | undefined;
      /** A sensor was off, or nothing was heard, and what was known then is not known again. */
      isHeld?: boolean;
    }
  | QuietCause;

/** Ended a short while ago: it raises nothing until then, unless it is worse than it was. */
export interface QuietCause {
  state: "quiet";
  until: number;
  priority: AlertPriority;
}

export type AlertChange =
  | {
      step: "raised" | "priority-changed";
      priority: AlertPriority;
      reason: AlertReason;
      at: number;
    }
  | { step: "recovered"; at: number };

export interface Review {
  watched: WatchedCause | undefined;
  change: AlertChange | undefined;
}

type ReviewRules = Pick<
  AlertPolicy,
  "recoveryMinutes" | "recoveryFromFewerInputsMinutes" | "quietMinutes"
>;

/**
 * What a new finding means for its cause: there is at most one open alert of it for an encounter.
 * Worsening raises the priority at once; getting better steps it down, or ends it, only after the recovery
 * time in which no finding was as bad.
 */
export function reviewFinding(
  watched: WatchedCause | undefined,
  finding: AlertFinding,
  rules: ReviewRules,
): Review {
  if (watched?.state === "open") return reviewOpen(watched, finding, rules);
  const quiet = quietOf(watched, finding.at);
  if (quiet && !isWorse(quiet.priority, finding.priority))
    return { watched: quiet, change: undefined };
  return reviewClosed(watched?.state === "pending" ? watched : undefined, finding, quiet);
}

/** What somebody's answer still keeps quiet at an instant, also while something worse has yet to last. */
export function quietOf(watched: WatchedCause | undefined, at: number): QuietCause | undefined {
  const quiet = watched?.state === "pending" ? watched.quiet : watched;
  return quiet?.state === "quiet" && at < quiet.until ? quiet : undefined;
}

/** After an end by a person: how long the cause stays quiet follows from what was found. */
export function quietAfter(
  priority: AlertPriority,
  how: "recovered" | Disposition,
  at: number,
  { quietMinutes }: Pick<AlertPolicy, "quietMinutes">,
): WatchedCause | undefined {
  const minutes = quietMinutes[how];
  return minutes > 0
    ? { state: "quiet", until: at + minutes * MS_PER_MINUTE, priority }
    : undefined;
}

const NOTHING: Review = { watched: undefined, change: undefined };

function reviewClosed(
  pending: Extract<WatchedCause, { state: "pending" }> | undefined,
  finding: AlertFinding,
  quiet: QuietCause | undefined,
): Review {
  const { priority, persistenceMinutes, at } = finding;
  if (!priority) return NOTHING;
  const since = pending?.since ?? at;
  const least =
    pending && isWorse(priority, pending.least) ? priority : (pending?.least ?? priority);
  if (at - since < persistenceMinutes * MS_PER_MINUTE)
    return { watched: { state: "pending", since, least, quiet }, change: undefined };
  return opened("raised", persistenceMinutes > 0 ? least : priority, finding);
}

function reviewOpen(
  open: Extract<WatchedCause, { state: "open" }>,
  finding: AlertFinding,
  rules: ReviewRules,
): Review {
  const { priority, at } = finding;
  if (priority && isWorse(open.priority, priority))
    return opened("priority-changed", priority, finding);

  const held = worseOf(priority, finding.held);
  // A sensor taken off is no recovery, however long it stays off: nor when its last value is too old to
  // count and nobody misses the sensor any more.
  const isHeld =
    finding.isPartlyUnseen === true ||
    (open.isHeld === true && restsOnLess(open.reason, finding.reason));
  if (isHeld || !isWorse(held, open.priority))
    return { watched: { ...open, isHeld, better: undefined }, change: undefined };

  const better = {
    since: open.better?.since ?? at,
    worst: worseOf(held, open.better?.worst),
  };
  if (at - better.since < recoveryMs(open.reason, finding.reason, rules))
    return { watched: { ...open, isHeld, better }, change: undefined };
  if (better.worst) return opened("priority-changed", better.worst, finding);
  return {
    watched: quietAfter(open.priority, "recovered", at, rules),
    change: { step: "recovered", at },
  };
}

function opened(
  step: "raised" | "priority-changed",
  priority: AlertPriority,
  { reason, at }: AlertFinding,
): Review {
  return {
    watched: { state: "open", priority, reason, better: undefined },
    change: { step, priority, reason, at },
  };
}

function recoveryMs(before: AlertReason, now: AlertReason, rules: ReviewRules): number {
  const minutes = restsOnLess(before, now)
    ? rules.recoveryFromFewerInputsMinutes
    : rules.recoveryMinutes;
  return minutes * MS_PER_MINUTE;
}

const restsOnLess = (before: AlertReason, now: AlertReason): boolean =>
  inputsOf(now) < inputsOf(before);

const inputsOf = (reason: AlertReason): number =>
  "inputsPresent" in reason ? (reason.inputsPresent ?? 0) : 0;
