/** Fewer would blur the middle, more would follow noise; the tails end at the 0.5 and 99.5 % points. */
const POINTS = 200;

/**
 * Turns each column into normal scores by its ranks in training: what a value says is how far up it stands among
 * others, so that long tails and skew need no thought. Missing stays missing.
 */
export class NormalScores {
  private constructor(
    private readonly quantiles: readonly Float32Array[],
    private readonly scores: readonly Float32Array[],
  ) {}

  static fit(features: Float32Array, columns: number, rows: Int32Array): NormalScores {
    const quantiles: Float32Array[] = [];
    const scores: Float32Array[] = [];
    const values = new Float32Array(rows.length);
    for (let column = 0; column < columns; column += 1) {
      let known = 0;
      for (const row of rows) {
        const value = features[row * columns + column] ?? NaN;
        if (Number.isNaN(value)) continue;
        values[known] = value;
        known += 1;
      }
      const { points, heights } = pointsOf(values.subarray(0, known).sort());
      quantiles.push(points);
      scores.push(heights);
    }
    return new NormalScores(quantiles, scores);
  }

  /** Writes the scores of one row of features over it. */
  apply(row: Float32Array): void {
    for (const [column, points] of this.quantiles.entries()) {
      const value = row[column] ?? NaN;
      const heights = this.scores[column];
      if (!Number.isNaN(value) && heights) row[column] = interpolated(points, heights, value);
    }
  }
}

/** Distinct quantiles, each with the normal score of the middle of its ranks. */
function pointsOf(sorted: Float32Array): { points: Float32Array; heights: Float32Array } {
  const points: number[] = [];
  const heights: number[] = [];
  const step = Math.max(1, sorted.length / POINTS);
  for (let place = step / 2; place < sorted.length; place += step) {
    const value = sorted[Math.floor(place)] ?? 0;
    if (value === points.at(-1)) continue;
    const from = firstAtLeast(sorted, value);
    const to = firstAtLeast(sorted, nextAbove(value));
    const rank = (from + to) / 2 / sorted.length;
    points.push(value);
    heights.push(normalQuantile(Math.min(0.995, Math.max(0.005, rank))));
  }
  return { points: Float32Array.from(points), heights: Float32Array.from(heights) };
}

/** The least number that 32 bits tell from `value`, or somewhat more. */
const nextAbove = (value: number): number =>
  value + Math.max(Math.abs(value) * 2 ** -23, Number.MIN_VALUE);

function firstAtLeast(sorted: Float32Array, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? Infinity) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

function interpolated(points: Float32Array, heights: Float32Array, value: number): number {
  const above = firstAtLeast(points, value);
  const high = heights[above] ?? heights.at(-1) ?? 0;
  if (above === 0 || above === points.length) return high;
  const from = points[above - 1] ?? value;
  const to = points[above] ?? value;
  const low = heights[above - 1] ?? high;
  return low + ((high - low) * (value - from)) / (to - from);
}

/** The inverse of the normal distribution (Abramowitz and Stegun 26.2.23; off by less than 4.5e-4). */
function normalQuantile(share: number): number {
  const tail = Math.min(share, 1 - share);
  const t = Math.sqrt(-2 * Math.log(tail));
  const value =
    t -
    (2.515517 + 0.802853 * t + 0.010328 * t * t) /
      (1 + 1.432788 * t + 0.189269 * t * t + 0.001308 * t ** 3);
  return share < 0.5 ? -value : value;
}
