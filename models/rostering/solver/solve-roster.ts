import { seededRandom } from "../../deterioration/seeded-random";
import { anneal } from "./annealing";
import type { ColumnGeneration } from "./column-generation";
import { linearEngine } from "./master-program";
import { RosterLines, type WholeRoster } from "./roster-lines";
import { type Improvement, RosterSearch } from "./roster-search";
import type { Lines, SolverProblem } from "./solver-problem";
import type { SolverResult, SolverRun, SolverSolution } from "./solver-run";
import { costOf } from "./solver-score";

/** Of the time that is left, for a first roster and the first lines. */
const ANNEALING_SHARE = 0.06;
const MAXIMUM_ANNEALING_MS = 20_000;
/** Moves of the first annealing when a run goes by iterations and not by the clock. */
const ANNEALING_MOVES = 100_000;
const DIVES = 2;
const SMALLEST_NEIGHBOURHOOD = 4;

/**
 * A roster of least cost and a bound that says how far from it any could be. Annealing gives the first
 * within a second; column generation gives the bound and, where the linear program is whole, the proof; then
 * dives and the re-solving of some people's lines, more people at a time as fewer bring nothing. One
 * iteration is one dive or one re-solving. Ends when the bound is reached.
 */
export async function solveRoster(problem: SolverProblem, run: SolverRun): Promise<SolverResult> {
  const highs = await linearEngine();
  return new Portfolio(problem, run).solve(highs);
}

class Portfolio {
  readonly #problem: SolverProblem;
  readonly #run: SolverRun;
  readonly #startedAt: number;
  readonly #random: () => number;
  #best: SolverSolution | undefined;
  #bound = -Infinity;
  #iterations = 0;

  constructor(problem: SolverProblem, run: SolverRun) {
    this.#problem = problem;
    this.#run = run;
    this.#startedAt = run.now();
    this.#random = seededRandom(run.seed);
  }

  solve(highs: Awaited<ReturnType<typeof linearEngine>>): SolverResult {
    if (this.#run.start) this.#offer(this.#run.start);
    this.#anneal();
    const roster = new RosterLines(this.#problem);
    const search = new RosterSearch(highs, roster, {
      random: this.#random,
      isOver: () => this.#isOver(),
      improved: ({ lines }: WholeRoster) => this.#offer(lines),
      bounded: (bound) => this.#raise(bound),
    });
    if (this.#best) search.offer(this.#best.lines);
    search.greedy();
    const generation = search.root();
    try {
      for (let dive = 0; dive < DIVES && this.#goesOn(search); dive += 1) {
        this.#iterations += 1;
        search.dive(generation);
      }
      this.#improve(search, generation);
    } finally {
      generation.dispose();
    }
    // What contradicts itself has bounds for legal rosters only, of which there are none.
    const isProved = search.isProved && this.#best?.hardViolations === 0;
    return { ...this.#progress(), isProved, iterations: this.#iterations };
  }

  #anneal(): void {
    const { now, deadlineAt, maximumIterations, seed, isCancelled } = this.#run;
    const share = Math.min(MAXIMUM_ANNEALING_MS, (deadlineAt - now()) * ANNEALING_SHARE);
    const { best } = anneal(this.#problem, {
      seed,
      now,
      isCancelled,
      deadlineAt: maximumIterations === undefined ? now() + share : deadlineAt,
      ...(maximumIterations === undefined ? {} : { maximumIterations: ANNEALING_MOVES }),
      ...(this.#best ? { start: this.#best.lines } : {}),
      progressed: (progress) => {
        if (progress.best) this.#take(progress.best);
      },
    });
    if (best) this.#take(best);
  }

  /** Neighbourhoods grow when they bring nothing and shrink when they are not solved to the end. */
  #improve(search: RosterSearch, generation: ColumnGeneration): void {
    const count = this.#problem.people.length;
    const isTimed = this.#run.maximumIterations === undefined;
    let size = Math.min(count, 2 * SMALLEST_NEIGHBOURHOOD);
    let balance = 0;
    while (this.#goesOn(search)) {
      this.#iterations += 1;
      const elsewhere = this.#run.elsewhere?.();
      if (elsewhere) search.offer(elsewhere);
      const people = search.neighbourhood(Math.round(size), generation);
      const outcome: Improvement = search.improve(people, {
        seconds: isTimed ? 5 : 1e9,
        nodes: isTimed ? 100_000 : 200,
      });
      balance = outcome === "better" ? 0 : balance + (outcome === "none" ? 1 : -2);
      if (outcome === "none" && balance >= 4) {
        size = Math.min(count, size * 1.1);
        balance = 0;
      } else if (outcome === "open" && balance <= -4) {
        size = Math.max(Math.min(count, SMALLEST_NEIGHBOURHOOD), size * 0.9);
        balance = 0;
      }
    }
  }

  #goesOn(search: RosterSearch): boolean {
    const { maximumIterations = Infinity } = this.#run;
    return !search.isProved && this.#iterations < maximumIterations && !this.#isOver();
  }

  #isOver(): boolean {
    return this.#run.isCancelled() || this.#run.now() >= this.#run.deadlineAt;
  }

  #offer(lines: Lines): void {
    this.#take(costOf(this.#problem, lines));
  }

  #take(solution: SolverSolution): void {
    const best = this.#best;
    const isBetter =
      !best ||
      solution.hardViolations < best.hardViolations ||
      (solution.hardViolations === best.hardViolations && solution.cost < best.cost - 1e-9);
    if (!isBetter) return;
    this.#best = { ...solution, lines: solution.lines.map((line) => line.slice()) };
    this.#run.progressed(this.#progress());
  }

  #raise(bound: number): void {
    if (bound <= this.#bound) return;
    this.#bound = bound;
    this.#run.progressed(this.#progress());
  }

  #progress() {
    return {
      best: this.#best,
      lowerBound: this.#bound,
      elapsedMs: this.#run.now() - this.#startedAt,
    };
  }
}
