import { seededRandom } from "../../deterioration/seeded-random";
import { Moves } from "./annealing-moves";
import { SearchState } from "./annealing-state";
import type { SolverProblem } from "./solver-problem";
import type { SolverProgress, SolverResult, SolverRun, SolverSolution } from "./solver-run";
import { costOf } from "./solver-score";

/** The clock is asked once in so many moves: 4,096 take about 2 ms. */
const MOVES_BETWEEN_LOOKS = 4_096;
/** A run is cooled down several times: the first quickly, so that there is a roster soon, then longer. */
const FIRST_SHARE = 0.03;
const GROWTH = 4;
/** Price of a hard step, of the highest temperature, in the first and short cooling. */
const SOON_LEGAL = 60;
/** Share of a cooling in which the price of hard steps is found. */
const FINDS_PRICE_UNTIL = 0.6;
/** Changes at random from which the temperatures are taken. */
const WALK = 20_000;
const REPORT_EVERY_MS = 100;
/** Of the time, at most, for counting what is reported: that of a large roster takes longer than many moves. */
const REPORT_SHARE = 0.05;

/**
 * Simulated annealing: random changes of cells, blocks of days and runs, worse ones taken ever more seldom. Hard
 * rules are broken on the way at a price that rises; the best roster is the one that breaks the fewest, then
 * the cheapest. One iteration is one change that was tried. With `maximumIterations` the schedule goes by
 * iterations and the result is the same on every machine unless the deadline comes first; without, it goes by
 * the time until the deadline. `firstShare` of the schedule is the first cooling, the shortest. Begins from
 * `start` if there is one, and never returns anything worse.
 */
export function anneal(
  problem: SolverProblem,
  run: SolverRun,
  firstShare = FIRST_SHARE,
): SolverResult {
  return new Annealing(problem, run).solve(firstShare);
}

class Annealing {
  readonly #problem: SolverProblem;
  readonly #run: SolverRun;
  readonly #state: SearchState;
  readonly #moves: Moves;
  readonly #random: () => number;
  readonly #startedAt: number;
  #iterations = 0;
  #points = 0;
  #hard = 0;
  #bestPoints = Infinity;
  #bestHard = Infinity;
  /** Cells of the best roster. */
  readonly #best: Uint8Array;
  /** The roster in hand is better than the best that was copied. */
  #isUnsaved = false;
  #reportAt = -Infinity;
  #reportedPoints = NaN;
  #reportedHard = NaN;
  #reported: SolverSolution | undefined;

  constructor(problem: SolverProblem, run: SolverRun) {
    this.#problem = problem;
    this.#run = run;
    this.#startedAt = run.now();
    this.#random = seededRandom(run.seed);
    this.#state = new SearchState(problem);
    this.#moves = new Moves(this.#state, this.#random);
    this.#state.restart(run.start ?? []);
    this.#best = this.#state.cells.slice();
  }

  solve(firstShare: number): SolverResult {
    this.#recount();
    this.#isUnsaved = this.#isBetter();
    this.#save();
    const [hot, cold] = this.#temperatures();
    let from = 0;
    let share = firstShare;
    while (from < 1 && !this.#isOver()) {
      // What would be left for a last one that is shorter than this is given to it.
      const to = from + share * (1 + GROWTH) > 1 ? 1 : from + share;
      // After the first, only half as hot: enough to leave the valley, not the mountains.
      this.#cool(this.#run.start === undefined ? hot : hot / 3, cold, from, to);
      from = to;
      share *= GROWTH;
      this.#state.restart(this.#state.lines(this.#best));
      this.#recount();
    }
    this.#report(true);
    return { ...this.#progress(), isProved: false, iterations: this.#iterations };
  }

  /** From hot to cold while the run's share goes from one to the other. */
  #cool(hot: number, cold: number, from: number, to: number): void {
    const random = this.#random;
    const moves = this.#moves;
    let price = hot * 10;
    /** The price that keeps about half of the rosters legal. */
    let usual = price;
    while (!this.#isOver()) {
      const share = (this.#shareDone() - from) / (to - from);
      if (share >= 1) break;
      const temperature = hot * (cold / hot) ** share;
      if (from === 0) price = hot * SOON_LEGAL;
      else if (share < FINDS_PRICE_UNTIL) {
        // Broken: dearer. Kept: cheaper, so that the way through the forbidden stays open.
        price = this.#hard > 0 ? price * 1.02 : price * 0.98;
        price = Math.min(Math.max(price, temperature * 3), hot * 100);
        usual += 0.02 * (price - usual);
      } else if (this.#hard > 0) {
        // From what keeps half of the rosters legal to what makes the last one so; much dearer, and a roster
        // that is nearly legal would freeze before it becomes so.
        price = Math.min(Math.max(price * 1.005, usual * 2.5), hot * 1_000);
      } else price = usual * 2.5;
      const until = this.#iterations + this.#lookAfter();
      while (this.#iterations < until) {
        this.#iterations += 1;
        if (!moves.propose()) continue;
        const change = moves.points + price * moves.hard;
        if (change > 0 && Math.exp(-change / temperature) < random()) {
          moves.undo();
          continue;
        }
        if (this.#isUnsaved && (moves.hard > 0 || (moves.hard === 0 && moves.points > 0))) {
          // About to leave the best: it is copied now, not at each of the steps down to it.
          moves.undo();
          this.#save();
          continue;
        }
        this.#points += moves.points;
        this.#hard += moves.hard;
        if (this.#isBetter()) this.#isUnsaved = true;
      }
      this.#report(false);
    }
    this.#save();
  }

  #lookAfter(): number {
    const { maximumIterations = Infinity } = this.#run;
    return Math.min(MOVES_BETWEEN_LOOKS, maximumIterations - this.#iterations);
  }

  #isBetter(): boolean {
    if (this.#hard !== this.#bestHard) return this.#hard < this.#bestHard;
    return this.#points < this.#bestPoints - 1e-6;
  }

  #recount(): void {
    this.#state.total();
    this.#points = this.#state.points;
    this.#hard = this.#state.hard;
  }

  #save(): void {
    if (!this.#isUnsaved) return;
    this.#isUnsaved = false;
    this.#bestPoints = this.#points;
    this.#bestHard = this.#hard;
    this.#best.set(this.#state.cells);
  }

  /**
   * By what changes come to on a walk at random. Hot: of the large ones (one in ten is larger) one in fifty is
   * taken when it is for the worse. Cold: of the smallest one in a hundred.
   */
  #temperatures(): [number, number] {
    const changes: number[] = [];
    for (let step = 0; step < WALK; step += 1) {
      if (!this.#moves.propose()) continue;
      const size = Math.abs(this.#moves.points);
      if (size > 1e-6) changes.push(size);
    }
    this.#state.restart(this.#state.lines(this.#best));
    this.#recount();
    changes.sort((one, other) => one - other);
    const large = changes[Math.floor(changes.length * 0.9)] ?? 1;
    const smallest = changes[Math.floor(changes.length / 50)] ?? 1;
    return [large / Math.log(50), smallest / Math.log(100)];
  }

  #shareDone(): number {
    const { maximumIterations, now, deadlineAt } = this.#run;
    if (maximumIterations !== undefined) return this.#iterations / maximumIterations;
    const length = deadlineAt - this.#startedAt;
    return length > 0 ? (now() - this.#startedAt) / length : 1;
  }

  #isOver(): boolean {
    const { maximumIterations = Infinity, now, deadlineAt, isCancelled } = this.#run;
    return this.#iterations >= maximumIterations || now() >= deadlineAt || isCancelled();
  }

  /** At most ten times a second. */
  #report(isLast: boolean): void {
    const now = this.#run.now();
    if (!isLast && now < this.#reportAt) return;
    this.#save();
    if (this.#reportedPoints === this.#bestPoints && this.#reportedHard === this.#bestHard) return;
    this.#reportedPoints = this.#bestPoints;
    this.#reportedHard = this.#bestHard;
    this.#reported = costOf(this.#problem, this.#state.lines(this.#best));
    this.#run.progressed(this.#progress());
    const after = this.#run.now();
    this.#reportAt = after + Math.max(REPORT_EVERY_MS, (after - now) / REPORT_SHARE);
  }

  #progress(): SolverProgress {
    return {
      best: this.#reported,
      lowerBound: -Infinity,
      elapsedMs: this.#run.now() - this.#startedAt,
    };
  }
}
