/** Probabilities left out at the upper end, together. */
const TAIL = 1e-6;

/**
 * The distribution of a count that is Poisson with one of these means, each equally likely: index n holds the
 * probability of n. Means are not negative; one mean at least.
 */
export function poissonMixture(means: readonly number[]): Float64Array {
  const largest = Math.max(...means);
  // Beyond it a Poisson count has less than the tail: a bound of Chernoff's, generously.
  const most = Math.ceil(largest + 6 * Math.sqrt(largest + 1) + 12);
  const pmf = new Float64Array(most + 1);
  for (const mean of means) {
    // In logarithms, for exp(-mean) is 0 from a mean of 745 on.
    let log = -mean;
    const logMean = Math.log(mean);
    for (let count = 0; count <= most; count += 1) {
      if (count > 0) log += logMean - Math.log(count);
      pmf[count] = (pmf[count] ?? 0) + Math.exp(log) / means.length;
      if (count > mean && log < Math.log(TAIL / means.length) - 10) break;
    }
  }
  return pmf;
}
