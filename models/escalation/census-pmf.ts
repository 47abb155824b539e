/**
 * Distributions of a count: the probability of 0, 1, 2 … The sum of independent counts has the convolution
 * of their distributions.
 */
export function convolve(parts: readonly ArrayLike<number>[]): Float64Array {
  return parts.reduce<Float64Array>(convolveTwo, Float64Array.of(1));
}

function convolveTwo(a: Float64Array, b: ArrayLike<number>): Float64Array {
  const joined = new Float64Array(a.length + Math.max(1, b.length) - 1);
  for (const [i, ofA] of a.entries()) {
    if (ofA === 0) continue;
    for (let j = 0; j < b.length; j += 1) joined[i + j] = (joined[i + j] ?? 0) + ofA * (b[j] ?? 0);
  }
  return joined;
}
