import { MS_PER_HOUR, MS_PER_MINUTE } from "../shared/time-range";
import type { AlertCause, AlertPriority } from "./alert";
import { isOpen, reviewCause } from "./alert-causes";
import { type AssessedPatient, findingsOf } from "./alert-finding";
import type { AlertPolicy } from "./alert-policy";
import { quietAfter, type WatchedCause } from "./alert-review";
import type { Disposition } from "./disposition";

export type ReplayedEnd = "recovered" | "superseded" | "expired" | "answered" | "left-bed";

/** An alert as it would have been. Instants are epoch milliseconds on the feed's clock. */
export interface ReplayedAlert {
  cause: AlertCause;
  /** The first is that it was raised; the others are changes of its priority. */
  changes: readonly { at: number; priority: AlertPriority }[];
  endedAt: number;
  end: ReplayedEnd;
}

export const raisedAtOf = ({ changes }: Pick<ReplayedAlert, "changes">): number =>
  changes[0]?.at ?? NaN;

/**
 * People in a replay: each alert is ended by somebody so long after it was raised. Without them nobody answers,
 * and an alert lasts for as long as the patient is no better: fewer alerts, each longer.
 */
export interface ReplayedAnswers {
  afterMinutes: number;
  disposition: Disposition;
}

interface Entry {
  watched: WatchedCause;
  alert: { changes: { at: number; priority: AlertPriority }[] } | undefined;
  assessedAt: number;
}

/**
 * The alerts one patient would have had under a policy, in the order of their ends. Assessments are in order
 * of time; `until` is when the patient left the bed.
 */
export function replayAlerts(
  assessments: Iterable<AssessedPatient>,
  policy: AlertPolicy,
  { until, answers }: { until: number; answers?: ReplayedAnswers },
): ReplayedAlert[] {
  const ended: ReplayedAlert[] = [];
  const causes = new Map<AlertCause, Entry>();
  const stateOf = (cause: AlertCause) => causes.get(cause)?.watched;
  const end = (cause: AlertCause, { alert }: Entry, how: ReplayedEnd, at: number): void => {
    if (alert) ended.push({ cause, changes: alert.changes, endedAt: at, end: how });
  };

  function passTime(at: number): void {
    for (const [cause, entry] of causes) {
      const answeredAt = answers && entry.alert && answerOf(entry.alert, answers);
      const expiredAt = entry.assessedAt + policy.expiryHours * MS_PER_HOUR;
      if (answeredAt !== undefined && answeredAt <= Math.min(at, expiredAt)) {
        end(cause, entry, "answered", answeredAt);
        const quiet = answers && quietOf(entry, answers.disposition, policy);
        if (quiet) causes.set(cause, { ...entry, watched: quiet, alert: undefined });
        else causes.delete(cause);
      } else if (expiredAt < at) {
        end(cause, entry, "expired", expiredAt);
        causes.delete(cause);
      }
    }
  }

  for (const assessment of assessments) {
    for (const finding of findingsOf(assessment, policy)) {
      const { cause } = finding.reason;
      if (causes.size > 0) passTime(finding.at);
      const before = causes.get(cause);
      const { watched, change } = reviewCause(stateOf, finding, policy);
      if (!before && !watched) continue;
      let alert = before?.alert;
      if (change?.step === "raised")
        alert = { changes: [{ at: change.at, priority: change.priority }] };
      else if (change?.step === "priority-changed")
        alert?.changes.push({ at: change.at, priority: change.priority });
      else if (change && before) end(cause, before, change.step, change.at);
      if (watched)
        causes.set(cause, {
          watched,
          alert: isOpen(watched) ? alert : undefined,
          assessedAt: finding.at,
        });
      else causes.delete(cause);
    }
  }
  passTime(until);
  for (const [cause, entry] of causes) end(cause, entry, "left-bed", until);
  return ended;
}

const answerOf = (alert: Pick<ReplayedAlert, "changes">, { afterMinutes }: ReplayedAnswers) =>
  raisedAtOf(alert) + afterMinutes * MS_PER_MINUTE;

/** The quiet time counts from the last assessment before the answer, as it does live. */
const quietOf = (
  { watched, assessedAt }: Entry,
  disposition: Disposition,
  policy: AlertPolicy,
): WatchedCause | undefined =>
  isOpen(watched) ? quietAfter(watched.priority, disposition, assessedAt, policy) : undefined;
