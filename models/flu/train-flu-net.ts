import * as tf from "@tensorflow/tfjs-core";
import type { DenseLayer } from "../deterioration/network";
import { normal, seededRandom, shuffle } from "../deterioration/seeded-random";
import { type InputKind, inputCount, LEVEL_INPUTS } from "./flu-inputs";
import type { FluNet } from "./flu-net";
import { FLU_LEVELS, FLU_OUTPUTS, HORIZONS } from "./quantile-levels";

export interface FluRow {
  inputs: readonly number[];
  /** The change of the scaled rate from the origin to each horizon; NaN where it was not reported. */
  changes: readonly number[];
  weight: number;
}

export interface FluRecipe {
  hidden: number;
  batch: number;
  epochs: number;
  learningRate: number;
  /** Decoupled (Loshchilov and Hutter, 2019). */
  weightDecay: number;
  /** The share of rows whose newest rate is made wrong by chance, as first reports are. */
  jitterShare: number;
  jitter: number;
  seed: number;
}

export const FLU_RECIPE: FluRecipe = {
  hidden: 32,
  batch: 512,
  epochs: 12,
  learningRate: 3e-3,
  weightDecay: 1,
  jitterShare: 0.25,
  jitter: 0.1,
  seed: 20261127,
};

/**
 * Trains one small network on the pinball loss of all quantiles. The same rows, recipe and backend give the
 * same weights.
 */
export function trainFluNet(rows: readonly FluRow[], kind: InputKind, recipe: FluRecipe): FluNet {
  const random = seededRandom(recipe.seed);
  const width = inputCount(kind);
  const { means, scales } = standardise(rows, width);
  const spread = HORIZONS.map((horizon) => spreadOf(rows, horizon));
  const meanWeight = rows.reduce((sum, { weight }) => sum + weight, 0) / rows.length;
  const layers = [
    start(width, recipe.hidden, 1, random),
    start(recipe.hidden, FLU_OUTPUTS, 0.1, random),
  ];
  const moments = tf.tidy(() =>
    layers
      .flatMap(({ kernel, bias }) => [kernel, bias])
      .map((variable) => ({
        variable,
        first: tf.variable(tf.zerosLike(variable)),
        second: tf.variable(tf.zerosLike(variable)),
      })),
  );

  const order = Int32Array.from(rows, (_, row) => row);
  const perEpoch = Math.ceil(rows.length / recipe.batch);
  const steps = perEpoch * recipe.epochs;
  let step = 0;
  for (let epoch = 0; epoch < recipe.epochs; epoch += 1) {
    shuffle(order, random);
    for (let from = 0; from < order.length; from += recipe.batch) {
      const chosen = order.subarray(from, from + recipe.batch);
      const batch = gather(rows, chosen, {
        width,
        means,
        scales,
        spread,
        meanWeight,
        recipe,
        random,
      });
      const rate = (recipe.learningRate * (1 + Math.cos((Math.PI * step) / steps))) / 2;
      step += 1;
      tf.tidy(() => {
        const gradients = gradientsOf(layers, batch);
        for (const [index, { variable, first, second }] of moments.entries()) {
          const gradient = gradients[index];
          if (!gradient) continue;
          first.assign(tf.add(tf.mul(first, 0.9), tf.mul(gradient, 0.1)));
          second.assign(tf.add(tf.mul(second, 0.999), tf.mul(tf.square(gradient), 0.001)));
          const size = rate / (1 - 0.9 ** step);
          const root = tf.add(tf.sqrt(tf.div(second, 1 - 0.999 ** step)), 1e-8);
          const decay = variable.rank > 1 ? 1 - rate * recipe.weightDecay : 1;
          variable.assign(tf.sub(tf.mul(variable, decay), tf.div(tf.mul(first, size), root)));
        }
      });
    }
  }
  const trained = layers.map(finish);
  tf.dispose(moments.flatMap(({ variable, first, second }) => [variable, first, second]));
  return { kind, means, scales, spread, layers: trained };
}

interface Layer {
  kernel: tf.Variable;
  bias: tf.Variable;
}

function start(inputs: number, outputs: number, factor: number, random: () => number): Layer {
  const scale = Math.sqrt(1 / (3 * inputs)) * factor;
  const values = Float32Array.from({ length: inputs * outputs }, () => normal(random) * scale);
  return tf.tidy(() => ({
    kernel: tf.variable(tf.tensor2d(values, [inputs, outputs])),
    bias: tf.variable(tf.zeros([outputs])),
  }));
}

function finish({ kernel, bias }: Layer): DenseLayer {
  const [inputs = 0, outputs = 0] = kernel.shape;
  return {
    ...{ inputs, outputs },
    weights: Float32Array.from(kernel.dataSync()),
    biases: Float32Array.from(bias.dataSync()),
  };
}

interface Batch {
  rows: number;
  inputs: tf.Tensor2D;
  /** [rows, outputs] */
  targets: tf.Tensor2D;
  weights: tf.Tensor2D;
}

interface GatherOptions {
  width: number;
  means: readonly number[];
  scales: readonly number[];
  spread: readonly number[];
  meanWeight: number;
  recipe: FluRecipe;
  random: () => number;
}

function gather(rows: readonly FluRow[], chosen: Int32Array, options: GatherOptions): Batch {
  const { width, means, scales, spread, meanWeight, recipe, random } = options;
  const inputs = new Float32Array(chosen.length * width);
  const targets = new Float32Array(chosen.length * FLU_OUTPUTS);
  const weights = new Float32Array(chosen.length * FLU_OUTPUTS);
  for (const [index, row] of chosen.entries()) {
    const { inputs: raw = [], changes = [], weight = 0 } = rows[row] ?? {};
    const level = raw[0] ?? 0;
    // A rate times e^x is on the scale nearly the level times e^(x/4).
    const shift =
      random() < recipe.jitterShare
        ? level * (Math.exp((recipe.jitter * normal(random)) / 4) - 1)
        : 0;
    for (let input = 0; input < width; input += 1) {
      const value = (raw[input] ?? 0) + (input < LEVEL_INPUTS ? shift : 0);
      inputs[index * width + input] = (value - (means[input] ?? 0)) / (scales[input] ?? 1);
    }
    for (const horizon of HORIZONS) {
      const change = changes[horizon] ?? NaN;
      if (Number.isNaN(change)) continue;
      const from = index * FLU_OUTPUTS + horizon * FLU_LEVELS.length;
      targets.fill((change - shift) / (spread[horizon] ?? 1), from, from + FLU_LEVELS.length);
      weights.fill(weight / meanWeight / chosen.length, from, from + FLU_LEVELS.length);
    }
  }
  return {
    rows: chosen.length,
    inputs: tf.tensor2d(inputs, [chosen.length, width]),
    targets: tf.tensor2d(targets, [chosen.length, FLU_OUTPUTS]),
    weights: tf.tensor2d(weights, [chosen.length, FLU_OUTPUTS]),
  };
}

/** Of kernel and bias of each layer, in order. Disposes of the batch. */
function gradientsOf([hidden, output]: readonly Layer[], batch: Batch): tf.Tensor[] {
  if (!hidden || !output) return [];
  const { inputs, targets, weights } = batch;
  const sums = tf.add(tf.matMul(inputs, hidden.kernel), hidden.bias);
  const slopes = tf.add(tf.mul(tf.cast(tf.greater(sums, 0), "float32"), 0.99), 0.01);
  const activations = tf.mul(sums, slopes) as tf.Tensor2D;
  const outputs = tf.add(tf.matMul(activations, output.kernel), output.bias);
  const levels = tf.tile(tf.tensor1d([...FLU_LEVELS]), [HORIZONS.length]);
  const isUnder = tf.cast(tf.less(targets, outputs), "float32");
  const gradient = tf.mul(tf.sub(isUnder, levels), weights) as tf.Tensor2D;
  const below = tf.mul(
    tf.matMul(gradient, tf.transpose(output.kernel) as tf.Tensor2D),
    slopes,
  ) as tf.Tensor2D;
  const result = [
    tf.matMul(tf.transpose(inputs), below),
    tf.sum(below, 0),
    tf.matMul(tf.transpose(activations), gradient),
    tf.sum(gradient, 0),
  ];
  tf.dispose([inputs, targets, weights]);
  return result;
}

function standardise(rows: readonly FluRow[], width: number) {
  const means = Array.from(
    { length: width },
    (_, input) => rows.reduce((sum, { inputs }) => sum + (inputs[input] ?? 0), 0) / rows.length,
  );
  const scales = means.map((mean, input) => {
    const square = rows.reduce((sum, { inputs }) => sum + ((inputs[input] ?? 0) - mean) ** 2, 0);
    return Math.sqrt(square / rows.length) || 1;
  });
  return { means, scales };
}

function spreadOf(rows: readonly FluRow[], horizon: number): number {
  const changes = rows
    .map(({ changes: all }) => all[horizon] ?? NaN)
    .filter((each) => !Number.isNaN(each));
  const mean = changes.reduce((sum, each) => sum + each, 0) / changes.length;
  return (
    Math.sqrt(changes.reduce((sum, each) => sum + (each - mean) ** 2, 0) / changes.length) || 1
  );
}
