import * as tf from "@tensorflow/tfjs-core";

/** One dense layer; `weights` is [inputs, outputs] row by row. */
export interface DenseLayer {
  inputs: number;
  outputs: number;
  weights: Float32Array;
  biases: Float32Array;
}

export interface Explanation {
  /** [rows] */
  logits: Float32Array;
  /** [rows, inputs]: each input's share of the logit's change from the reference; a row adds up to it. */
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
   * Logits, and each input's share of their change from a reference input, by DeepLIFT's rescale rule
   * (Shrikumar et al., 2017): a unit hands back to what feeds it the change of its output per change of its
   * sum. Unlike gradients along a path (Sundararajan et al., 2017), whose sum is as good as the path has points,
   * a row of shares adds up to logit(input) - logit(reference) but for rounding, in one pass back.
   */
  explain(inputs: Float32Array, rows: number, reference: Float32Array): Explanation {
    const [logits, shares] = tf.tidy(() => {
      const patients = this.batch(inputs, rows);
      const from = tf.tensor2d(reference, [1, this.inputs]);
      const end = this.above(this.first(patients));
      const start = this.above(this.first(from));
      const slopes = this.firstSlopes(start.sums, end.sums, rows);
      return [end.logit, tf.mul(this.backThroughFirst(slopes), tf.sub(patients, from))];
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

  /** Change of the logit per change of each of the first layer's sums, [rows, hidden]. */
  private firstSlopes(
    start: readonly tf.Tensor[],
    end: readonly tf.Tensor[],
    rows: number,
  ): tf.Tensor {
    let slopes: tf.Tensor = tf.ones([rows, 1]);
    for (let index = this.layers.length - 1; index > 0; index -= 1) {
      const layer = this.layers[index];
      const [from, to] = [start[index - 1], end[index - 1]];
      if (!layer || !from || !to) continue;
      // 1 where both are open, 0 where both are shut, between where the rectifier opens or shuts on the way.
      const open = tf.divNoNan(tf.sub(tf.relu(to), tf.relu(from)), tf.sub(to, from));
      slopes = tf.mul(tf.matMul(slopes, layer.transposed), open);
    }
    return slopes;
  }
}

interface TensorLayer {
  kernel: tf.Tensor2D;
  transposed: tf.Tensor;
  bias: tf.Tensor1D;
}

function taken(tensor: tf.Tensor): Float32Array {
  const values = tensor.dataSync<"float32">().slice();
  tensor.dispose();
  return values;
}
