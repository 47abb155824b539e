import * as tf from "@tensorflow/tfjs-core";
import type { DenseLayer } from "../deterioration/network";
import { normal, seededRandom, shuffle } from "../deterioration/seeded-random";
import { FORECAST_INPUTS } from "./forecast-inputs";
import { FORECAST_VALUES } from "./forecast-signs";
import { FORECAST_OUTPUTS, LEVELS } from "./quantiles";

export interface ForecastRecipe {
  hidden: readonly number[];
  batch: number;
  /** One for each epoch; the optimiser begins anew with each. */
  learningRates: readonly number[];
  seed: number;
}

/** The shipped one. */
export const FORECAST_RECIPE: ForecastRecipe = {
  hidden: [192, 96],
  batch: 1024,
  learningRates: [1e-3, 1e-3, 5e-4, 2e-4, 5e-5],
  seed: 20260719,
};

export interface ForecastExamples {
  rows: number;
  writeInput: (row: number, out: Float32Array, to: number) => void;
  /** Writes what came, as the change from now in network units; NaN where it was not measured or not asked. */
  writeTarget: (row: number, out: Float32Array, to: number) => void;
  /** By forecast value: a sign measured rarely weighs as much as one measured always. */
  weights: Float32Array;
}

export interface ForecastProgress {
  step: number;
  steps: number;
  loss: number;
}

/**
 * Trains the network on the pinball loss of the three quantiles. Backpropagation is written out with explicit
 * transposes, as for the deterioration network, because the framework's own gradient of `matMul` is slow on WASM.
 * The same seed, data and backend give the same weights.
 */
export async function trainForecaster(
  examples: ForecastExamples,
  recipe: ForecastRecipe,
  onProgress: (progress: ForecastProgress) => void = () => undefined,
): Promise<DenseLayer[]> {
  const random = seededRandom(recipe.seed);
  const layers = startLayers([FORECAST_INPUTS, ...recipe.hidden, FORECAST_OUTPUTS], random);
  const rows = Int32Array.from({ length: examples.rows }, (_, row) => row);
  const perEpoch = Math.ceil(rows.length / recipe.batch);
  const steps = perEpoch * recipe.learningRates.length;

  let step = 0;
  let loss = NaN;
  for (const learningRate of recipe.learningRates) {
    const optimiser = tf.train.adam(learningRate);
    shuffle(rows, random);
    for (let from = 0; from < rows.length; from += recipe.batch) {
      const batch = gather(examples, rows.subarray(from, from + recipe.batch));
      const batchLoss = learn(layers, batch, optimiser);
      loss = Number.isNaN(loss) ? batchLoss : loss * 0.98 + batchLoss * 0.02;
      step += 1;
      if (step % 20 !== 0 && step !== steps) continue;
      onProgress({ step, steps, loss });
      await new Promise((resolve) => setTimeout(resolve, 0)); // timers and signals get their turn
    }
    optimiser.dispose();
  }
  return layers.map(finish);
}

interface Layer {
  kernel: tf.Variable;
  bias: tf.Variable;
}

function startLayers(sizes: readonly number[], random: () => number): Layer[] {
  return sizes.slice(1).map((outputs, layer) => {
    const inputs = sizes[layer] ?? 0;
    // He et al., 2015; the last layer starts near "no change".
    const scale = Math.sqrt(2 / inputs) * (layer === sizes.length - 2 ? 0.1 : 1);
    const values = Float32Array.from({ length: inputs * outputs }, () => normal(random) * scale);
    return tf.tidy(() => ({
      kernel: tf.variable(tf.tensor2d(values, [inputs, outputs])),
      bias: tf.variable(tf.zeros([outputs])),
    }));
  });
}

function finish({ kernel, bias }: Layer): DenseLayer {
  const [inputs = 0, outputs = 0] = kernel.shape;
  const layer = {
    inputs,
    outputs,
    weights: Float32Array.from(kernel.dataSync()),
    biases: Float32Array.from(bias.dataSync()),
  };
  tf.dispose([kernel, bias]);
  return layer;
}

interface Batch {
  rows: number;
  inputs: Float32Array;
  /** [rows, forecast values], 0 where there is none. */
  targets: Float32Array;
  /** [rows, forecast values], 0 where there is no target. */
  weights: Float32Array;
}

function gather(examples: ForecastExamples, rows: Int32Array): Batch {
  const batch: Batch = {
    rows: rows.length,
    inputs: new Float32Array(rows.length * FORECAST_INPUTS),
    targets: new Float32Array(rows.length * FORECAST_VALUES),
    weights: new Float32Array(rows.length * FORECAST_VALUES),
  };
  for (const [index, row] of rows.entries()) {
    examples.writeInput(row, batch.inputs, index * FORECAST_INPUTS);
    examples.writeTarget(row, batch.targets, index * FORECAST_VALUES);
  }
  for (const [index, target] of batch.targets.entries()) {
    if (Number.isNaN(target)) batch.targets[index] = 0;
    else batch.weights[index] = (examples.weights[index % FORECAST_VALUES] ?? 0) / rows.length;
  }
  return batch;
}

/** One step; returns the loss of the batch. */
function learn(layers: readonly Layer[], batch: Batch, optimiser: tf.Optimizer): number {
  const loss = tf.tidy(() => {
    const activations: tf.Tensor[] = [tf.tensor2d(batch.inputs, [batch.rows, FORECAST_INPUTS])];
    for (const [index, { kernel, bias }] of layers.entries()) {
      const sums = tf.add(tf.matMul(activations[index] ?? tf.scalar(0), kernel), bias);
      activations.push(index < layers.length - 1 ? tf.relu(sums) : sums);
    }
    const pinball = pinballLoss(activations.at(-1) ?? tf.scalar(0), batch);
    optimiser.applyGradients(gradientsOf(layers, activations, pinball.gradient));
    return pinball.loss;
  });
  const [value = NaN] = loss.dataSync();
  loss.dispose();
  return value;
}

function gradientsOf(
  layers: readonly Layer[],
  activations: readonly tf.Tensor[],
  gradient: tf.Tensor,
): Record<string, tf.Tensor> {
  const gradients: Record<string, tf.Tensor> = {};
  let delta = gradient;
  for (let index = layers.length - 1; index >= 0; index -= 1) {
    const layer = layers[index];
    const before = activations[index];
    if (!layer || !before) continue;
    gradients[layer.kernel.name] = tf.matMul(tf.transpose(before), delta);
    gradients[layer.bias.name] = tf.sum(delta, 0);
    if (index === 0) break;
    const open = tf.cast(tf.greater(before, 0), "float32");
    delta = tf.mul(tf.matMul(delta, tf.transpose(layer.kernel)), open);
  }
  return gradients;
}

/** The loss, and its gradient with regard to the outputs, [rows, outputs]. */
function pinballLoss(outputs: tf.Tensor, batch: Batch): { loss: tf.Tensor; gradient: tf.Tensor } {
  const shape: [number, number] = [batch.rows, FORECAST_VALUES];
  const targets = tf.tensor2d(batch.targets, shape);
  const weights = tf.tensor2d(batch.weights, shape);
  const block = (index: number): tf.Tensor =>
    tf.slice(outputs, [0, index * FORECAST_VALUES], shape);
  const [median, below, above] = [block(0), block(1), block(2)];

  const side = (level: number, quantile: tf.Tensor) => {
    const miss = tf.sub(targets, quantile);
    const losses = tf.maximum(tf.mul(miss, level), tf.mul(miss, level - 1));
    const isUnder = tf.cast(tf.less(miss, 0), "float32"); // the value came out below the quantile
    return {
      loss: tf.sum(tf.mul(losses, weights)),
      gradient: tf.mul(tf.sub(isUnder, level), weights),
    };
  };
  const middle = side(LEVELS.median, median);
  const low = side(LEVELS.low, tf.sub(median, positive(below)));
  const high = side(LEVELS.high, tf.add(median, positive(above)));
  return {
    loss: tf.addN([middle.loss, low.loss, high.loss]),
    gradient: tf.concat(
      [
        tf.addN([middle.gradient, low.gradient, high.gradient]),
        tf.neg(tf.mul(low.gradient, tf.sigmoid(below))),
        tf.mul(high.gradient, tf.sigmoid(above)),
      ],
      1,
    ),
  };
}

/** log(1 + e^x) without overflow. */
const positive = (x: tf.Tensor): tf.Tensor =>
  tf.add(tf.relu(x), tf.log1p(tf.exp(tf.neg(tf.abs(x)))));
