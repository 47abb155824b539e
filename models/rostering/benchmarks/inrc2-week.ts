import type { Highs } from "highs";
import { seededRandom } from "../../deterioration/seeded-random";
import type { Inrc2Assignment, Inrc2History, Inrc2Scenario } from "./inrc2-files";
import { type Inrc2Outlook, inrc2Problem, limitFor } from "./inrc2-problem";
import { inrc2WithSkills } from "./inrc2-skills";
import { WeekLines } from "./inrc2-week-lines";
import { type DecidedWeek, WeekSearch } from "./inrc2-week-search";

/** All that is known when a week is decided. The first of the outlook's known weeks is the one. */
export interface Inrc2Stage {
  scenario: Inrc2Scenario;
  history: Inrc2History;
  outlook: Inrc2Outlook;
}

export interface Inrc2StageRun {
  seed: number;
  now: () => number;
  deadlineAt: number;
  /** Attempts to better the first decision, whatever the clock says. */
  maximumIterations?: number;
  /** A better decision of somebody who solves the same stage, since this was asked last. */
  elsewhere?: () => DecidedWeek | undefined;
  decided?: (week: DecidedWeek) => void;
}

/** Decides a stage's week. One iteration is one attempt to better some people's weeks. */
export function decideInrc2Week(
  highs: Highs,
  { scenario, history, outlook }: Inrc2Stage,
  run: Inrc2StageRun,
): Inrc2Assignment[] {
  const problem = inrc2Problem(scenario, history, outlook);
  const lines = new WeekLines(
    scenario,
    history,
    problem,
    (limit, used) => limitFor(scenario, history, problem.days, limit, used) - used,
  );
  const isOver = () => run.now() >= run.deadlineAt;
  const search = new WeekSearch(lines, { highs, random: seededRandom(run.seed), isOver });
  search.first();
  run.decided?.(search.decided);
  const { maximumIterations = Infinity } = run;
  for (let at = 0; at < maximumIterations && !search.isProved && !isOver(); at += 1) {
    const elsewhere = run.elsewhere?.();
    if (elsewhere) search.offer(elsewhere);
    if (search.improve()) run.decided?.(search.decided);
  }
  const last = run.elsewhere?.();
  if (last) search.offer(last);
  const [week] = outlook.known;
  if (!week) throw new RangeError("There is no week to decide");
  return inrc2WithSkills(scenario, week, search.patterns);
}
