import { z } from "zod";
import type { FeatureSet } from "./feature-set";

/** Standard deviations beyond which an input says no more. */
const CLIP = 4;

/** Fitted on training hours, per feature: the range values are held to, then centre and scale. */
export const Normalisation = z.strictObject({
  low: z.array(z.number()),
  high: z.array(z.number()),
  mean: z.array(z.number()),
  deviation: z.array(z.number().positive()),
});
export type Normalisation = z.infer<typeof Normalisation>;

/** What of a set of features is needed to encode its rows. */
export type Encoded = Pick<FeatureSet, "length" | "indicated" | "inputs">;

/**
 * Turns one row of features into the network's input. Missing becomes 0, the middle of what was seen in
 * training, and its indicator 1, so that the network knows it is a guess and not a measurement.
 */
export function writeInputs(
  { length, indicated }: Encoded,
  { low, high, mean, deviation }: Normalisation,
  features: Float32Array,
  from: number,
  out: Float32Array,
  to: number,
): void {
  for (let index = 0; index < length; index += 1) {
    const value = features[from + index] ?? NaN;
    out[to + index] = Number.isNaN(value)
      ? 0
      : standardised(
          clamp(value, low[index] ?? 0, high[index] ?? 0),
          mean[index] ?? 0,
          deviation[index] ?? 1,
        );
  }
  for (let place = 0; place < indicated.length; place += 1) {
    const value = features[from + (indicated[place] ?? 0)] ?? NaN;
    out[to + length + place] = Number.isNaN(value) ? 1 : 0;
  }
}

/** Fits on rows of features laid end to end: held to the 0.5 and 99.5 % quantiles, then standardised. */
export function fitNormalisation({ length }: Encoded, rows: Float32Array): Normalisation {
  const count = rows.length / length;
  const fitted: Normalisation = { low: [], high: [], mean: [], deviation: [] };
  const column = new Float32Array(count);
  for (let index = 0; index < length; index += 1) {
    let present = 0;
    for (let row = 0; row < count; row += 1) {
      const value = rows[row * length + index] ?? NaN;
      if (Number.isNaN(value)) continue;
      column[present] = value;
      present += 1;
    }
    fitColumn(column.subarray(0, present).sort(), fitted);
  }
  return fitted;
}

function fitColumn(sorted: Float32Array, fitted: Normalisation): void {
  const quantile = (share: number): number =>
    sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
  const low = quantile(0.005);
  const high = quantile(0.995);
  let sum = 0;
  let squares = 0;
  for (const value of sorted) {
    const held = clamp(value, low, high);
    sum += held;
    squares += held * held;
  }
  const count = Math.max(1, sorted.length);
  const mean = sum / count;
  const deviation = Math.sqrt(Math.max(0, squares / count - mean * mean));
  fitted.low.push(low);
  fitted.high.push(high);
  fitted.mean.push(mean);
  // A column that never varies says nothing, and must not divide by zero.
  fitted.deviation.push(deviation > 1e-6 ? deviation : 1);
}

const clamp = (value: number, low: number, high: number): number =>
  Math.min(high, Math.max(low, value));
const standardised = (value: number, mean: number, deviation: number): number =>
  clamp((value - mean) / deviation, -CLIP, CLIP);
