import { seededRandom } from "../../deterioration/seeded-random";
import { anneal } from "./annealing";
import { linearEngine } from "./master-program";
import { mergedRosters, nearestRoster } from "./merge-rosters";
import type { Lines, SolverProblem } from "./solver-problem";
import type { SolverResult, SolverRun, SolverSolution } from "./solver-run";
import { costOf } from "./solver-score";
import { WindowSearch } from "./window-search";

/** Beyond these, lines of the whole period are too many to be laid out as graphs and priced at once. */
const LARGE_CELLS = 6_000;
const LARGE_DAYS = 140;
/** Of the time, for annealing first. */
const ANNEALING_SHARE = 0.35;
/** Changes for each cell instead when a run goes by iterations and not by the clock. */
const ANNEALING_MOVES = 200;

/** Rosters of this search that another's is compared with. */
const REMEMBERED = 60;

/** Whether `solveRoster` solves it by windows. */
export const isLargeRoster = ({ people, days }: SolverProblem): boolean =>
  people.length * days > LARGE_CELLS || days > LARGE_DAYS;

/**
 * For rosters of a hundred people and a year: annealing first, then some people's weeks at a time, all else
 * fixed (`WindowSearch`). Lines that break hard rules come first. Nothing is proved but each window, so there
 * is no bound; memory is that of one window. One iteration is one window.
 */
export async function solveLargeRoster(
  problem: SolverProblem,
  run: SolverRun,
): Promise<SolverResult> {
  const highs = await linearEngine();
  const startedAt = run.now();
  const isOver = () => run.isCancelled() || run.now() >= run.deadlineAt;
  const { maximumIterations, elsewhere } = run;
  const isTimed = maximumIterations === undefined;
  let best: SolverSolution | undefined;
  /** What this search has had lately: the other one may have gone on from any of it. */
  const had: Lines[] = [];
  const offer = (solution: SolverSolution): boolean => {
    if (best && !isBetter(solution, best)) return false;
    best = solution;
    had.push(solution.lines);
    if (had.length > REMEMBERED) had.shift();
    run.progressed({ best, lowerBound: -Infinity, elapsedMs: run.now() - startedAt });
    return true;
  };
  if (run.start) offer(costOf(problem, run.start));
  const annealed = anneal(problem, {
    ...run,
    ...(isTimed
      ? { deadlineAt: startedAt + (run.deadlineAt - startedAt) * ANNEALING_SHARE }
      : { maximumIterations: ANNEALING_MOVES * problem.people.length * problem.days }),
    progressed: ({ best: found }) => {
      if (found) offer(found);
    },
  });
  if (annealed.best) offer(annealed.best);

  const windows = new WindowSearch(highs, problem, {
    random: seededRandom(run.seed),
    now: run.now,
    isOver,
    isTimed,
  });
  let iterations = 0;
  while (best && !isOver() && iterations < (maximumIterations ?? Infinity)) {
    iterations += 1;
    const others = elsewhere?.();
    if (others) {
      const base = nearestRoster(had, others);
      if (base) offer(costOf(problem, mergedRosters(base, best.lines, others)));
      offer(costOf(problem, others));
    }
    const lines = windows.improve(best);
    if (lines) offer(costOf(problem, lines));
  }
  return {
    best,
    lowerBound: -Infinity,
    elapsedMs: run.now() - startedAt,
    isProved: false,
    iterations,
  };
}

const isBetter = (one: SolverSolution, other: SolverSolution): boolean =>
  one.hardViolations !== other.hardViolations
    ? one.hardViolations < other.hardViolations
    : one.cost < other.cost - 1e-9;
