import type { SolverProblem } from "../solver/solver-problem";
import type { SolverResult } from "../solver/solver-run";
import type { Inrc2Assignment, Inrc2History, Inrc2Scenario, Inrc2Week } from "./inrc2-files";
import { inrc2Assignments, inrc2HistoryAfter, inrc2Problem } from "./inrc2-problem";

/** Weeks to come that are planned along, at most. */
const MOST_AHEAD = 3;

/**
 * Solves week after week as in the competition: each knows its own data, the history, and the weeks before it,
 * nothing of those to come. What is planned beyond the week only keeps it from spoiling them, and is dropped.
 */
export async function solveInrc2ByStages(
  scenario: Inrc2Scenario,
  firstHistory: Inrc2History,
  weeks: readonly Inrc2Week[],
  solve: (problem: SolverProblem, week: number) => SolverResult | Promise<SolverResult>,
): Promise<Inrc2Assignment[][]> {
  const solutions: Inrc2Assignment[][] = [];
  let history = firstHistory;
  for (const [index, week] of weeks.entries()) {
    const ahead = Math.min(MOST_AHEAD, scenario.weeks - history.week - 1);
    const seen = weeks.slice(0, index + 1);
    const problem = inrc2Problem(scenario, history, { known: [week], seen, ahead });
    const { best } = await solve(problem, index);
    const solution = inrc2Assignments(scenario, best?.lines ?? [], 0);
    solutions.push(solution);
    history = inrc2HistoryAfter(scenario, history, solution);
  }
  return solutions;
}

/** Solves the whole horizon at once, as a hospital that knows its demand would: not the competition's task. */
export async function solveInrc2AtOnce(
  scenario: Inrc2Scenario,
  history: Inrc2History,
  weeks: readonly Inrc2Week[],
  solve: (problem: SolverProblem, week: number) => SolverResult | Promise<SolverResult>,
): Promise<Inrc2Assignment[][]> {
  const problem = inrc2Problem(scenario, history, { known: weeks, seen: weeks, ahead: 0 });
  const { best } = await solve(problem, 0);
  return weeks.map((_, week) => inrc2Assignments(scenario, best?.lines ?? [], week));
}
