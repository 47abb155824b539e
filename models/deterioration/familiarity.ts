import { z } from "zod";
import type { FeatureSet } from "./feature-set";

/**
 * How the inputs of the charted signs hung together in training: their mean and inverse covariance. A patient far
 * from them, or signs that never go together (a stuck sensor, two swapped cables), are unlike what was learnt.
 */
export const Familiarity = z.strictObject({
  inputs: z.array(z.int().min(0)).min(1),
  mean: z.array(z.number()),
  /** [inputs, inputs] row by row. */
  precision: z.array(z.number()),
  /** Squared distance beyond which an hour is called unfamiliar; the rarest of the tune hours are. */
  limit: z.number().positive(),
});
export type Familiarity = z.infer<typeof Familiarity>;

/** Enough to see a value, its way and its restlessness, and few enough to invert. */
const ASPECTS = ["", ".change", ".mean6", ".deviation6", ".min6", ".max6", ".drift24"] as const;

/** Added to each variance: inputs that nearly repeat each other would make rounding look like distance. */
const RIDGE = 0.05;

export function familiarInputs({ catalogue, names }: FeatureSet): number[] {
  return catalogue.variables
    .slice(0, catalogue.chartedSigns)
    .flatMap(({ kind }) => ASPECTS.map((aspect) => names.indexOf(kind + aspect)));
}

/** Fits on rows of network inputs laid end to end; the limit is set later, on hours not fitted to. */
export function fitFamiliarity(
  inputs: readonly number[],
  rows: Float32Array,
  width: number,
): Familiarity {
  const count = rows.length / width;
  const size = inputs.length;
  const mean = inputs.map((input) => {
    let sum = 0;
    for (let row = 0; row < count; row += 1) sum += rows[row * width + input] ?? 0;
    return sum / count;
  });
  const covariance = new Float64Array(size * size);
  const away = new Float64Array(size);
  for (let row = 0; row < count; row += 1) {
    for (const [place, input] of inputs.entries()) {
      away[place] = (rows[row * width + input] ?? 0) - (mean[place] ?? 0);
    }
    for (let one = 0; one < size; one += 1) {
      for (let other = 0; other < size; other += 1) {
        const at = one * size + other;
        covariance[at] = (covariance[at] ?? 0) + ((away[one] ?? 0) * (away[other] ?? 0)) / count;
      }
    }
  }
  for (let one = 0; one < size; one += 1) {
    covariance[one * size + one] = (covariance[one * size + one] ?? 0) + RIDGE;
  }
  return {
    inputs: [...inputs],
    mean,
    precision: Array.from(inverted(covariance, size), (value) => Number(value.toPrecision(6))),
    limit: Number.MAX_VALUE,
  };
}

/** Squared Mahalanobis distance of one row of network inputs, per input, so that 1 is usual. */
export function distanceOf(
  { inputs, mean, precision }: Familiarity,
  row: Float32Array,
  offset: number,
): number {
  const size = inputs.length;
  const away = new Float64Array(size);
  for (let place = 0; place < size; place += 1) {
    away[place] = (row[offset + (inputs[place] ?? 0)] ?? 0) - (mean[place] ?? 0);
  }
  let distance = 0;
  for (let one = 0; one < size; one += 1) {
    let product = 0;
    for (let other = 0; other < size; other += 1) {
      product += (precision[one * size + other] ?? 0) * (away[other] ?? 0);
    }
    distance += (away[one] ?? 0) * product;
  }
  return distance / size;
}

export const isUnfamiliar = (
  familiarity: Familiarity,
  row: Float32Array,
  offset: number,
): boolean => distanceOf(familiarity, row, offset) > familiarity.limit;

/** Gauss and Jordan; the ridge keeps every pivot well above zero, so rows need no exchange. */
function inverted(matrix: Float64Array, size: number): Float64Array {
  const left = Float64Array.from(matrix);
  const right = new Float64Array(size * size);
  for (let row = 0; row < size; row += 1) right[row * size + row] = 1;
  for (let pivot = 0; pivot < size; pivot += 1) {
    const scale = 1 / (left[pivot * size + pivot] ?? NaN);
    for (const half of [left, right]) {
      for (let column = 0; column < size; column += 1) {
        half[pivot * size + column] = (half[pivot * size + column] ?? 0) * scale;
      }
    }
    for (let row = 0; row < size; row += 1) {
      const factor = left[row * size + pivot] ?? 0;
      if (row === pivot || factor === 0) continue;
      for (const half of [left, right]) {
        for (let column = 0; column < size; column += 1) {
          const at = row * size + column;
          half[at] = (half[at] ?? 0) - factor * (half[pivot * size + column] ?? 0);
        }
      }
    }
  }
  return right;
}
