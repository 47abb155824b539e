import type { Highs } from "highs";
import { seededRandom } from "../../deterioration/seeded-random";
import { anneal } from "./annealing";
import { LegalLines } from "./legal-lines";
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
const LARGE_DAYS = 70;
/** Of the time, for annealing; more, when that is too little for so many changes of each cell to each duty. */
const ANNEALING_SHARE = 0.35;
const MOST_ANNEALING_SHARE = 0.8;
const ENOUGH_MOVES = 350;
/** With fewer than so many it is left out: it would end far from what whole lines come to. */
const FEWEST_MOVES = 150;
/** About so many of the largest rosters. */
const MOVES_PER_MS = 800;
/** Changes for each cell instead when a run goes by iterations and not by the clock. */
const ANNEALING_MOVES = 200;
/** Of the time until then, what whole lines may take after annealing; they end when a round gains less than this part. */
const LINES_SHARE = 0.15;
const LINES_SHARE_ALONE = 0.5;
const LEAST_GAIN = 0.003;
const ROUNDS_BY_ITERATIONS = 2;

/** For the line of one person that annealing of all of them has left illegal. */
const MEND_MS = 300;
const MEND_MOVES = 20_000;
/** Rosters of this search that another's is compared with. */
const REMEMBERED = 60;

/** Whether `solveRoster` solves it by windows. */
export const isLargeRoster = ({ people, days }: SolverProblem): boolean =>
  people.length * days > LARGE_CELLS || days > LARGE_DAYS;

/**
 * For rosters of a hundred people and a year: first a legal line for everybody, one after another; then annealing
 * where there is time for it, after which lines that it has left illegal are found anew, and the better of the two
 * is improved by whole lines and by some people's weeks at a time, all else fixed. Nothing is proved but each
 * window, so there is no bound; memory is that of one window. One iteration is one window.
 */
export async function solveLargeRoster(
  problem: SolverProblem,
  run: SolverRun,
): Promise<SolverResult> {
  const highs = await linearEngine();
  const startedAt = run.now();
  let best: SolverSolution | undefined;
  const elapsedMs = () => run.now() - startedAt;
  const offer = (solution: SolverSolution): void => {
    if (best && !isBetterSolution(solution, best)) return;
    best = solution;
    run.progressed({ best, lowerBound: -Infinity, elapsedMs: elapsedMs() });
  };
  const random = seededRandom(run.seed);
  if (run.start) offer(costOf(problem, run.start));
  const legal = new LegalLines(problem, run.start ?? []);
  if (best?.hardViolations !== 0) {
    legal.build({ random, isOver: () => isOver(run) });
    offer(costOf(problem, mendedLines(problem, legal.lines, run)));
  }
  const annealingMs = annealingMsOf(problem, run);
  if (annealingMs > 0) {
    offer(annealedRoster(problem, run, { legal, random, offer, milliseconds: annealingMs }));
  }
  if (best) {
    const share = annealingMs > 0 ? LINES_SHARE : LINES_SHARE_ALONE;
    offer(betterLines(problem, best, run, { legal, random, share, offer }));
  }
  legal.forget();
  const iterations = best ? improveByWindows(highs, problem, best, { ...run, offer }) : 0;
  return {
    best,
    lowerBound: -Infinity,
    elapsedMs: elapsedMs(),
    isProved: false,
    iterations,
  };
}

interface WholeLines {
  legal: LegalLines;
  random: () => number;
  offer: WindowsRun["offer"];
}

const isOver = (run: SolverRun): boolean => run.isCancelled() || run.now() >= run.deadlineAt;

const isTimed = ({ maximumIterations }: SolverRun): boolean => maximumIterations === undefined;

/** None where it would be too little; a run that goes by iterations has any. */
function annealingMsOf({ people, days, duties }: SolverProblem, run: SolverRun): number {
  const leftMs = run.deadlineAt - run.now();
  const mostMs = MOST_ANNEALING_SHARE * leftMs;
  const msOf = (moves: number) => (moves * people.length * days * duties.length) / MOVES_PER_MS;
  if (isTimed(run) && msOf(FEWEST_MOVES) > mostMs) return 0;
  return Math.min(mostMs, Math.max(ANNEALING_SHARE * leftMs, msOf(ENOUGH_MOVES)));
}

/** By annealing; lines that break hard rules in the end are found anew. */
function annealedRoster(
  problem: SolverProblem,
  run: SolverRun,
  { legal, random, offer, milliseconds }: WholeLines & { milliseconds: number },
): SolverSolution {
  const { best } = anneal(problem, {
    ...run,
    ...(isTimed(run)
      ? { deadlineAt: run.now() + milliseconds }
      : { maximumIterations: ANNEALING_MOVES * problem.people.length * problem.days }),
    progressed: ({ best: found }) => {
      if (found) offer(found);
    },
  });
  legal.begin(best?.lines ?? []);
  legal.pass({ random, isOver: () => isOver(run) }, legal.illegal);
  return costOf(problem, mendedLines(problem, legal.lines, run));
}

/** Everybody's whole line anew, again and again while that brings something. */
function betterLines(
  problem: SolverProblem,
  start: SolverSolution,
  run: SolverRun,
  { legal, random, share, offer }: WholeLines & { share: number },
): SolverSolution {
  const lateAt = run.now() + share * (run.deadlineAt - run.now());
  const isLate = () => isOver(run) || (isTimed(run) && run.now() >= lateAt);
  legal.begin(start.lines);
  let solution = start;
  for (let round = 0; !isLate(); round += 1) {
    if (!isTimed(run) && round >= ROUNDS_BY_ITERATIONS) break;
    const gained = legal.pass({ random, isOver: isLate });
    solution = costOf(
      problem,
      legal.lines.map((line) => line.slice()),
    );
    offer(solution);
    if (gained < LEAST_GAIN * legal.cost) break;
  }
  return solution;
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
