import { seededRandom } from "../../deterioration/seeded-random";
import { anneal } from "./annealing";
import type { ColumnGeneration } from "./column-generation";
import { linearEngine } from "./master-program";
import { RosterLines, type WholeRoster } from "./roster-lines";
import { type Improvement, RosterSearch } from "./roster-search";
import { improveByWindows, isLargeRoster, solveLargeRoster } from "./solve-large-roster";
import type { Lines, SolverProblem } from "./solver-problem";
import type { SolverResult, SolverRun, SolverSolution } from "./solver-run";
import { costOf } from "./solver-score";

/** Of the time that is left, for a first roster and the first lines. */
const ANNEALING_SHARE = 0.02;
const MAXIMUM_ANNEALING_MS = 20_000;
/** Of all time, for the first annealing of whole lines, and for the linear program over everybody. */
const LINES_SHARE = 0.06;
const LINES_SHARE_OF_MANY = 0.4;
const DIVE_SHARE = 0.12;
const ROOT_SHARE = 0.3;
/** Of more days, windows come before whole lines: of all time, and how many when a run goes by iterations. */
const DAYS_WITHOUT_WINDOWS = 35;
const WINDOWS_SHARE = 0.4;
const WINDOWS = 20;
/** Moves and steps instead when a run goes by iterations and not by the clock. */
const ANNEALING_MOVES = 100_000;
const LINE_STEPS = 300;
/** Annealing of whole lines between re-solvings. */
const LINES_MS = 1_500;
/** Beyond so many covers a linear program takes longer than it helps. */
const MAXIMUM_COVERS = 3_000;
const DIVES = 3;
/** Temperatures of annealing whole lines, as parts of the dearest slope of a cover. */
const HOT = 0.2;
const WARM = 0.03;
const COLD = 0.01;
/** So few people are re-solved together at once. */
const SMALL_WARD = 24;
/** Of so many, few are a small part: annealing of whole lines is what brings the most. */
const MANY = 45;
const SMALLEST_NEIGHBOURHOOD = 4;

/**
 * A roster of least cost and a bound that says how far from it any could be. Annealing gives the first
 * within a second; column generation gives the bound and, where the linear program is whole, the proof; then
 * dives and the re-solving of some people's lines, more people at a time as fewer bring nothing. One
 * iteration is one dive or one re-solving. Ends when the bound is reached. Large rosters are solved by windows.
 */
export async function solveRoster(problem: SolverProblem, run: SolverRun): Promise<SolverResult> {
  if (isLargeRoster(problem)) return solveLargeRoster(problem, run);
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
    this.#solveWindows(highs);
    const roster = new RosterLines(this.#problem);
    const search = new RosterSearch(highs, roster, {
      random: this.#random,
      now: this.#run.now,
      isOver: () => this.#isOver(),
      improved: ({ lines }: WholeRoster) => this.#offer(lines),
      bounded: (bound) => this.#raise(bound),
    });
    if (this.#best) search.offer(this.#best.lines);
    search.greedy();
    const { covers } = this.#problem;
    if (covers.length > MAXIMUM_COVERS) this.#respondOnly(search);
    else this.#solveLinear(search);
    // What contradicts itself has bounds for legal rosters only, of which there are none.
    const isProved = search.isProved && this.#best?.hardViolations === 0;
    return { ...this.#progress(), isProved, iterations: this.#iterations };
  }

  #solveLinear(search: RosterSearch): void {
    const { length } = this.#problem.people;
    const share = length > MANY ? LINES_SHARE_OF_MANY : LINES_SHARE;
    if (length > SMALL_WARD) this.#respond(search, share * this.#leftMs(), HOT);
    const lateAt = this.#run.now() + ROOT_SHARE * this.#leftMs();
    const isTimed = this.#run.maximumIterations === undefined;
    const generation = search.root(() => isTimed && this.#run.now() >= lateAt);
    try {
      for (let dive = 0; dive < DIVES && this.#goesOn(search); dive += 1) {
        this.#iterations += 1;
        const diveLateAt = this.#run.now() + DIVE_SHARE * this.#leftMs();
        search.dive(generation, () => isTimed && this.#run.now() >= diveLateAt);
      }
      this.#improve(search, generation);
    } finally {
      generation.dispose();
    }
  }

  #solveWindows(highs: Awaited<ReturnType<typeof linearEngine>>): void {
    if (!this.#best || this.#problem.days <= DAYS_WITHOUT_WINDOWS) return;
    const isTimed = this.#run.maximumIterations === undefined;
    improveByWindows(highs, this.#problem, this.#best, {
      ...this.#run,
      deadlineAt: isTimed ? this.#run.now() + WINDOWS_SHARE * this.#leftMs() : this.#run.deadlineAt,
      ...(isTimed ? {} : { maximumIterations: WINDOWS }),
      offer: (solution) => this.#take(solution),
    });
  }

  /** One long annealing of whole lines, and short ones from its best while time is left. */
  #respondOnly(search: RosterSearch): void {
    for (let share = 0.9; this.#goesOn(search); share = 0.5) {
      this.#iterations += 1;
      this.#respond(search, share * this.#leftMs(), share === 0.9 ? HOT : WARM);
    }
  }

  #respond(search: RosterSearch, milliseconds: number, hot: number): void {
    const { now, maximumIterations } = this.#run;
    const from = now();
    search.respond({
      hot: hot * search.dearest,
      cold: COLD * search.dearest,
      progress: (steps) =>
        maximumIterations === undefined ? (now() - from) / milliseconds : steps / LINE_STEPS,
    });
  }

  #leftMs(): number {
    return Math.max(1, this.#run.deadlineAt - this.#run.now());
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

  /**
   * Re-solving and annealing of whole lines by turns: whichever has lately brought more for its time. In
   * re-solving, neighbourhoods grow when they bring nothing and shrink when they are not solved to the end.
   */
  #improve(search: RosterSearch, generation: ColumnGeneration): void {
    const { now, maximumIterations } = this.#run;
    const count = this.#problem.people.length;
    const isTimed = maximumIterations === undefined;
    const sizes = new NeighbourhoodSize(count);
    /** Points for each millisecond, newer ones counting more; what was not tried yet comes first. */
    const worth = { solve: Infinity, respond: Infinity };
    while (this.#goesOn(search)) {
      this.#iterations += 1;
      const elsewhere = this.#run.elsewhere?.();
      if (elsewhere) search.offer(elsewhere);
      const from = now();
      const cost = search.best?.cost ?? Infinity;
      const isChance = this.#random() < 0.1;
      const way = worth.respond > worth.solve !== isChance ? "respond" : "solve";
      if (way === "respond") {
        this.#respond(search, Math.min(LINES_MS, this.#leftMs()), WARM);
      } else {
        const people = search.neighbourhood(sizes.size, generation);
        sizes.learn(
          search.improve(people, {
            milliseconds: isTimed ? 1_000 : Infinity,
            nodes: isTimed ? 100_000 : 200,
          }),
        );
      }
      const gained = (cost - (search.best?.cost ?? cost)) / Math.max(1, now() - from);
      // By the clock the choice would not be the same twice.
      if (!isTimed) worth.respond = worth.solve = 0;
      else worth[way] = worth[way] === Infinity ? gained : 0.8 * worth[way] + 0.2 * gained;
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

/** How many people are re-solved together: as many as are just still solved to the end. */
class NeighbourhoodSize {
  #size: number;
  #balance = 0;

  constructor(private readonly people: number) {
    this.#size = Math.min(people, 2 * SMALLEST_NEIGHBOURHOOD);
  }

  get size(): number {
    return Math.round(this.#size);
  }

  learn(outcome: Improvement): void {
    this.#balance = outcome === "better" ? 0 : this.#balance + (outcome === "none" ? 1 : -2);
    if (this.#balance >= 4) this.#size = Math.min(this.people, this.#size * 1.1);
    else if (this.#balance <= -4) this.#size = Math.max(this.#least, this.#size * 0.9);
    else return;
    this.#balance = 0;
  }

  get #least(): number {
    return Math.min(this.people, SMALLEST_NEIGHBOURHOOD);
  }
}
