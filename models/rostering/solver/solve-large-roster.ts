import { seededRandom } from "../../deterioration/seeded-random";
import { anneal } from "./annealing";
import { solveRoster } from "./solve-roster";
import type { SolverProblem } from "./solver-problem";
import type { SolverResult, SolverRun, SolverSolution } from "./solver-run";
import { costOf, lineCharges } from "./solver-score";
import { linesIn, type RosterWindow, windowProblem, withWindow } from "./window-problem";

/** Cells beyond which whole lines are too many to be priced at once. */
const LARGE = 6_000;
/** Of the time, for annealing first. */
const ANNEALING_SHARE = 0.35;
const FEWEST_PEOPLE = 4;
const MOST_PEOPLE = 24;
/** Whole weeks: most rules have their measure. */
const WINDOW_DAYS = [14, 21, 28, 42];
const WINDOW_MS = 8_000;
/** Rounds of a window when a run goes by iterations and not by the clock. */
const WINDOW_ITERATIONS = 12;

export const isLargeRoster = ({ people, days }: SolverProblem): boolean =>
  people.length * days > LARGE;

/**
 * For rosters of a hundred people and a year: annealing first, then some people's weeks at a time, all else
 * fixed, each by the portfolio for wards. Lines that break hard rules come first. Nothing is proved but each
 * window; memory is that of one window. One iteration is one window.
 */
export async function solveLargeRoster(
  problem: SolverProblem,
  run: SolverRun,
): Promise<SolverResult> {
  const startedAt = run.now();
  const random = seededRandom(run.seed);
  const isOver = () => run.isCancelled() || run.now() >= run.deadlineAt;
  const { maximumIterations } = run;
  let best: SolverSolution | undefined;
  const offer = (solution: SolverSolution): boolean => {
    if (best && !isBetter(solution, best)) return false;
    best = solution;
    run.progressed({ best, lowerBound: -Infinity, elapsedMs: run.now() - startedAt });
    return true;
  };
  const annealed = anneal(problem, {
    ...run,
    ...(maximumIterations === undefined
      ? { deadlineAt: startedAt + (run.deadlineAt - startedAt) * ANNEALING_SHARE }
      : { maximumIterations: 200 * problem.people.length * problem.days }),
    progressed: (progress) => {
      if (progress.best) offer(progress.best);
    },
  });
  if (annealed.best) offer(annealed.best);

  let size = 2 * FEWEST_PEOPLE;
  let iterations = 0;
  while (best && !isOver() && iterations < (maximumIterations ?? Infinity)) {
    iterations += 1;
    const window = someWindow(problem, best, Math.round(size), random);
    const inside = windowProblem(problem, best.lines, window);
    const found = await solveRoster(inside, {
      seed: run.seed + iterations,
      now: run.now,
      deadlineAt: Math.min(run.deadlineAt, run.now() + WINDOW_MS),
      ...(maximumIterations === undefined ? {} : { maximumIterations: WINDOW_ITERATIONS }),
      start: linesIn(best.lines, window, inside.days),
      isCancelled: run.isCancelled,
      progressed: () => undefined,
    });
    if (found.best) offer(costOf(problem, withWindow(best.lines, window, found.best.lines)));
    // As many people as can just be solved to the end.
    size = Math.min(
      MOST_PEOPLE,
      Math.max(FEWEST_PEOPLE, found.isProved ? size * 1.08 : size * 0.93),
    );
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

/** People who break hard rules first, otherwise any, and the weeks around one of their days. */
function someWindow(
  problem: SolverProblem,
  { lines, hardViolations }: SolverSolution,
  size: number,
  random: () => number,
): RosterWindow {
  const below = (limit: number) => Math.floor(random() * limit);
  const length = Math.min(problem.days, WINDOW_DAYS[below(WINDOW_DAYS.length)] ?? problem.days);
  let centre = below(problem.days);
  const chosen = new Set<number>();
  if (hardViolations > 0) {
    const broken = problem.people.flatMap((person, index) =>
      lineCharges(problem, person, lines[index] ?? new Uint8Array(problem.days))
        .filter(({ isHard }) => isHard)
        .map(({ fromDay, toDay }) => ({ index, fromDay, toDay })),
    );
    const one = broken[below(broken.length)];
    if (one) {
      chosen.add(one.index);
      centre = Math.max(0, one.fromDay) + below(Math.max(1, one.toDay - Math.max(0, one.fromDay)));
    }
  }
  while (chosen.size < Math.min(size, problem.people.length)) {
    chosen.add(below(problem.people.length));
  }
  const fromDay = Math.max(
    0,
    Math.min(problem.days - length, centre - Math.floor(random() * length)),
  );
  return { people: [...chosen], fromDay, toDay: fromDay + length };
}
