import type { Calibration } from "./model";

const STEPS = 50;
const LONGEST_MOVE = 2;

/**
 * Platt's scaling: the sigmoid of slope × logit + intercept that makes the labels most likely, by Newton's
 * method. The network is trained on what an alarm is worth, not on how often it is right; this makes its
 * number a probability, on patients it has not learnt from.
 */
export function fitCalibration(logits: ArrayLike<number>, labels: ArrayLike<number>): Calibration {
  const fitted = fitLogistic(logits, labels);
  if (fitted.slope > 0) return fitted;
  throw new Error("risk does not rise with the network's logit on the tune patients");
}

/**
 * How far probabilities are from being right, as slope and intercept of the same fit on their own logits: 1
 * and 0 where they are. A slope below 1 says that they are too extreme, an intercept below 0 too high. NaN
 * where the labels leave the fit open, as when no hour is positive.
 */
export function recalibrationOf(
  probabilities: ArrayLike<number>,
  labels: ArrayLike<number>,
): Calibration {
  const { slope, intercept } = fitLogistic(Float64Array.from(probabilities, logitOf), labels);
  let positives = 0;
  for (let row = 0; row < labels.length; row += 1) positives += labels[row] ? 1 : 0;
  const isOpen = positives === 0 || positives === labels.length;
  // Where a threshold parts the labels without an error, ever steeper slopes are ever better.
  return isOpen || !(Math.abs(slope) < STEEPEST) ? NOT_FOUND : { slope, intercept };
}

const STEEPEST = 10;
const NOT_FOUND: Calibration = { slope: NaN, intercept: NaN };

/** Held off 0 and 1, whose logits are infinite. */
export function logitOf(probability: number): number {
  const held = Math.min(1 - 1e-6, Math.max(1e-6, probability));
  return Math.log(held / (1 - held));
}

function fitLogistic(logits: ArrayLike<number>, labels: ArrayLike<number>): Calibration {
  let slope = 1;
  let intercept = 0;
  for (let step = 0; step < STEPS; step += 1) {
    // Gradient and Hessian of the negative log-likelihood.
    let gSlope = 0;
    let gIntercept = 0;
    let hSlope = 1e-9;
    let hCross = 0;
    let hIntercept = 1e-9;
    for (let row = 0; row < logits.length; row += 1) {
      const logit = logits[row] ?? 0;
      const probability = 1 / (1 + Math.exp(-(slope * logit + intercept)));
      const error = probability - (labels[row] ? 1 : 0);
      const curvature = probability * (1 - probability);
      gSlope += error * logit;
      gIntercept += error;
      hSlope += curvature * logit * logit;
      hCross += curvature * logit;
      hIntercept += curvature;
    }
    const determinant = hSlope * hIntercept - hCross * hCross;
    const moveSlope = (hIntercept * gSlope - hCross * gIntercept) / determinant;
    const moveIntercept = (hSlope * gIntercept - hCross * gSlope) / determinant;
    // Where few hours bend the curve Newton's step is far too long, and would never come back.
    const share = Math.min(
      1,
      LONGEST_MOVE / Math.max(Math.abs(moveSlope), Math.abs(moveIntercept)),
    );
    slope -= share * moveSlope;
    intercept -= share * moveIntercept;
    if (Math.abs(moveSlope) + Math.abs(moveIntercept) < 1e-9) break;
  }
  return { slope, intercept };
}
