import { MS_PER_DAY } from "../shared/time-range";
import { budgetFigures, type UnitReplay } from "./alert-budget";
import type { AssessedPatient } from "./alert-finding";
import { type AlertLevels, withLevels } from "./alert-levels";
import type { AlertPolicy } from "./alert-policy";
import { replayAlerts, type ReplayedAlert } from "./alert-replay";
import { alertYield, type PatientYield, patientYield, YIELD_RULES } from "./alert-yield";
import { scoreCrossings } from "./score-crossings";

/** One patient's time in a unit. Epoch milliseconds on the feed's clock. */
export interface PastPatient {
  from: number;
  to: number;
  eventAt: number | undefined;
  assessments: readonly AssessedPatient[];
}

export interface UnitToReplay {
  days: number;
  beds: number;
  inForce: AlertPolicy;
  /** Tried in the policy in force, whose other rules stay. */
  levels: readonly AlertLevels[];
  hourOfDay: (at: number) => number;
}

/** Replays a unit's past bit by bit, so that whoever calls it can do other work in between. */
export function createUnitReplay({ days, beds, inForce, levels, hourOfDay }: UnitToReplay) {
  const policies = [...levels.map((one) => withLevels(inForce, one)), inForce];
  const tried = policies.map((): PatientYield[] => []);
  const crossings: PatientYield[] = [];
  const rules = { ...YIELD_RULES, hourOfDay };
  let assessments = 0;

  return {
    /** One patient; a step of it is one policy. */
    *add(patient: PastPatient): Generator<undefined, void> {
      const { from, to, eventAt } = patient;
      const judged = (alerts: readonly ReplayedAlert[]): PatientYield =>
        patientYield({ from, to, eventAt, alerts }, rules);
      assessments += patient.assessments.length;
      crossings.push(judged(scoreCrossings(patient.assessments, { until: to })));
      for (const [index, policy] of policies.entries()) {
        yield;
        tried[index]?.push(judged(replayAlerts(patient.assessments, policy, { until: to })));
      }
    },
    /** `firstAt` is when the history begins, if that is later than the period. */
    result({ isCut, firstAt, now }: { isCut: boolean; firstAt: number; now: number }): UnitReplay {
      const covered = Math.min(days, Math.max(0, now - firstAt) / MS_PER_DAY);
      const { patients, patientDays, events } = alertYield(crossings);
      // A bed that was taken out of use since then was one all the same.
      const bedDays = Math.max(beds * covered, patientDays);
      const figuresOf = (yields: readonly PatientYield[] | undefined) =>
        budgetFigures(alertYield(yields ?? []), { bedDays, hasClock: true });
      return {
        ...{ days: covered, beds, patients, patientDays, assessments, events, isCut },
        steps: levels.map((of, index) => ({ levels: of, figures: figuresOf(tried[index]) })),
        inForce: figuresOf(tried.at(-1)),
        earlyWarningScore: figuresOf(crossings),
      };
    },
  };
}
