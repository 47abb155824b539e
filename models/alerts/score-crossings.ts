import type { AssessedPatient } from "./alert-finding";
import type { ReplayedAlert } from "./alert-replay";

/** NEWS2's own level for an urgent response (Royal College of Physicians, 2017). */
export const NEWS2_URGENT = 5;

/**
 * Plain alerting by NEWS2, as a chart without a policy does it: each rise to the level or above is an alert,
 * and it ends with the first score below. A score that is not known changes nothing.
 */
export function scoreCrossings(
  assessments: Iterable<AssessedPatient>,
  { until, level = NEWS2_URGENT }: { until: number; level?: number },
): ReplayedAlert[] {
  const alerts: ReplayedAlert[] = [];
  let raisedAt: number | undefined;
  const ended = (endedAt: number, end: ReplayedAlert["end"]): void => {
    if (raisedAt === undefined) return;
    const changes = [{ at: raisedAt, priority: "medium" as const }];
    alerts.push({ cause: "early-warning-score", changes, endedAt, end });
    raisedAt = undefined;
  };
  for (const { score } of assessments) {
    if (!score) continue;
    if (score.score >= level) raisedAt ??= score.assessedAt;
    else ended(score.assessedAt, "recovered");
  }
  ended(until, "left-bed");
  return alerts;
}
