import type { DenseLayer } from "./network";

type LayerShape = Pick<DenseLayer, "inputs" | "outputs">;

/** The layers of a perceptron with these widths, from its inputs to its outputs. */
export const shapesOf = (widths: readonly number[]): LayerShape[] =>
  widths.slice(1).map((outputs, layer) => ({ inputs: widths[layer] ?? 0, outputs }));

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
  layers: readonly LayerShape[],
  weights: Float32Array,
  owner = "the file",
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
    throw new Error(`the layers of ${owner} need ${from} weights, there are ${weights.length}`);
  return dense;
}

/** The same for several networks end to end. */
export function cutNetworks(
  networks: readonly (readonly LayerShape[])[],
  weights: Float32Array,
  owner?: string,
): DenseLayer[][] {
  const layers = cutLayers(networks.flat(), weights, owner);
  let from = 0;
  return networks.map(({ length }) => layers.slice(from, (from += length)));
}
