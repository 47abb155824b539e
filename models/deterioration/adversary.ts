/** What an adversary needs of a model: it sees everything, and may ask as often as it likes. */
export interface Attackable {
  /** d logit / d input for `rows` inputs laid end to end. */
  gradient: (inputs: Float32Array, rows: number) => Float32Array;
}

export interface AttackOptions {
  rows: number;
  /** [rows]: +1 to raise the risk of a row, -1 to hide it. */
  directions: Float32Array;
  /** [rows, inputs]: how far each input may be moved, in the network's units; 0 holds it. */
  bounds: Float32Array;
  /** 1 is the fast gradient sign method; more is projected gradient descent. */
  steps: number;
}

/** A step of projected descent, as a share of the bound: the whole bound is crossed well before the last. */
const STRIDE = 2.5;

/**
 * Moves inputs within their bounds so that the logit moves as far as it will: the sign of the gradient, once over
 * the whole bound (Goodfellow et al., 2015) or in steps held to it (Madry et al., 2018).
 */
export function attack(
  network: Attackable,
  inputs: Float32Array,
  { rows, directions, bounds, steps }: AttackOptions,
): Float32Array {
  const width = inputs.length / rows;
  const stride = steps === 1 ? 1 : STRIDE / steps;
  const moved = inputs.slice();
  for (let step = 0; step < steps; step += 1) {
    const gradient = network.gradient(moved, rows);
    for (let index = 0; index < moved.length; index += 1) {
      const bound = bounds[index] ?? 0;
      if (bound === 0) continue;
      const towards =
        Math.sign(gradient[index] ?? 0) * (directions[Math.floor(index / width)] ?? 0);
      const start = inputs[index] ?? 0;
      const next = (moved[index] ?? 0) + towards * stride * bound;
      moved[index] = Math.min(start + bound, Math.max(start - bound, next));
    }
  }
  return moved;
}
