/** One observed count: what was expected of it, and what may have moved it. */
export interface RegressionRow {
  count: number;
  /** The count's expectation before the regression. */
  expected: number;
  /** As many numbers in every row. */
  features: readonly number[];
}

/** What the coefficients are drawn to, and how strongly: pseudo-observations of the squared feature. */
export interface RegressionPrior {
  centres: readonly number[];
  strength: readonly number[];
}

/** Newton's steps converge from the prior's centres in four or five; the rest is for odd data. */
const STEPS = 12;

/**
 * Coefficients b of count ~ Poisson(expected × exp(features · b)), the most probable under a normal prior. A row
 * whose expectation is 0 says nothing and must be left out.
 */
export function fitPoissonRegression(
  rows: readonly RegressionRow[],
  { centres, strength }: RegressionPrior,
): number[] {
  const size = centres.length;
  let coefficients = [...centres];
  for (let step = 0; step < STEPS; step += 1) {
    const slope = centres.map(
      (centre, index) => (strength[index] ?? 0) * (centre - (coefficients[index] ?? 0)),
    );
    const curvature = Array.from({ length: size }, (_, row) =>
      Array.from({ length: size }, (_, column) => (row === column ? (strength[row] ?? 0) : 0)),
    );
    for (const { count, expected, features } of rows) {
      const mean = expected * Math.exp(dot(features, coefficients));
      for (const [row, feature] of features.entries()) {
        if (feature === 0) continue;
        slope[row] = (slope[row] ?? 0) + feature * (count - mean);
        const line = curvature[row] ?? [];
        for (let column = 0; column <= row; column += 1) {
          line[column] = (line[column] ?? 0) + mean * feature * (features[column] ?? 0);
        }
      }
    }
    const move = solveSymmetric(curvature, slope);
    coefficients = coefficients.map((value, index) => value + (move[index] ?? 0));
    if (Math.max(...move.map(Math.abs)) < 1e-7) break;
  }
  return coefficients;
}

export const dot = (left: readonly number[], right: readonly number[]): number =>
  left.reduce((sum, value, index) => sum + value * (right[index] ?? 0), 0);

/** x of A x = b for a positive definite A, of which only the lower triangle is read (Cholesky). */
export function solveSymmetric(
  matrix: readonly (readonly number[])[],
  right: readonly number[],
): number[] {
  const size = right.length;
  const lower: number[][] = [];
  const at = (row: number, column: number): number => lower[row]?.[column] ?? 0;
  for (let row = 0; row < size; row += 1) {
    const line: number[] = [];
    lower.push(line);
    for (let column = 0; column <= row; column += 1) {
      let rest = matrix[row]?.[column] ?? 0;
      for (let k = 0; k < column; k += 1) rest -= at(row, k) * at(column, k);
      if (row === column && rest <= 0) throw new Error("the matrix is not positive definite");
      line.push(row === column ? Math.sqrt(rest) : rest / at(column, column));
    }
  }
  const forward: number[] = [];
  for (let row = 0; row < size; row += 1) {
    let rest = right[row] ?? 0;
    for (let k = 0; k < row; k += 1) rest -= at(row, k) * (forward[k] ?? 0);
    forward.push(rest / at(row, row));
  }
  const solved = new Array<number>(size).fill(0);
  for (let row = size - 1; row >= 0; row -= 1) {
    let rest = forward[row] ?? 0;
    for (let k = row + 1; k < size; k += 1) rest -= at(k, row) * (solved[k] ?? 0);
    solved[row] = rest / at(row, row);
  }
  return solved;
}
