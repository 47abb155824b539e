import type { Inrc2Assignment, Inrc2History, Inrc2Scenario, Inrc2Week } from "./inrc2-files";
import { inrc2HistoryAfter } from "./inrc2-problem";
import type { Inrc2Stage } from "./inrc2-week";

/** Weeks to come that are planned along, at most. */
const MOST_AHEAD = 3;

type Decide = (
  stage: Inrc2Stage,
  week: number,
) => readonly Inrc2Assignment[] | Promise<readonly Inrc2Assignment[]>;

/**
 * Solves week after week as in the competition: each knows its own data, the history, and the weeks before it,
 * nothing of those to come. What is planned beyond the week only keeps it from spoiling them, and is dropped.
 */
export function solveInrc2ByStages(
  scenario: Inrc2Scenario,
  history: Inrc2History,
  weeks: readonly Inrc2Week[],
  decide: Decide,
): Promise<Inrc2Assignment[][]> {
  return weekByWeek(scenario, history, weeks, (at, left) =>
    decide(
      {
        scenario,
        history: at.history,
        outlook: {
          known: weeks.slice(at.week, at.week + 1),
          seen: weeks.slice(0, at.week + 1),
          ahead: Math.min(MOST_AHEAD, left - 1),
        },
      },
      at.week,
    ),
  );
}

/** The same when all weeks are known, as a hospital knows its demand: not the competition's task. */
export function solveInrc2AllKnown(
  scenario: Inrc2Scenario,
  history: Inrc2History,
  weeks: readonly Inrc2Week[],
  decide: Decide,
): Promise<Inrc2Assignment[][]> {
  return weekByWeek(scenario, history, weeks, (at) =>
    decide(
      {
        scenario,
        history: at.history,
        outlook: { known: weeks.slice(at.week, at.week + 1 + MOST_AHEAD), seen: weeks, ahead: 0 },
      },
      at.week,
    ),
  );
}

async function weekByWeek(
  scenario: Inrc2Scenario,
  firstHistory: Inrc2History,
  weeks: readonly Inrc2Week[],
  decide: (at: { week: number; history: Inrc2History }, left: number) => ReturnType<Decide>,
): Promise<Inrc2Assignment[][]> {
  const solutions: Inrc2Assignment[][] = [];
  let history = firstHistory;
  for (const week of weeks.keys()) {
    const solution = [...(await decide({ week, history }, scenario.weeks - history.week))];
    solutions.push(solution);
    history = inrc2HistoryAfter(scenario, history, solution);
  }
  return solutions;
}
