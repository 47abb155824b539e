import { type AlertLevels, levelsOf } from "#models/alerts/alert-levels";
import type { AlertPolicy } from "#models/alerts/alert-policy";
import type { AlertYield } from "#models/alerts/alert-yield";

/** What is asked of a policy: no more alerts than that, and at least that share of patients caught. */
export const GOAL = { alertsPerPatientDay: 1.2, sensitivity: 0.8 } as const;

/** On the patients a policy is chosen on it must do with less: it will look a little worse on others. */
const BUDGET_TO_CHOOSE = 1.15;

/**
 * What is tried for the house policy of intensive units: whether a single 3 counts, and when a patient counts as
 * better. NEWS2's levels are the guideline's, and the risk's is the model's own, whatever its version: neither is
 * tried here. A quiet time after a recovery is not tried either. It would save as many alerts, but the same level
 * again would then be silent with no open alert to be seen.
 */
export function houseCandidates(base: AlertPolicy): AlertPolicy[] {
  const candidates: AlertPolicy[] = [];
  for (const redScoreCounts of [true, false])
    for (const recovery of [10, 120, 180, 240, 300, 360])
      for (const [rearmMargin, rearmShare] of [
        [0, 1],
        [1, 0.85],
        [2, 0.7],
      ] as const)
        candidates.push({
          ...base,
          earlyWarningScore: { ...base.earlyWarningScore, redScoreCounts, rearmMargin },
          deteriorationRisk: { ...base.deteriorationRisk, rearmShare },
          recoveryMinutes: recovery,
          recoveryFromFewerInputsMinutes: Math.max(60, recovery),
        });
  return candidates;
}

export interface Tried<Candidate> {
  candidate: Candidate;
  figures: AlertYield;
}

/**
 * Within the budget and with as many caught as asked, the one that raises a fresh alert before most events: an
 * alert that was raised days ago and never ended catches everybody and tells nobody anything. Of equal ones
 * the one with fewer alerts.
 */
export function choosePolicy<Candidate>(
  tried: readonly Tried<Candidate>[],
): Tried<Candidate> | undefined {
  const good = tried.filter(
    ({ figures }) =>
      (figures.alertsPerPatientDay ?? Infinity) <= BUDGET_TO_CHOOSE &&
      (figures.sensitivity ?? 0) >= GOAL.sensitivity,
  );
  const fresh = (one: Tried<Candidate>): number => one.figures.sensitivityInWindow ?? 0;
  const alerts = (one: Tried<Candidate>): number => one.figures.alertsPerPatientDay ?? Infinity;
  return good.reduce<Tried<Candidate> | undefined>(
    (best, one) =>
      !best ||
      fresh(one) > fresh(best) ||
      (fresh(one) === fresh(best) && alerts(one) < alerts(best))
        ? one
        : best,
    undefined,
  );
}

/** What a unit may choose between; the guideline's levels of NEWS2 and the model's own of the risk are among them. */
export function levelCandidates(base: AlertPolicy, modelThreshold: number): AlertLevels[] {
  const candidates: AlertLevels[] = [];
  for (const mediumFrom of [4, 5, 6, 7, 8, 10])
    for (const factor of [0.4, 0.7, 1, 1.4, 2, 4])
      for (const recovery of [10, 120, 240, 360])
        candidates.push({
          ...levelsOf(base),
          mediumFrom,
          highFrom: mediumFrom + 2,
          riskThreshold: factor === 1 ? null : Number((factor * modelThreshold).toFixed(4)),
          recovery,
        });
  return candidates;
}

/** Of candidates closer together than so many alerts per patient-day only the best is worth a step. */
const STEP = 0.12;

/**
 * The steps of a budget, from few alerts to many: each has a fresh alert before more events than every candidate
 * with fewer alerts. Fresh, and not at any time before: a level so low that alerts are open nearly always would
 * "catch" nearly everybody with very few of them.
 */
export function frontierOf<Candidate>(tried: readonly Tried<Candidate>[]): Tried<Candidate>[] {
  const alerts = ({ figures }: Tried<Candidate>): number => figures.alertsPerPatientDay ?? Infinity;
  const caught = ({ figures }: Tried<Candidate>): number => figures.sensitivityInWindow ?? 0;
  const frontier: Tried<Candidate>[] = [];
  for (const one of tried.toSorted((a, b) => alerts(a) - alerts(b) || caught(b) - caught(a))) {
    const last = frontier.at(-1);
    if (last && caught(one) <= caught(last)) continue;
    const before = frontier.at(-2);
    if (last && before && alerts(one) - alerts(before) < STEP) frontier.pop();
    frontier.push(one);
  }
  return frontier;
}
