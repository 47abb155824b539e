import { seededRandom } from "../../deterioration/seeded-random";
import { anneal } from "./annealing";
import { RosterTree } from "./branch-and-price";
import type { ColumnGeneration } from "./column-generation";
import { linearEngine } from "./master-program";
import { RosterLines, type WholeRoster } from "./roster-lines";
import { type Improvement, RosterSearch } from "./roster-search";
import { improveByWindows, isLargeRoster, solveLargeRoster } from "./solve-large-roster";
import type { Lines, SolverProblem } from "./solver-problem";
import {
  isBetterSolution,
  type SolverResult,
  type SolverRun,
  type SolverSolution,
} from "./solver-run";
import { costOf } from "./solver-score";

/** Of the time that is left, for a first roster and the first lines. */
const ANNEALING_SHARE = 0.02;
const MAXIMUM_ANNEALING_MS = 20_000;
/** Of all time, for the first annealing of whole lines, for dives, and for the linear program over everybody. */
const LINES_SHARE = 0.06;
const LINES_SHARE_OF_MANY = 0.15;
const DIVES_SHARE = 0.1;
const MAXIMUM_DIVES_MS = 15_000;
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
/** Of the time for improving, what the tree of all rosters has, and its turns. */
const TREE_SHARE = 0.4;
const TREE_SHARE_OF_LARGE_GAP = 0.03;
const SMALL_GAP = 0.005;
const TREE_MS = 1_500;
const NODES_OF_TURN = 10;
/** Of the people, who are re-solved on days next to each other; and how many days to begin with for all of them. */
const PARTS_OF_PEOPLE = [1, 0.5, 0.25];
const DAYS_TOGETHER = 6;
/** How long one re-solving may take. */
const SHORTEST_TRY_MS = 1_000;
const LONGEST_TRY_MS = 8_000;
/** Each way of improving is tried so often before they are compared, and then has this part of the best's chance. */
const TRIES_OF_EACH = 3;
const LEAST_SHARE = 0.1;
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
    return { ...this.#progress(), isProved: search.isProved, iterations: this.#iterations };
  }

  #solveLinear(search: RosterSearch): void {
    const { length } = this.#problem.people;
    const share = length > MANY ? LINES_SHARE_OF_MANY : LINES_SHARE;
    if (length > SMALL_WARD) this.#respond(search, share * this.#leftMs(), HOT);
    const lateAt = this.#run.now() + ROOT_SHARE * this.#leftMs();
    const isTimed = this.#run.maximumIterations === undefined;
    const generation = search.root(() => isTimed && this.#run.now() >= lateAt);
    try {
      const { now } = this.#run;
      const diveLateAt = now() + Math.min(MAXIMUM_DIVES_MS, DIVES_SHARE * this.#leftMs());
      for (let dive = 0; dive < DIVES && this.#goesOn(search); dive += 1) {
        this.#iterations += 1;
        generation.narrow(search.legalCost);
        const isBetter = search.dive(generation, () => isTimed && now() >= diveLateAt);
        // What is too large or too fractional for one is so for the next.
        if (isTimed && !isBetter) break;
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
    const tree = new RosterTree(generation);
    let treeMs = 0;
    const improvedFrom = this.#run.now();
    const { now, maximumIterations } = this.#run;
    const count = this.#problem.people.length;
    const isTimed = maximumIterations === undefined;
    let improvedAt = improvedFrom;
    // What nothing has come of for long is worth longer tries.
    const effort = () =>
      isTimed
        ? {
            milliseconds: Math.min(
              LONGEST_TRY_MS,
              Math.max(SHORTEST_TRY_MS, (now() - improvedAt) / 10),
            ),
            nodes: Infinity,
          }
        : { milliseconds: Infinity, nodes: 20 };
    const people = new NeighbourhoodSize(2 * SMALLEST_NEIGHBOURHOOD, count);
    const ways = [
      new Way(() => this.#respond(search, Math.min(LINES_MS, this.#leftMs()), WARM)),
      new Way(() => people.learn(search.improve(search.peopleTogether(people.size), effort()))),
      ...PARTS_OF_PEOPLE.map((part) => {
        const days = new NeighbourhoodSize(DAYS_TOGETHER / part, this.#problem.days);
        return new Way(() =>
          days.learn(search.improve(search.daysTogether(days.size, part), effort())),
        );
      }),
    ];
    while (this.#goesOn(search)) {
      this.#iterations += 1;
      const elsewhere = this.#run.elsewhere?.();
      if (elsewhere) search.offer(elsewhere);
      const from = now();
      const isTreesTurn = isTimed
        ? treeMs < this.#treeShare(search) * (from - improvedFrom)
        : this.#iterations % 4 === 0;
      if (isTreesTurn && !tree.isSeen) {
        const nodes = tree.nodes + NODES_OF_TURN;
        search.branch(tree, () => (isTimed ? now() >= from + TREE_MS : tree.nodes >= nodes));
        treeMs += now() - from;
        continue;
      }
      const before = search.best;
      const way = this.#choose(ways, isTimed);
      way.go();
      if (search.best !== before) improvedAt = now();
      // The first that is legal may cost more than what it replaces.
      const gained = Math.max(0, (before?.cost ?? 0) - (search.best?.cost ?? 0));
      way.learn(gained / Math.max(1, now() - from));
    }
  }

  /** The tree closes a small gap and no large one. */
  #treeShare({ best, lowerBound }: RosterSearch): number {
    if (!best) return 0;
    const gap = (best.cost - lowerBound) / Math.max(1, Math.abs(best.cost));
    return gap < SMALL_GAP ? TREE_SHARE : TREE_SHARE_OF_LARGE_GAP;
  }

  /** By chance, more often what has lately brought more for its time; without a clock in turn. */
  #choose(ways: readonly Way[], isTimed: boolean): Way {
    const [first = new Way(() => undefined)] = ways;
    if (!isTimed) return ways[this.#iterations % ways.length] ?? first;
    const untried = ways.find(({ tries }) => tries < TRIES_OF_EACH);
    if (untried) return untried;
    const most = Math.max(...ways.map(({ worth }) => worth));
    const shares = ways.map(({ worth }) => worth + LEAST_SHARE * (most || 1));
    let left = this.#random() * shares.reduce((sum, share) => sum + share, 0);
    return ways.find((_, index) => (left -= shares[index] ?? 0) < 0) ?? first;
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
    if (this.#best && !isBetterSolution(solution, this.#best)) return;
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

/** A way of making a roster better, and what it is worth. */
class Way {
  /** Points for each millisecond, newer ones counting more. */
  worth = 0;
  tries = 0;

  constructor(readonly go: () => void) {}

  learn(gained: number): void {
    this.tries += 1;
    const share = Math.max(0.15, 1 / this.tries);
    this.worth = (1 - share) * this.worth + share * gained;
  }
}

/** How many people or days are re-solved together: as many as are just still solved to the end. */
class NeighbourhoodSize {
  #size: number;
  #balance = 0;

  constructor(
    first: number,
    private readonly most: number,
  ) {
    this.#size = Math.min(most, first);
  }

  get size(): number {
    return Math.round(this.#size);
  }

  learn(outcome: Improvement): void {
    this.#balance = outcome === "better" ? 0 : this.#balance + (outcome === "none" ? 1 : -2);
    if (this.#balance >= 4) this.#size = Math.min(this.most, this.#size * 1.1);
    else if (this.#balance <= -4) this.#size = Math.max(this.#least, this.#size * 0.9);
    else return;
    this.#balance = 0;
  }

  get #least(): number {
    return Math.min(this.most, SMALLEST_NEIGHBOURHOOD);
  }
}
