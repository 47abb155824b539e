import * as tf from "@tensorflow/tfjs-core";
import type { DenseLayer } from "./network";
import { normal, seededRandom, shuffle } from "./seeded-random";

/** Hyperparameters; the deployed ones and why are in `recipe.ts`. */
export interface TrainingRecipe {
  hidden: readonly number[];
  /** Share of each hidden layer silenced at each step. */
  dropout: number;
  /** Share of the inputs silenced in each example: what any one sensor says must not decide alone. */
  inputDropout: number;
  /** Decoupled (AdamW): each step shrinks the weights by learning rate × this. */
  weightDecay: number;
  learningRate: number;
  epochs: number;
  batch: number;
  warmUpSteps: number;
  /**
   * The weights that are kept are a running mean of those of about so many last steps (Polyak and Juditsky, 1992):
   * as good as some more networks, at no cost when served. 1 keeps the last.
   */
  averagedSteps: number;
  seed: number;
}

/** Where the examples come from, so that a million rows need not be encoded before training. */
export interface TrainingExamples {
  inputs: number;
  /** The rows of one epoch, drawn anew each time. */
  drawEpoch: (epoch: number, random: () => number) => Int32Array;
  /** Writes the network's input of a row at `to`. */
  writeInput: (row: number, out: Float32Array, to: number, random: () => number) => void;
  /** 0 to 1. */
  target: (row: number) => number;
  weight: (row: number) => number;
}

export interface TrainingProgress {
  step: number;
  steps: number;
  loss: number;
}

/**
 * Trains a multi-layer perceptron with one logit on weighted cross-entropy. Backpropagation is written
 * out with explicit transposes: the framework's own gradient of `matMul` takes a path on WASM that is several
 * times slower. The same seed, data and backend give the same weights.
 */
export async function trainNetwork(
  examples: TrainingExamples,
  recipe: TrainingRecipe,
  onProgress: (progress: TrainingProgress) => void = () => undefined,
): Promise<DenseLayer[]> {
  const random = seededRandom(recipe.seed);
  const trainee = new Trainee([examples.inputs, ...recipe.hidden, 1], random);
  const epochs = Array.from({ length: recipe.epochs }, (_, epoch) => {
    const rows = examples.drawEpoch(epoch, random);
    shuffle(rows, random);
    return rows;
  });
  const steps = epochs.reduce((sum, rows) => sum + Math.ceil(rows.length / recipe.batch), 0);

  let step = 0;
  let loss = NaN;
  for (const rows of epochs) {
    for (let from = 0; from < rows.length; from += recipe.batch) {
      const batch = gather(examples, rows.subarray(from, from + recipe.batch), random);
      silence(batch.inputs, recipe.inputDropout, random);
      const batchLoss = trainee.step(batch, recipe, learningRateAt(step, steps, recipe), random);
      loss = Number.isNaN(loss) ? batchLoss : loss * 0.98 + batchLoss * 0.02;
      step += 1;
      if (step % 20 === 0 || step === steps) {
        onProgress({ step, steps, loss });
        await breathe();
      }
    }
  }
  const layers = trainee.layers();
  trainee.dispose();
  return layers;
}

/** Lets timers and signals in between two batches. */
const breathe = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

/** Linear warm-up, then a cosine down to 5 %. */
function learningRateAt(step: number, steps: number, recipe: TrainingRecipe): number {
  const warmUp = Math.min(1, (step + 1) / Math.max(1, Math.min(recipe.warmUpSteps, steps / 4)));
  const cosine = 0.05 + 0.95 * 0.5 * (1 + Math.cos((Math.PI * step) / Math.max(1, steps)));
  return recipe.learningRate * warmUp * cosine;
}

interface Batch {
  rows: number;
  inputs: Float32Array;
  targets: Float32Array;
  weights: Float32Array;
}

function gather(examples: TrainingExamples, rows: Int32Array, random: () => number): Batch {
  const batch: Batch = {
    rows: rows.length,
    inputs: new Float32Array(rows.length * examples.inputs),
    targets: new Float32Array(rows.length),
    weights: new Float32Array(rows.length),
  };
  for (const [index, row] of rows.entries()) {
    examples.writeInput(row, batch.inputs, index * examples.inputs, random);
    batch.targets[index] = examples.target(row);
    batch.weights[index] = examples.weight(row);
  }
  return batch;
}

function silence(inputs: Float32Array, share: number, random: () => number): void {
  if (share === 0) return;
  const kept = 1 / (1 - share);
  for (let index = 0; index < inputs.length; index += 1) {
    inputs[index] = random() < share ? 0 : (inputs[index] ?? 0) * kept;
  }
}

const FIRST_MOMENT = 0.9;
const SECOND_MOMENT = 0.999;
const EPSILON = 1e-8;
const STEPS_PER_AVERAGE = 5;

/** A parameter and what Adam remembers of its gradients. */
interface Parameter {
  value: tf.Variable;
  mean: tf.Variable;
  square: tf.Variable;
  averaged: tf.Variable;
  decays: boolean;
}

/** A network while it learns. */
class Trainee {
  private readonly kernels: Parameter[] = [];
  private readonly biases: Parameter[] = [];
  private steps = 0;

  constructor(
    private readonly sizes: readonly number[],
    random: () => number,
  ) {
    for (let layer = 0; layer + 1 < sizes.length; layer += 1) {
      const [inputs = 0, outputs = 0] = sizes.slice(layer, layer + 2);
      // He et al., 2015: keeps the variance of rectified layers.
      const scale = Math.sqrt(2 / inputs);
      const kernel = Float32Array.from({ length: inputs * outputs }, () => normal(random) * scale);
      this.kernels.push(parameter(tf.tensor2d(kernel, [inputs, outputs]), true));
      this.biases.push(parameter(tf.zeros([outputs]), false));
    }
  }

  /** One step of AdamW; returns the mean weighted loss of the batch. */
  step(batch: Batch, recipe: TrainingRecipe, learningRate: number, random: () => number): number {
    this.steps += 1;
    const masks = this.dropoutMasks(batch.rows, recipe.dropout, random);
    const loss = tf.tidy(() => {
      const { loss, kernels, biases } = this.backpropagate(batch, masks);
      const update = { learningRate, weightDecay: recipe.weightDecay };
      for (const [layer, gradient] of kernels.entries()) {
        this.update(this.kernels[layer], gradient, update);
      }
      for (const [layer, gradient] of biases.entries()) {
        this.update(this.biases[layer], gradient, update);
      }
      if (this.steps % STEPS_PER_AVERAGE === 0 || recipe.averagedSteps <= 1) {
        this.average(recipe.averagedSteps);
      }
      return loss;
    });
    const [value = NaN] = loss.dataSync();
    loss.dispose();
    return value;
  }

  layers(): DenseLayer[] {
    return this.kernels.map(({ averaged }, layer) => ({
      inputs: this.sizes[layer] ?? 0,
      outputs: this.sizes[layer + 1] ?? 0,
      weights: Float32Array.from(averaged.dataSync()),
      biases: Float32Array.from(this.biases[layer]?.averaged.dataSync() ?? []),
    }));
  }

  dispose(): void {
    for (const { value, mean, square, averaged } of [...this.kernels, ...this.biases]) {
      tf.dispose([value, mean, square, averaged]);
    }
  }

  private dropoutMasks(rows: number, dropout: number, random: () => number): Float32Array[] {
    if (dropout === 0) return [];
    const kept = 1 / (1 - dropout);
    return this.sizes.slice(1, -1).map((units) => {
      const mask = new Float32Array(rows * units);
      for (let index = 0; index < mask.length; index += 1) {
        mask[index] = random() < dropout ? 0 : kept;
      }
      return mask;
    });
  }

  private backpropagate(batch: Batch, masks: readonly Float32Array[]): Gradients {
    const { rows } = batch;
    const activations: tf.Tensor[] = [
      tf.tensor2d(batch.inputs, [rows, this.sizes[0] ?? 0]), // [rows, inputs]
    ];
    // What each hidden unit passes back: 0 where silent or dropped, else the mask's scale.
    const gates: tf.Tensor[] = [];
    let last: tf.Tensor = tf.scalar(0);
    for (const [layer, { value: kernel }] of this.kernels.entries()) {
      const bias = this.biases[layer]?.value ?? tf.scalar(0);
      const before = activations[layer] ?? tf.scalar(0);
      last = tf.add(tf.matMul(before, kernel), bias);
      if (layer === this.kernels.length - 1) break;
      const open = tf.cast(tf.greater(last, 0), "float32");
      const mask = masks[layer];
      const gate = mask ? tf.mul(open, tf.tensor2d(mask, [rows, mask.length / rows])) : open;
      gates.push(gate);
      activations.push(tf.mul(last, gate));
    }

    const logits = tf.reshape(last, [rows]);
    const targets = tf.tensor1d(batch.targets);
    const weights = tf.div(tf.tensor1d(batch.weights), rows);
    // max(x, 0) - x t + log(1 + e^-|x|): cross-entropy that cannot overflow.
    const softplus = tf.log1p(tf.exp(tf.neg(tf.abs(logits))));
    const losses = tf.add(tf.sub(tf.relu(logits), tf.mul(logits, targets)), softplus);
    const loss = tf.sum(tf.mul(losses, weights));

    let delta = tf.reshape(tf.mul(tf.sub(tf.sigmoid(logits), targets), weights), [rows, 1]);
    const kernels: tf.Tensor[] = [];
    const biases: tf.Tensor[] = [];
    for (let layer = this.kernels.length - 1; layer >= 0; layer -= 1) {
      const before = activations[layer] ?? tf.scalar(0);
      kernels[layer] = tf.matMul(tf.transpose(before), delta);
      biases[layer] = tf.sum(delta, 0);
      const gate = gates[layer - 1];
      const kernel = this.kernels[layer]?.value;
      if (gate && kernel) delta = tf.mul(tf.matMul(delta, tf.transpose(kernel)), gate);
    }
    return { loss, kernels, biases };
  }

  private average(averagedSteps: number): void {
    const step = shareOfNewest(this.steps, averagedSteps);
    for (const { value, averaged } of [...this.kernels, ...this.biases]) {
      averaged.assign(tf.add(averaged, tf.mul(tf.sub(value, averaged), step)));
    }
  }

  private update(
    held: Parameter | undefined,
    gradient: tf.Tensor,
    { learningRate, weightDecay }: { learningRate: number; weightDecay: number },
  ): void {
    if (!held) return;
    const { value, mean, square, decays } = held;
    mean.assign(tf.add(tf.mul(mean, FIRST_MOMENT), tf.mul(gradient, 1 - FIRST_MOMENT)));
    square.assign(
      tf.add(tf.mul(square, SECOND_MOMENT), tf.mul(tf.square(gradient), 1 - SECOND_MOMENT)),
    );
    const unbiasedMean = tf.div(mean, 1 - FIRST_MOMENT ** this.steps);
    const unbiasedSquare = tf.div(square, 1 - SECOND_MOMENT ** this.steps);
    const move = tf.div(unbiasedMean, tf.add(tf.sqrt(unbiasedSquare), EPSILON));
    const kept = decays ? tf.mul(value, 1 - learningRate * weightDecay) : value;
    value.assign(tf.sub(kept, tf.mul(move, learningRate)));
  }
}

/** Early on the mean forgets faster: the first weights are worth nothing. */
const shareOfNewest = (steps: number, averagedSteps: number): number =>
  Math.min(1, STEPS_PER_AVERAGE / Math.max(1, Math.min(averagedSteps, steps / 4)));

interface Gradients {
  loss: tf.Tensor;
  kernels: tf.Tensor[];
  biases: tf.Tensor[];
}

function parameter(initial: tf.Tensor, decays: boolean): Parameter {
  const zeros = tf.zerosLike(initial);
  const made = {
    value: tf.variable(initial),
    mean: tf.variable(zeros),
    square: tf.variable(zeros),
    averaged: tf.variable(initial),
    decays,
  };
  tf.dispose([initial, zeros]);
  return made;
}
