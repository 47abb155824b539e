import loadHighs, { type Highs, type Model, type ModelData } from "highs";
import type { CoverTable } from "./cover-table";
import type { PricedLine } from "./line-pricing";

let engine: Promise<Highs> | undefined;

/** Loaded once for each thread: a tenth of a second. */
export function linearEngine(): Promise<Highs> {
  engine ??= loadHighs();
  return engine;
}

/** Whose lines are chosen, and what all others bring to each cover. */
export interface MasterScope {
  table: CoverTable;
  people: readonly number[];
  sums: Float64Array;
}

export interface MasterSolution {
  objective: number;
  /** Value of each line added, in the order they were. */
  values: Float64Array;
  /** What one more of each cover's sum is worth. */
  coverDuals: Float64Array;
  /** By person of the program. */
  personDuals: Float64Array;
}

/**
 * One line for each person, and what the covers' sums then cost: the linear program over the lines found so
 * far. Rows are the people, then the covers; columns are the stretches of the covers' curves, then lines.
 */
export class MasterProgram {
  readonly lines: PricedLine[] = [];
  readonly #model: Model;
  readonly #scope: MasterScope;
  #pieces: number;
  readonly #known = new Set<string>();
  readonly #barred = new Set<number>();

  constructor(highs: Highs, scope: MasterScope) {
    this.#scope = scope;
    const data = curveColumns(scope);
    this.#pieces = data.numCols;
    this.#model = highs.createModel(data);
    this.#model.options.set({ output_flag: false, presolve: "off", simplex_strategy: 4 });
  }

  /** Lets people go without a line at a price, so that there is an answer whatever lines are allowed. */
  spare(points: number): void {
    if (this.lines.length > 0) throw new Error("Spare people before there are lines");
    const { people, table } = this.#scope;
    this.#model.addCols({
      cost: new Float64Array(people.length).fill(points),
      lower: new Float64Array(people.length),
      upper: new Float64Array(people.length).fill(1),
      matrix: {
        format: "csc",
        numRows: people.length + table.curves.length,
        numCols: people.length,
        starts: Int32Array.from({ length: people.length + 1 }, (_, row) => row),
        indices: Int32Array.from(people, (_, row) => row),
        values: new Float64Array(people.length).fill(1),
      },
    });
    this.#pieces += people.length;
  }

  /** Lines that are there already are left out; says how many were new. */
  addLines(lines: readonly PricedLine[]): number {
    const fresh = lines.filter((one) => {
      const key = `${one.person} ${one.line.join()}`;
      if (this.#known.has(key)) return false;
      this.#known.add(key);
      return true;
    });
    if (fresh.length === 0) return 0;
    this.#model.addCols({
      cost: Float64Array.from(fresh, ({ cost }) => cost),
      lower: new Float64Array(fresh.length),
      upper: new Float64Array(fresh.length).fill(UNBOUNDED),
      matrix: { format: "csc", ...lineColumns(this.#scope, fresh) },
    });
    this.lines.push(...fresh);
    return fresh.length;
  }

  /** `afterBounds`: since the last time bounds were set and nothing was added, which the dual simplex mends sooner. */
  solve(afterBounds = false): MasterSolution {
    this.#model.options.set({ simplex_strategy: afterBounds ? 1 : 4 });
    this.#model.run();
    const { colValue, rowDual } = this.#model.getSolution();
    const { people } = this.#scope;
    return {
      objective: this.#model.getObjectiveValue(),
      values: colValue.subarray(this.#pieces),
      personDuals: rowDual.subarray(0, people.length),
      coverDuals: rowDual.subarray(people.length),
    };
  }

  /** Keeps a line at 1, or lets it be anything again. */
  fix(index: number, isFixed: boolean): void {
    this.#model.changeColBounds(this.#pieces + index, isFixed ? 1 : 0, UNBOUNDED);
  }

  /** Which lines may be chosen at all; lines that are added later may. */
  allow(isAllowed: (line: PricedLine, index: number) => boolean): void {
    const changed: number[] = [];
    const upper: number[] = [];
    this.lines.forEach((line, index) => {
      const isIn = isAllowed(line, index);
      if (isIn !== this.#barred.has(index)) return;
      if (isIn) this.#barred.delete(index);
      else this.#barred.add(index);
      changed.push(this.#pieces + index);
      upper.push(isIn ? UNBOUNDED : 0);
    });
    if (changed.length === 0) return;
    this.#model.changeColsBounds(
      { kind: "set", indices: changed },
      new Float64Array(changed.length),
      Float64Array.from(upper),
    );
  }

  dispose(): void {
    this.#model.dispose();
  }
}

/** What HiGHS takes for no limit. */
const UNBOUNDED = 1e30;

/** The program without any line: below the cheapest sum a stretch makes up what is missing, beyond it takes away. */
function curveColumns({ table, people, sums }: MasterScope): ModelData {
  const rows = new Float64Array(people.length + table.curves.length).fill(1);
  const cost: number[] = [];
  const upper: number[] = [];
  const indices: number[] = [];
  const values: number[] = [];
  table.curves.forEach(({ breakpoints, slopes, cheapest }, cover) => {
    const row = people.length + cover;
    rows[row] = cheapest - (sums[cover] ?? 0);
    slopes.forEach((slope, stretch) => {
      const from = breakpoints[stretch - 1] ?? -Infinity;
      const to = breakpoints[stretch] ?? Infinity;
      const isBelow = to <= cheapest;
      cost.push(isBelow ? -slope : slope);
      upper.push(Number.isFinite(to - from) ? to - from : UNBOUNDED);
      indices.push(row);
      values.push(isBelow ? 1 : -1);
    });
  });
  return {
    numCols: cost.length,
    numRows: rows.length,
    colCost: Float64Array.from(cost),
    colLower: new Float64Array(cost.length),
    colUpper: Float64Array.from(upper),
    rowLower: rows,
    rowUpper: rows,
    matrix: {
      format: "csc",
      numRows: rows.length,
      numCols: cost.length,
      starts: Int32Array.from({ length: cost.length + 1 }, (_, column) => column),
      indices: Int32Array.from(indices),
      values: Float64Array.from(values),
    },
  };
}

/** A 1 in the person's row, and in each cover's what the line counts for there. */
function lineColumns({ table, people }: MasterScope, lines: readonly PricedLine[]) {
  const rowOf = new Map(people.map((person, row) => [person, row]));
  const starts = [0];
  const indices: number[] = [];
  const values: number[] = [];
  for (const { person, line } of lines) {
    indices.push(rowOf.get(person) ?? 0);
    values.push(1);
    const cells = table.cells[person];
    const duties = cells ? (cells.start.length - 1) / line.length : 0;
    const sums = new Map<number, number>();
    for (let day = 0; cells && day < line.length; day += 1) {
      const cell = day * duties + (line[day] ?? 0);
      for (let at = cells.start[cell] ?? 0; at < (cells.start[cell + 1] ?? 0); at += 1) {
        const cover = cells.cover[at] ?? 0;
        sums.set(cover, (sums.get(cover) ?? 0) + (cells.weight[at] ?? 0));
      }
    }
    for (const [cover, sum] of sums) {
      indices.push(people.length + cover);
      values.push(sum);
    }
    starts.push(indices.length);
  }
  return {
    numRows: people.length + table.curves.length,
    numCols: lines.length,
    starts: Int32Array.from(starts),
    indices: Int32Array.from(indices),
    values: Float64Array.from(values),
  };
}
