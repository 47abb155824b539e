import * as tf from "@tensorflow/tfjs-core";
import { normal, seededRandom, shuffle } from "../deterioration/seeded-random";
import type { Intensity } from "./intensity";

type Layers = Intensity["layers"];

/** How the network is trained. */
export interface CorrectionRecipe {
  hidden: readonly number[];
  batch: number;
  epochs: number;
  /** When it starts from a trained network. */
  warmEpochs: number;
  learningRate: number;
  /** Decoupled: each step shrinks the kernels by learning rate × this. */
  weightDecay: number;
  seed: number;
}

export const CORRECTION_RECIPE: CorrectionRecipe = {
  hidden: [24, 12],
  batch: 1024,
  epochs: 30,
  warmEpochs: 6,
  learningRate: 4e-3,
  weightDecay: 1e-2,
  seed: 20261127,
};

export interface CorrectionExamples {
  rows: number;
  inputs: number;
  /** [rows, inputs] */
  features: Float32Array;
  counts: Float32Array;
  /** What the profile expects of each row. */
  expected: Float32Array;
  weights: Float32Array;
}

/**
 * Trains the network whose output is the logarithm of a count's ratio to its expectation, on the Poisson
 * likelihood. The same seed, data and backend give the same weights. Gradients are written out, as for the
 * other networks here: the framework's own of `matMul` is several times slower on WASM.
 */
export async function trainCorrection(
  examples: CorrectionExamples,
  recipe: CorrectionRecipe,
  start?: Layers,
): Promise<Layers> {
  const random = seededRandom(recipe.seed);
  const held = hold(start ?? startLayers([examples.inputs, ...recipe.hidden, 1], random));
  const epochs = start ? recipe.warmEpochs : recipe.epochs;
  const rows = Int32Array.from({ length: examples.rows }, (_, row) => row);
  const steps = epochs * Math.ceil(rows.length / recipe.batch);
  const optimiser = tf.train.adam(recipe.learningRate);

  let step = 0;
  for (let epoch = 0; epoch < epochs; epoch += 1) {
    shuffle(rows, random);
    for (let from = 0; from < rows.length; from += recipe.batch) {
      // A cosine down to nothing: the last steps only settle.
      const rate = recipe.learningRate * 0.5 * (1 + Math.cos((Math.PI * step) / steps));
      setRate(optimiser, rate);
      learn(held, gather(examples, rows.subarray(from, from + recipe.batch)), optimiser);
      shrink(held, rate * recipe.weightDecay);
      step += 1;
    }
    await new Promise((resolve) => setTimeout(resolve, 0)); // timers and signals get their turn
  }
  optimiser.dispose();
  return held.map(finish);
}

interface HeldLayer {
  kernel: tf.Variable;
  bias: tf.Variable;
}

/** Glorot and Bengio, 2010; the last layer starts at "as the profile says". */
function startLayers(sizes: readonly number[], random: () => number): Layers {
  return sizes.slice(1).map((outputs, layer) => {
    const inputs = sizes[layer] ?? 0;
    const isLast = layer === sizes.length - 2;
    const scale = isLast ? 0 : Math.sqrt(2 / (inputs + outputs));
    return {
      inputs,
      outputs,
      weights: Array.from({ length: inputs * outputs }, () => normal(random) * scale),
      biases: Array.from({ length: outputs }, () => 0),
    };
  });
}

const hold = (layers: Layers): HeldLayer[] =>
  layers.map(({ inputs, outputs, weights, biases }) =>
    tf.tidy(() => ({
      kernel: tf.variable(tf.tensor2d(weights, [inputs, outputs])),
      bias: tf.variable(tf.tensor1d(biases)),
    })),
  );

function finish({ kernel, bias }: HeldLayer): Layers[number] {
  const [inputs = 0, outputs = 0] = kernel.shape;
  const layer = {
    inputs,
    outputs,
    weights: [...kernel.dataSync()],
    biases: [...bias.dataSync()],
  };
  tf.dispose([kernel, bias]);
  return layer;
}

interface Batch {
  rows: number;
  inputs: number;
  features: Float32Array;
  counts: Float32Array;
  expected: Float32Array;
  weights: Float32Array;
}

function gather(examples: CorrectionExamples, rows: Int32Array): Batch {
  const { inputs } = examples;
  const features = new Float32Array(rows.length * inputs);
  for (const [index, row] of rows.entries()) {
    features.set(examples.features.subarray(row * inputs, (row + 1) * inputs), index * inputs);
  }
  const taken = (values: Float32Array): Float32Array =>
    Float32Array.from(rows, (row) => values[row] ?? NaN);
  return {
    rows: rows.length,
    inputs,
    features,
    counts: taken(examples.counts),
    expected: taken(examples.expected),
    weights: taken(examples.weights),
  };
}

function learn(layers: readonly HeldLayer[], batch: Batch, optimiser: tf.Optimizer): void {
  tf.tidy(() => {
    const activations: tf.Tensor[] = [tf.tensor2d(batch.features, [batch.rows, batch.inputs])];
    for (const [index, { kernel, bias }] of layers.entries()) {
      const sums = tf.add(tf.matMul(activations[index] ?? tf.scalar(0), kernel), bias);
      activations.push(index < layers.length - 1 ? tf.tanh(sums) : sums);
    }
    const shape: [number, number] = [batch.rows, 1];
    const means = tf.mul(
      tf.tensor2d(batch.expected, shape),
      tf.exp(activations.at(-1) ?? tf.scalar(0)),
    );
    // Of the mean of weight × (mean - count × log mean) with regard to the output.
    let delta: tf.Tensor = tf.mul(
      tf.sub(means, tf.tensor2d(batch.counts, shape)),
      tf.div(tf.tensor2d(batch.weights, shape), batch.rows),
    );
    const gradients: Record<string, tf.Tensor> = {};
    for (let index = layers.length - 1; index >= 0; index -= 1) {
      const layer = layers[index];
      const before = activations[index];
      if (!layer || !before) continue;
      gradients[layer.kernel.name] = tf.matMul(tf.transpose(before), delta);
      gradients[layer.bias.name] = tf.sum(delta, 0);
      const slope = tf.sub(1, tf.square(before));
      delta = tf.mul(tf.matMul(delta, tf.transpose(layer.kernel)), slope);
    }
    optimiser.applyGradients(gradients);
  });
}

function shrink(layers: readonly HeldLayer[], share: number): void {
  for (const { kernel } of layers) tf.tidy(() => kernel.assign(tf.mul(kernel, 1 - share)));
}

/** The framework's Adam keeps its rate in a protected field and offers no way to change it but this. */
function setRate(optimiser: tf.AdamOptimizer, rate: number): void {
  Object.assign(optimiser, { learningRate: rate });
}
