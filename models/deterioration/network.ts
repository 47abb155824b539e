import * as tf from "@tensorflow/tfjs-core";

/** One dense layer; `weights` is [inputs, outputs] row by row. */
export interface DenseLayer {
  inputs: number;
  outputs: number;
  weights: Float32Array;
  biases: Float32Array;
}

/**
 * Where on the straight way from the reference to the patient the gradient is taken, and with what weight:
 * the two-point rule of Gauss, as exact as twice as many points spread evenly.
 */
const PATH = [0.5 - Math.sqrt(3) / 6, 0.5 + Math.sqrt(3) / 6] as const;

export interface Explanation {
  /** [rows] */
  logits: Float32Array;
  /** [rows, inputs]: each input's share of the logit. */
  shares: Float32Array;
}

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
    return taken(tf.tidy(() => this.above(this.first(this.batch(inputs, rows))).logit));
  }

  /**
   * Logits, and each input's share of them against a reference input: integrated gradients (Sundararajan
   * et al., 2017), so that a row of shares adds up to about logit(input) - logit(reference).
   *
   * The first layer, more than half of the work, is linear before its rectifier: it is multiplied once each
   * way however many points the path has.
   */
  explain(inputs: Float32Array, rows: number, reference: Float32Array): Explanation {
    const [logits, shares] = tf.tidy(() => {
      const patients = this.batch(inputs, rows);
      const from = tf.tensor2d(reference, [1, this.inputs]);
      const end = this.first(patients); // [rows, hidden]
      const start = this.first(from);
      const way = tf.sub(end, start);
      const points = tf.concat(PATH.map((share) => tf.add(start, tf.mul(way, share))));
      const gradients = tf.reshape(this.firstGradients(points), [PATH.length, rows, -1]);
      const towardsInputs = this.backThroughFirst(tf.mean(gradients, 0));
      return [this.above(end).logit, tf.mul(towardsInputs, tf.sub(patients, from))];
    });
    return { logits: taken(logits), shares: taken(shares) };
  }

  /** d logit / d input for `rows` inputs laid end to end: [rows, inputs]. */
  gradient(inputs: Float32Array, rows: number): Float32Array {
    return taken(
      tf.tidy(() =>
        this.backThroughFirst(this.firstGradients(this.first(this.batch(inputs, rows)))),
      ),
    );
  }

  dispose(): void {
    for (const { kernel, transposed, bias } of this.layers) {
      tf.dispose([kernel, transposed, bias]);
    }
  }

  private batch(inputs: Float32Array, rows: number): tf.Tensor {
    return tf.tensor2d(inputs.subarray(0, rows * this.inputs), [rows, this.inputs]);
  }

  /** The first layer before its rectifier. */
  private first(batch: tf.Tensor): tf.Tensor {
    const [layer] = this.layers;
    return layer ? tf.add(tf.matMul(batch, layer.kernel), layer.bias) : batch;
  }

  private backThroughFirst(gradient: tf.Tensor): tf.Tensor {
    const [layer] = this.layers;
    return layer ? tf.matMul(gradient, layer.transposed) : gradient;
  }

  /** From the first layer's sums to the logit, keeping each layer's sums. */
  private above(first: tf.Tensor): { logit: tf.Tensor; sums: readonly tf.Tensor[] } {
    const sums = [first];
    let last = first;
    for (const { kernel, bias } of this.layers.slice(1)) {
      last = tf.add(tf.matMul(tf.relu(last), kernel), bias);
      sums.push(last);
    }
    return { logit: last, sums };
  }

  /** d logit / d the first layer's sums, by hand: the framework's matMul gradient is slow on WASM. */
  private firstGradients(first: tf.Tensor): tf.Tensor {
    const { sums } = this.above(first);
    let gradient: tf.Tensor = tf.ones([first.shape[0] ?? 0, 1]);
    for (let index = this.layers.length - 1; index > 0; index -= 1) {
      const layer = this.layers[index];
      const before = sums[index - 1];
      if (!layer || !before) continue;
      const open = tf.cast(tf.greater(before, 0), "float32");
      gradient = tf.mul(tf.matMul(gradient, layer.transposed), open);
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
