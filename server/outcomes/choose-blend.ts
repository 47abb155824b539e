import { fitCalibration } from "#models/deterioration/calibrate";
import { auroc } from "#models/deterioration/metrics";
import type { Calibration } from "#models/deterioration/model";
import { bestEventOneThreshold } from "#models/outcomes/event-one";
import type { FoldView } from "./committee";
import type { OutcomeTable, TableStay } from "./outcome-table";

/** Everything that is chosen for a test fold, on rows outside it. */
export interface Blend {
  /** Share of each member in the logit; they add up to 1. */
  weights: readonly number[];
  /** Share of the newest hour in the exponential mean of a stay's logits; 1 for the newest alone. */
  newest: number;
  calibration: Calibration;
  /** The probability that gains most in event 1 on the training rows. */
  threshold: number;
}

/** Steps of a member's share. Finer ones follow noise: near its top the AUROC is flat. */
const STEPS = 4;
const CHANCE = 0.5;
const NEWEST = [1, 0.7, 0.5, 0.3] as const;

/** Takes the weights and the smoothing of the highest AUROC, then calibrates (Platt) and sets the threshold. */
export function chooseBlend(
  { stays, labels }: OutcomeTable,
  { train, trainLogits }: Pick<FoldView, "train" | "trainLogits">,
): Blend {
  const its = pick(labels, train);
  let best = { weights: [1], newest: 1, area: -1 };
  for (const weights of sharesOf(trainLogits.length, STEPS)) {
    const blended = blend(trainLogits, weights);
    const choices = stays.some(({ rows }) => rows > 1) ? NEWEST : [1];
    for (const newest of choices) {
      const area = auroc(pick(smoothed(blended, stays, newest), train), its);
      if (area > best.area) best = { weights, newest, area };
    }
  }
  const { weights, newest } = best;
  const logits = pick(smoothed(blend(trainLogits, weights), stays, newest), train);
  const calibration = best.area > CHANCE ? fitCalibration(logits, its) : frequencyOf(its);
  return {
    weights,
    newest,
    calibration,
    threshold: bestEventOneThreshold(probabilities(logits, calibration), its),
  };
}

/** The probabilities of the test rows, by row of the table; NaN elsewhere. */
export function applyBlend(
  { stays }: OutcomeTable,
  { testLogits }: Pick<FoldView, "testLogits">,
  { weights, newest, calibration }: Blend,
): Float32Array {
  return probabilities(smoothed(blend(testLogits, weights), stays, newest), calibration);
}

/** What ranks no better than chance says how often it happens, and no more. */
function frequencyOf(labels: Float32Array): Calibration {
  const share = labels.reduce((sum, label) => sum + label, 0) / labels.length;
  return { slope: 0, intercept: Math.log(share / (1 - share)) };
}

const pick = (values: ArrayLike<number>, rows: Int32Array): Float32Array =>
  Float32Array.from(rows, (row) => values[row] ?? NaN);

const probabilities = (logits: Float32Array, { slope, intercept }: Calibration): Float32Array =>
  logits.map((logit) => 1 / (1 + Math.exp(-(slope * logit + intercept))));

const blend = (members: readonly Float32Array[], weights: readonly number[]): Float32Array =>
  Float32Array.from({ length: members[0]?.length ?? 0 }, (_, row) =>
    members.reduce((sum, logits, member) => {
      const weight = weights[member] ?? 0;
      return weight === 0 ? sum : sum + weight * (logits[row] ?? NaN);
    }, 0),
  );

/** Each stay from its first row on: an hour is never told of a later one. */
function smoothed(logits: Float32Array, stays: readonly TableStay[], newest: number): Float32Array {
  if (newest === 1) return logits;
  const smooth = logits.slice();
  for (const { firstRow, rows } of stays) {
    for (let row = firstRow + 1; row < firstRow + rows; row += 1) {
      smooth[row] = newest * (logits[row] ?? NaN) + (1 - newest) * (smooth[row - 1] ?? NaN);
    }
  }
  return smooth;
}

/** All ways to share out `steps` among `members`. */
function sharesOf(members: number, steps: number): number[][] {
  if (members === 1) return [[1]];
  const ways = (left: number, places: number): number[][] =>
    places === 1
      ? [[left]]
      : Array.from({ length: left + 1 }, (_, first) => first).flatMap((first) =>
          ways(left - first, places - 1).map((rest) => [first, ...rest]),
        );
  return ways(steps, members).map((way) => way.map((share) => share / steps));
}
