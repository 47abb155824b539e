import type { Highs, ModelData } from "highs";

/** What HiGHS takes for no limit. */
export const UNBOUNDED = 1e30;

/** A sum of columns with their factors, and a constant. */
export interface Linear {
  constant: number;
  terms: readonly { column: number; factor: number }[];
}

/** Collects an integer program a column and a row at a time. */
export class ProgramBuilder {
  readonly #cost: number[] = [];
  readonly #upper: number[] = [];
  readonly #isWhole: boolean[] = [];
  readonly #rowLower: number[] = [];
  readonly #rowUpper: number[] = [];
  readonly #starts = [0];
  readonly #indices: number[] = [];
  readonly #values: number[] = [];

  /** From 0 to `upper`; its index. */
  column(cost: number, upper: number, isWhole: boolean): number {
    this.#cost.push(cost);
    this.#upper.push(upper);
    this.#isWhole.push(isWhole);
    return this.#cost.length - 1;
  }

  addCost(column: number, cost: number): void {
    this.#cost[column] = (this.#cost[column] ?? 0) + cost;
  }

  /** `lower` ≤ the sum ≤ `upper`; its index. A column may be in the sum several times. */
  row({ constant, terms }: Linear, lower: number, upper: number): number {
    const factors = new Map<number, number>();
    for (const { column, factor } of terms) {
      factors.set(column, (factors.get(column) ?? 0) + factor);
    }
    for (const [column, factor] of factors) {
      if (factor === 0) continue;
      this.#indices.push(column);
      this.#values.push(factor);
    }
    this.#starts.push(this.#indices.length);
    this.#rowLower.push(lower === -UNBOUNDED ? lower : lower - constant);
    this.#rowUpper.push(upper === UNBOUNDED ? upper : upper - constant);
    return this.#rowLower.length - 1;
  }

  /** The sum may be above `limit`, at `price` for each unit, or for each whole one begun of the size `step`. */
  limitAbove(sum: Linear, limit: number, price: number, step?: number): void {
    if (price === 0) return;
    const beyond = this.column(price, UNBOUNDED, step !== undefined);
    const terms = [...sum.terms, { column: beyond, factor: -(step ?? 1) }];
    this.row({ constant: sum.constant, terms }, -UNBOUNDED, limit);
  }

  data(highs: Highs): ModelData {
    const { integer, continuous } = highs.constants.variableType;
    const numCols = this.#cost.length;
    const numRows = this.#rowLower.length;
    return {
      numCols,
      numRows,
      colCost: Float64Array.from(this.#cost),
      colLower: new Float64Array(numCols),
      colUpper: Float64Array.from(this.#upper),
      rowLower: Float64Array.from(this.#rowLower),
      rowUpper: Float64Array.from(this.#rowUpper),
      integrality: this.#isWhole.map((isWhole) => (isWhole ? integer : continuous)),
      matrix: {
        format: "csr",
        numRows,
        numCols,
        starts: Int32Array.from(this.#starts),
        indices: Int32Array.from(this.#indices),
        values: Float64Array.from(this.#values),
      },
    };
  }
}

export const negative = ({ constant, terms }: Linear): Linear => ({
  constant: -constant,
  terms: terms.map(({ column, factor }) => ({ column, factor: -factor })),
});

export const sumOf = (parts: readonly Linear[]): Linear => ({
  constant: parts.reduce((sum, { constant }) => sum + constant, 0),
  terms: parts.flatMap(({ terms }) => terms),
});
