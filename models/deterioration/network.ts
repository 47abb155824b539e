import * as tf from "@tensorflow/tfjs-core";

/** One dense layer; `weights` is [inputs, outputs] row by row. */
export interface DenseLayer {
  inputs: number;
  outputs: number;
  weights: Float32Array;
  biases: Float32Array;
}

/** Points on the straight way from the reference to the patient at which the gradient is taken. */
const PATH_STEPS = 4;

/**
 * A trained multi-layer perceptron with rectified hidden layers and one logit, on whichever backend is set.
 * It holds tensors: whoever makes one disposes of it.
 */
export class Network {
  private readonly layers: readonly TensorLayer[];
  readonly inputs: number;

  constructor(layers: readonly DenseLayer[]) {
    this.inputs = layers[0]?.inputs ?? 0;
    this.layers = layers.map(({ inputs, outputs, weights, biases }) => {
      const kernel = tf.tensor2d(weights, [inputs, outputs]);
      return { kernel, transposed: tf.transpose(kernel), bias: tf.tensor1d(biases) };
    });
  }

  /** Logits of `rows` inputs laid end to end. */
  predict(inputs: Float32Array, rows: number): Float32Array {
    const logits = tf.tidy(() => this.forward(this.batch(inputs, rows)).logit);
    return taken(logits);
  }

  /**
   * Each input's share of the logit against a reference input: integrated gradients (Sundararajan et al.,
   * 2017) over four midpoints, so that a row of shares adds up to about logit(input) - logit(reference).
   * Returns [rows, inputs].
   */
  contributions(inputs: Float32Array, rows: number, reference: Float32Array): Float32Array {
    const shares = tf.tidy(() => {
      const patients = this.batch(inputs, rows);
      const from = tf.tensor2d(reference, [1, this.inputs]);
      const difference = tf.sub(patients, from); // [rows, inputs]
      const path = Array.from({ length: PATH_STEPS }, (_, step) =>
        tf.add(from, tf.mul(difference, (step + 0.5) / PATH_STEPS)),
      );
      const gradients = this.inputGradients(tf.concat(path, 0)); // [steps * rows, inputs]
      const mean = tf.mean(tf.reshape(gradients, [PATH_STEPS, rows, this.inputs]), 0);
      return tf.mul(mean, difference);
    });
    return taken(shares);
  }

  dispose(): void {
    for (const { kernel, transposed, bias } of this.layers) {
      tf.dispose([kernel, transposed, bias]);
    }
  }

  private batch(inputs: Float32Array, rows: number): tf.Tensor {
    return tf.tensor2d(inputs.subarray(0, rows * this.inputs), [rows, this.inputs]);
  }

  private forward(batch: tf.Tensor): { logit: tf.Tensor; hidden: readonly tf.Tensor[] } {
    const hidden: tf.Tensor[] = [];
    let activation = batch;
    for (const [index, { kernel, bias }] of this.layers.entries()) {
      activation = tf.add(tf.matMul(activation, kernel), bias);
      if (index === this.layers.length - 1) break;
      activation = tf.relu(activation);
      hidden.push(activation);
    }
    return { logit: activation, hidden };
  }

  /** d logit / d input, by hand: the framework's matMul gradient takes a slow path on WASM. */
  private inputGradients(batch: tf.Tensor): tf.Tensor {
    const { hidden } = this.forward(batch);
    let gradient: tf.Tensor = tf.ones([batch.shape[0] ?? 0, 1]);
    for (let index = this.layers.length - 1; index >= 0; index -= 1) {
      const layer = this.layers[index];
      if (!layer) continue;
      gradient = tf.matMul(gradient, layer.transposed);
      const before = hidden[index - 1];
      if (before) gradient = tf.mul(gradient, tf.cast(tf.greater(before, 0), "float32"));
    }
    return gradient;
  }
}

interface TensorLayer {
  kernel: tf.Tensor2D;
  transposed: tf.Tensor;
  bias: tf.Tensor1D;
}

function taken(tensor: tf.Tensor): Float32Array {
  const values = Float32Array.from(tensor.dataSync());
  tensor.dispose();
  return values;
}
