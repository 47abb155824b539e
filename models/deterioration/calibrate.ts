import type { Calibration } from "./model";

const STEPS = 50;

/**
 * Platt's scaling: the sigmoid of slope × logit + intercept that makes the labels most likely, by Newton's
 * method. The network is trained on what an alarm is worth, not on how often it is right; this makes its
 * number a probability, on patients it has not learnt from.
 */
export function fitCalibration(logits: ArrayLike<number>, labels: ArrayLike<number>): Calibration {
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
    slope -= moveSlope;
    intercept -= moveIntercept;
    if (Math.abs(moveSlope) + Math.abs(moveIntercept) < 1e-9) break;
  }
  if (!(slope > 0))
    throw new Error("risk does not rise with the network's logit on the tune patients");
  return { slope, intercept };
}
