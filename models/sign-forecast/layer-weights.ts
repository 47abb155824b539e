import type { DenseLayer } from "../deterioration/network";

/** The layers end to end, as `weights.bin` holds them: for each its kernel row by row, then its biases. */
export function joinLayers(layers: readonly DenseLayer[]): Float32Array {
  const parts = layers.flatMap(({ weights, biases }) => [weights, biases]);
  const joined = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}

/** Cuts them apart again; throws when there are more or fewer numbers than the layers need. */
export function cutLayers(
  layers: readonly Pick<DenseLayer, "inputs" | "outputs">[],
  weights: Float32Array,
): DenseLayer[] {
  let from = 0;
  const cut = (length: number): Float32Array => weights.subarray(from, (from += length));
  const dense = layers.map(({ inputs, outputs }) => ({
    inputs,
    outputs,
    weights: cut(inputs * outputs),
    biases: cut(outputs),
  }));
  if (from !== weights.length)
    throw new Error(`the layers need ${from} weights, there are ${weights.length}`);
  return dense;
}
