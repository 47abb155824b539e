/** Durations in milliseconds, all kept: a minute of load is some 100,000 numbers. */
export class Latencies {
  readonly #values: number[] = [];

  add(milliseconds: number): void {
    this.#values.push(milliseconds);
  }

  get count(): number {
    return this.#values.length;
  }

  /** Nearest-rank percentiles, in the order asked for; NaN for each when nothing was measured. */
  percentiles(...shares: readonly number[]): number[] {
    const sorted = Float64Array.from(this.#values).sort();
    return shares.map((share) => sorted[Math.ceil(share * sorted.length) - 1] ?? Number.NaN);
  }
}
