import type { DenseLayer } from "../deterioration/network";
import { FLU_LEVELS, FLU_OUTPUTS, HORIZONS } from "./quantile-levels";
import type { InputKind } from "./flu-inputs";

/** A trained network with what its inputs and outputs were standardised by. */
export interface FluNet {
  kind: InputKind;
  means: readonly number[];
  scales: readonly number[];
  /** Of the change of the scaled rate, by horizon. */
  spread: readonly number[];
  layers: readonly DenseLayer[];
}

const LEAK = 0.01;

/**
 * Quantiles of the scaled rate, horizon by horizon, in order. Written out: 4,000 multiplications are done
 * before a framework has made its first tensor.
 */
export function predictNet(net: FluNet, inputs: readonly number[]): Float64Array {
  let values = Float64Array.from(
    inputs,
    (input, index) => (input - (net.means[index] ?? 0)) / (net.scales[index] ?? 1),
  );
  for (const [index, layer] of net.layers.entries())
    values = through(layer, values, index < net.layers.length - 1);

  const level = inputs[0] ?? 0;
  const quantiles = new Float64Array(FLU_OUTPUTS);
  for (const horizon of HORIZONS) {
    const from = horizon * FLU_LEVELS.length;
    const own = values.subarray(from, from + FLU_LEVELS.length).toSorted();
    for (const [at, value] of own.entries())
      quantiles[from + at] = level + value * (net.spread[horizon] ?? 1);
  }
  return quantiles;
}

function through(
  layer: DenseLayer,
  values: Float64Array,
  isHidden: boolean,
): Float64Array<ArrayBuffer> {
  const sums = Float64Array.from(layer.biases);
  for (let input = 0; input < layer.inputs; input += 1) {
    const value = values[input] ?? 0;
    const from = input * layer.outputs;
    for (let output = 0; output < layer.outputs; output += 1)
      sums[output] = (sums[output] ?? 0) + value * (layer.weights[from + output] ?? 0);
  }
  return isHidden ? sums.map((sum) => (sum > 0 ? sum : sum * LEAK)) : sums;
}
