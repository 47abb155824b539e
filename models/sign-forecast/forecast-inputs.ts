import { z } from "zod";
import { FORECAST_FEATURES } from "./forecast-features";

const COUNT = FORECAST_FEATURES.length;
/** Standard deviations beyond which an input says no more. */
const CLIP = 4;

/** Fitted on training hours, per feature: centre and scale of what was measured. */
export const InputScale = z.strictObject({
  mean: z.array(z.number()).length(COUNT),
  deviation: z.array(z.number().positive()).length(COUNT),
});
export type InputScale = z.infer<typeof InputScale>;

/** Length of the network's input: the features, then for each of them 1 when it is missing. */
export const FORECAST_INPUTS = 2 * COUNT;

/** Turns a row of features into the network's input: missing becomes the middle, and is told to be missing. */
export function writeForecastInputs(
  { mean, deviation }: InputScale,
  features: Float32Array,
  from: number,
  out: Float32Array,
  to: number,
): void {
  for (let index = 0; index < COUNT; index += 1) {
    const value = features[from + index] ?? NaN;
    const isMissing = Number.isNaN(value);
    const standardised = (value - (mean[index] ?? 0)) / (deviation[index] ?? 1);
    out[to + index] = isMissing ? 0 : Math.min(CLIP, Math.max(-CLIP, standardised));
    out[to + COUNT + index] = isMissing ? 1 : 0;
  }
}

/** Fits on rows of features laid end to end. */
export function fitInputScale(rows: Float32Array): InputScale {
  const count = new Float64Array(COUNT);
  const sum = new Float64Array(COUNT);
  const squares = new Float64Array(COUNT);
  for (let from = 0; from < rows.length; from += COUNT) {
    for (let index = 0; index < COUNT; index += 1) {
      const value = rows[from + index] ?? NaN;
      if (Number.isNaN(value)) continue;
      count[index] = (count[index] ?? 0) + 1;
      sum[index] = (sum[index] ?? 0) + value;
      squares[index] = (squares[index] ?? 0) + value * value;
    }
  }
  const mean = Array.from(sum, (total, index) => total / Math.max(1, count[index] ?? 0));
  const deviation = mean.map((middle, index) => {
    const variance = (squares[index] ?? 0) / Math.max(1, count[index] ?? 0) - middle * middle;
    // A column that never varies says nothing, and must not divide by zero.
    return variance > 1e-12 ? Math.sqrt(variance) : 1;
  });
  return { mean, deviation };
}
