import type { Interval } from "#models/deterioration/bootstrap";
import { alarmFigures, bestEventOneThreshold, figuresOf } from "#models/outcomes/event-one";
import { judgeByStay, type Figures } from "#models/outcomes/stay-intervals";
import { applyBlend, chooseBlend, type Blend } from "./choose-blend";
import { teachCommittees, type FoldView } from "./committee";
import type { MemberRecipe } from "./member";
import type { BedsideScore, OutcomeTable } from "./outcome-table";

export interface OutcomeRecipe {
  folds: number;
  /** Of the rows outside the folds, how many there are to each one learnt from. */
  learnEvery: number;
  seed: number;
  members: readonly (MemberRecipe & { name: string })[];
}

/** One way to predict, on all stays, none of which it had learnt from. */
export interface Verdict {
  name: string;
  figures: Figures<number>;
  intervals: Figures<Interval>;
  /** At the threshold that was chosen on the other folds. */
  sensitivity: number;
  positivePredictiveValue: number;
  /** With the one threshold that would have been best for all folds, for comparison with others' reports. */
  eventOneInHindsight: number;
}

export interface OutcomeReport {
  stays: number;
  rows: number;
  positiveRows: number;
  folds: number;
  verdicts: {
    /** All members together. */
    model: Verdict;
    /** Each member alone, calibrated and thresholded alike. */
    members: Verdict[];
    /** Scores that are not learnt. They are no probabilities and have no calibration error: NaN. */
    scores: Verdict[];
  };
  /** By fold, what was chosen on the others. */
  chosen: Blend[];
}

/** Trains by nested cross-validation and judges on the pooled test folds. */
export async function evaluateOutcome(
  table: OutcomeTable,
  { folds, learnEvery, seed, members }: OutcomeRecipe,
  onProgress: (done: number, total: number) => void,
): Promise<OutcomeReport> {
  const views = await teachCommittees(table, members, { folds, learnEvery, seed }, onProgress);
  const { verdict: model, chosen } = judgeBlend("model", table, views);
  return {
    stays: table.stays.length,
    rows: table.rows,
    positiveRows: table.labels.reduce((sum, label) => sum + label, 0),
    folds,
    verdicts: {
      model,
      members: members.map(
        ({ name }, member) =>
          judgeBlend(
            name,
            table,
            views.map((view) => only(view, member)),
          ).verdict,
      ),
      scores: table.scores.map((score) => judgeScore(score, table, views)),
    },
    chosen,
  };
}

const only = (view: FoldView, member: number): FoldView => ({
  ...view,
  testLogits: view.testLogits.slice(member, member + 1),
  trainLogits: view.trainLogits.slice(member, member + 1),
});

function judgeBlend(
  name: string,
  table: OutcomeTable,
  views: readonly FoldView[],
): { verdict: Verdict; chosen: Blend[] } {
  const probabilities = new Float32Array(table.rows).fill(NaN);
  const alarms = new Uint8Array(table.rows);
  const chosen = views.map((view) => {
    const blend = chooseBlend(table, view);
    const its = applyBlend(table, view, blend);
    for (const row of view.test) {
      probabilities[row] = its[row] ?? NaN;
      alarms[row] = (its[row] ?? NaN) >= blend.threshold ? 1 : 0;
    }
    return blend;
  });
  return { verdict: verdictOf(name, table, probabilities, alarms), chosen };
}

/** A stay without the score ranks below all others, as one that nobody worried about enough to score. */
function judgeScore(
  { name, values }: BedsideScore,
  table: OutcomeTable,
  views: readonly FoldView[],
): Verdict {
  const ranks = values.map((value) => (Number.isNaN(value) ? -1 : value));
  const alarms = new Uint8Array(table.rows);
  const pick = (from: ArrayLike<number>, rows: Int32Array) =>
    Float32Array.from(rows, (row) => from[row] ?? NaN);
  for (const { train, test } of views) {
    const threshold = bestEventOneThreshold(pick(ranks, train), pick(table.labels, train));
    for (const row of test) alarms[row] = (ranks[row] ?? NaN) >= threshold ? 1 : 0;
  }
  const verdict = verdictOf(name, table, ranks, alarms);
  return {
    ...verdict,
    figures: { ...verdict.figures, expectedCalibrationError: NaN },
    intervals: { ...verdict.intervals, expectedCalibrationError: [NaN, NaN] },
  };
}

function verdictOf(
  name: string,
  { labels, stays }: OutcomeTable,
  probabilities: Float32Array,
  alarms: Uint8Array,
): Verdict {
  const { sensitivity, positivePredictiveValue } = figuresOf(labels, (row) => alarms[row] === 1);
  const best = bestEventOneThreshold(probabilities, labels);
  return {
    name,
    ...judgeByStay({ probabilities, labels, alarms }, stays),
    sensitivity,
    positivePredictiveValue,
    eventOneInHindsight: alarmFigures(probabilities, labels, best).eventOne,
  };
}
