import type { Highs } from "highs";
import { seededRandom } from "../../deterioration/seeded-random";
import { anneal } from "./annealing";
import { linearEngine } from "./master-program";
import { mergedRosters, nearestRoster } from "./merge-rosters";
import type { Lines, SolverProblem } from "./solver-problem";
import {
  isBetterSolution,
  type SolverResult,
  type SolverRun,
  type SolverSolution,
} from "./solver-run";
import { costOf } from "./solver-score";
import { WindowSearch } from "./window-search";

/** Beyond these, lines of the whole period are too many to be laid out as graphs and priced at once. */
const LARGE_CELLS = 6_000;
const LARGE_DAYS = 140;
/** Of the time, for annealing first; more, when that is too little for so many changes of each cell to each duty. */
const ANNEALING_SHARE = 0.35;
const MOST_ANNEALING_SHARE = 0.8;
const ENOUGH_MOVES = 350;
/** The same in the first cooling: a shorter one leaves a year's minutes out of their limits. */
const FIRST_MOVES = 70;
/** About so many of the largest rosters. */
const MOVES_PER_MS = 800;
const FIRST_SHARE = 0.03;
/** Changes for each cell instead when a run goes by iterations and not by the clock. */
const ANNEALING_MOVES = 200;

/** For the line of one person that annealing of all of them has left illegal. */
const MEND_MS = 300;
const MEND_MOVES = 20_000;
/** Rosters of this search that another's is compared with. */
const REMEMBERED = 60;

/** Whether `solveRoster` solves it by windows. */
export const isLargeRoster = ({ people, days }: SolverProblem): boolean =>
  people.length * days > LARGE_CELLS || days > LARGE_DAYS;

/**
 * For rosters of a hundred people and a year: annealing first, then some people's weeks at a time, all else
 * fixed. Lines that break hard rules come first. Nothing is proved but each window, so there is no bound;
 * memory is that of one window. One iteration is one window.
 */
export async function solveLargeRoster(
  problem: SolverProblem,
  run: SolverRun,
): Promise<SolverResult> {
  const highs = await linearEngine();
  const startedAt = run.now();
  const { maximumIterations } = run;
  const isTimed = maximumIterations === undefined;
  let best: SolverSolution | undefined;
  const elapsedMs = () => run.now() - startedAt;
  const offer = (solution: SolverSolution): void => {
    if (best && !isBetterSolution(solution, best)) return;
    best = solution;
    run.progressed({ best, lowerBound: -Infinity, elapsedMs: elapsedMs() });
  };
  if (run.start) offer(costOf(problem, run.start));
  const cells = problem.people.length * problem.days;
  const choices = cells * problem.duties.length;
  const allMs = run.deadlineAt - startedAt;
  const annealingMs = Math.min(
    allMs * MOST_ANNEALING_SHARE,
    Math.max(allMs * ANNEALING_SHARE, (ENOUGH_MOVES * choices) / MOVES_PER_MS),
  );
  const first = (FIRST_MOVES * choices) / MOVES_PER_MS / annealingMs;
  const annealed = anneal(
    problem,
    {
      ...run,
      ...(isTimed
        ? { deadlineAt: startedAt + annealingMs }
        : { maximumIterations: ANNEALING_MOVES * cells }),
      progressed: ({ best: found }) => {
        if (found) offer(found);
      },
    },
    isTimed ? Math.min(1, Math.max(FIRST_SHARE, first)) : FIRST_SHARE,
  );
  if (annealed.best) offer(annealed.best);
  if (best) offer(costOf(problem, mendedLines(problem, best.lines, run)));
  const iterations = best ? improveByWindows(highs, problem, best, { ...run, offer }) : 0;
  return {
    best,
    lowerBound: -Infinity,
    elapsedMs: elapsedMs(),
    isProved: false,
    iterations,
  };
}

/**
 * Lines that break hard rules, each annealed alone and whatever that does to the cover: a roster that is legal
 * first, and good by what comes after.
 */
function mendedLines(problem: SolverProblem, lines: Lines, run: SolverRun): Uint8Array[] {
  const { seed, now, isCancelled, maximumIterations } = run;
  return lines.map((line, index) => {
    const person = problem.people[index];
    if (!person || now() >= run.deadlineAt || isCancelled()) return line.slice();
    const alone = { ...problem, people: [person], covers: [] };
    if (costOf(alone, [line]).hardViolations === 0) return line.slice();
    const { best } = anneal(alone, {
      ...{ seed, now, isCancelled, start: [line], progressed: () => undefined },
      ...(maximumIterations === undefined
        ? { deadlineAt: Math.min(run.deadlineAt, now() + MEND_MS) }
        : { deadlineAt: run.deadlineAt, maximumIterations: MEND_MOVES }),
    });
    return best?.lines[0]?.slice() ?? line.slice();
  });
}

export interface WindowsRun extends Omit<SolverRun, "progressed" | "start"> {
  /** Told each better roster. */
  offer: (solution: SolverSolution) => void;
}

/** Windows until the deadline or so many; what another search has found is taken with what this one has. */
export function improveByWindows(
  highs: Highs,
  problem: SolverProblem,
  start: SolverSolution,
  run: WindowsRun,
): number {
  const { seed, now, deadlineAt, maximumIterations = Infinity, elsewhere } = run;
  const isOver = () => run.isCancelled() || now() >= deadlineAt;
  const windows = new WindowSearch(highs, problem, {
    random: seededRandom(seed),
    now,
    isOver,
    isTimed: run.maximumIterations === undefined,
  });
  let best = start;
  /** What this search has had lately: the other one may have gone on from any of it. */
  const had: Lines[] = [start.lines];
  const take = (lines: Lines): void => {
    const solution = costOf(problem, lines);
    if (!isBetterSolution(solution, best)) return;
    best = solution;
    had.push(lines);
    if (had.length > REMEMBERED) had.shift();
    run.offer(best);
  };
  let iterations = 0;
  while (!isOver() && iterations < maximumIterations) {
    iterations += 1;
    const others = elsewhere?.();
    if (others) {
      const base = nearestRoster(had, others);
      if (base) take(mergedRosters(base, best.lines, others));
      take(others);
    }
    const lines = windows.improve(best);
    if (lines) take(lines);
  }
  return iterations;
}
