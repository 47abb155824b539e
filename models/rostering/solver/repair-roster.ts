import type { Highs, Model } from "highs";
import { addCovers, addLineRules, freeCells, type FreeCells } from "./cell-program";
import { linearEngine } from "./master-program";
import { ProgramBuilder, UNBOUNDED } from "./program-builder";
import type { Lines, SolverProblem } from "./solver-problem";
import type { SolverRun, SolverSolution } from "./solver-run";
import { costOf } from "./solver-score";

export interface RepairRequest {
  /** Whoever has called in sick cannot work then; these cells are freed and stay free. */
  openCells: readonly { person: number; day: number }[];
  /** Days before this stay as they are. */
  frozenBeforeDay: number;
  /** Points for each published cell that becomes another. */
  changePrice: number;
  /** Looked for within so many days from the first that may change, then in all days that are left. */
  windowDays: number;
  /** The most changes that an alternative of its own is sought for; 3 if absent. */
  mostChanges?: number;
}

export interface CellChange {
  person: number;
  day: number;
  from: number;
  to: number;
}

/** One way to go on. Its cost is without the price of changes. */
export interface RepairAlternative extends SolverSolution {
  changes: readonly CellChange[];
  /** With so many changes none is cheaper within the days that were searched. */
  isProved: boolean;
}

export interface RosterRepair {
  /** By number of changes, each better than those before it; the first leaves the shifts open. */
  alternatives: readonly RepairAlternative[];
  /** Breaks the fewest hard rules, then costs least with the price of its changes. */
  recommended: RepairAlternative;
}

/**
 * Closes the gap that somebody leaves who cannot come, with as few changes to the published roster as that
 * takes: an integer program over the cells of everybody, the past frozen. Stops at the deadline with what it
 * has; the shifts left open are always among the answers.
 */
export async function repairRoster(
  problem: SolverProblem,
  lines: Lines,
  request: RepairRequest,
  run: Pick<SolverRun, "now" | "deadlineAt" | "isCancelled">,
): Promise<RosterRepair> {
  const highs = await linearEngine();
  const published = freed(lines, request);
  const { frozenBeforeDay, windowDays, mostChanges = 3 } = request;
  const found: RepairAlternative[] = [
    { ...costOf(problem, published), changes: [], isProved: true },
  ];
  const ends = [frozenBeforeDay + windowDays, problem.days];
  for (const end of ends.filter((one, index) => index === 0 || (ends[0] ?? 0) < one)) {
    const program = new RepairProgram(highs, problem, published, request, end);
    try {
      for (let most = 1; most <= mostChanges + 1; most += 1) {
        const isLast = most > mostChanges;
        const answer = program.solve(isLast ? undefined : most, run);
        if (answer !== undefined) found.push(answer);
      }
    } finally {
      program.dispose();
    }
    if (run.isCancelled() || run.now() >= run.deadlineAt) break;
  }
  const alternatives = bestByChanges(found);
  const recommended = alternatives.reduce((best, one) =>
    isCheaper(one, best, request.changePrice) ? one : best,
  );
  return { alternatives, recommended };
}

function freed(lines: Lines, { openCells }: RepairRequest): Lines {
  const copy = lines.map((line) => line.slice());
  for (const { person, day } of openCells) copy[person]?.fill(0, day, day + 1);
  return copy;
}

const isCheaper = (one: RepairAlternative, other: RepairAlternative, changePrice: number) =>
  one.hardViolations !== other.hardViolations
    ? one.hardViolations < other.hardViolations
    : one.cost + changePrice * one.changes.length <
      other.cost + changePrice * other.changes.length - 1e-6;

function bestByChanges(found: readonly RepairAlternative[]): RepairAlternative[] {
  const rising = found.toSorted(
    (one, other) =>
      one.changes.length - other.changes.length ||
      one.hardViolations - other.hardViolations ||
      one.cost - other.cost,
  );
  const kept: RepairAlternative[] = [];
  for (const one of rising) {
    const last = kept.at(-1);
    if (last === undefined || isCheaper(one, last, 0)) kept.push(one);
  }
  return kept;
}

/** The integer program over the days from the first that may change until `end`. */
class RepairProgram {
  readonly #highs: Highs;
  readonly #problem: SolverProblem;
  readonly #published: Lines;
  readonly #cells: FreeCells;
  readonly #model: Model;
  readonly #changesRow: number;
  readonly #price: number;
  readonly #changeColumns: readonly number[];
  readonly #costs: Float64Array;

  constructor(
    highs: Highs,
    problem: SolverProblem,
    published: Lines,
    { openCells, frozenBeforeDay, changePrice }: RepairRequest,
    end: number,
  ) {
    this.#highs = highs;
    this.#problem = problem;
    this.#published = published;
    this.#price = changePrice;
    const isOpen = new Set(openCells.map(({ person, day }) => `${person} ${day}`));
    const builder = new ProgramBuilder();
    this.#cells = freeCells(
      builder,
      problem,
      published,
      (person, day) => day >= frozenBeforeDay && day < end && !isOpen.has(`${person} ${day}`),
    );
    addLineRules(builder, this.#cells);
    addCovers(builder, this.#cells);
    this.#changeColumns = this.#cells.columns.flatMap((days, person) =>
      days.flatMap((columns, day) =>
        Array.from(columns ?? [])
          .filter(([duty]) => duty !== published[person]?.[day])
          .map(([, column]) => column),
      ),
    );
    const terms = this.#changeColumns.map((column) => ({ column, factor: 1 }));
    this.#changesRow = builder.row({ constant: 0, terms }, 0, UNBOUNDED);
    const data = builder.data(highs);
    this.#costs = Float64Array.from(data.colCost);
    this.#model = highs.createModel(data);
    this.#model.options.set({ output_flag: false, mip_rel_gap: 1e-6 });
  }

  /** The cheapest with at most so many changes; without a limit, with each change at its price. */
  solve(
    most: number | undefined,
    { now, deadlineAt, isCancelled }: Pick<SolverRun, "now" | "deadlineAt" | "isCancelled">,
  ): RepairAlternative | undefined {
    const seconds = (deadlineAt - now()) / 1_000;
    if (seconds <= 0 || isCancelled()) return undefined;
    const { changeColumns, costs } = { changeColumns: this.#changeColumns, costs: this.#costs };
    this.#model.changeRowBounds(this.#changesRow, 0, most ?? UNBOUNDED);
    for (const column of changeColumns) {
      const price = most === undefined ? this.#price : 0;
      this.#model.changeColCost(column, (costs[column] ?? 0) + price);
    }
    this.#model.options.set({ time_limit: seconds });
    const interrupt = (event: { interrupt: () => void }): undefined => {
      if (isCancelled() || now() >= deadlineAt) event.interrupt();
    };
    const { callbackType, modelStatus } = this.#highs.constants;
    const run = this.#model.run({
      [callbackType.mipInterrupt]: interrupt,
      [callbackType.simplexInterrupt]: interrupt,
    });
    if (this.#model.info.get("primal_solution_status") !== 2) return undefined;
    const lines = this.#linesOf(this.#model.getSolution().colValue);
    return {
      ...costOf(this.#problem, lines),
      changes: changesBetween(this.#published, lines),
      isProved: run.modelStatus === modelStatus.optimal,
    };
  }

  dispose(): void {
    this.#model.dispose();
  }

  #linesOf(values: Float64Array): Lines {
    return this.#published.map((line, person) =>
      line.map((duty, day) => {
        for (const [other, column] of this.#cells.columns[person]?.[day] ?? []) {
          if ((values[column] ?? 0) > 0.5) return other;
        }
        return duty;
      }),
    );
  }
}

/** Cells that differ, by person and day. */
export function changesBetween(before: Lines, after: Lines): CellChange[] {
  return before
    .flatMap((line, person) =>
      Array.from(line, (from, day) => ({ person, day, from, to: after[person]?.[day] ?? from })),
    )
    .filter(({ from, to }) => from !== to);
}
