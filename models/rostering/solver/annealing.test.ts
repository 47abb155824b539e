import { describe, expect, it } from "vitest";
import { seededRandom } from "../../deterioration/seeded-random";
import { anneal } from "./annealing";
import { madeUpProblem } from "./made-up-problem";
import type { SolverProblem } from "./solver-problem";
import type { SolverProgress, SolverRun } from "./solver-run";
import { costOf } from "./solver-score";

const runOf = (change: Partial<SolverRun>): SolverRun => ({
  seed: 1,
  now: () => performance.now(),
  deadlineAt: Infinity,
  maximumIterations: 30_000,
  isCancelled: () => false,
  progressed: () => undefined,
  ...change,
});

const noHardRule = (problem: SolverProblem): SolverProblem => ({
  ...problem,
  people: problem.people.map((person) => ({ ...person, rules: [] })),
  covers: problem.covers.map(({ hardMinimum: _minimum, hardMaximum: _maximum, ...cover }) => cover),
});

/** Each day stands alone, so that the best can be found by trying all duties of all people. */
function cheapestOf(problem: SolverProblem): number {
  const days = Array.from({ length: problem.days }, (_, day) => {
    const options = problem.people.reduce<number[][]>(
      (lists, person) =>
        lists.flatMap((list) => (person.allowed[day] ?? []).map((duty) => [...list, duty])),
      [[]],
    );
    const oneDay: SolverProblem = {
      ...problem,
      days: 1,
      people: problem.people.map((person) => ({
        ...person,
        allowed: [person.allowed[day] ?? []],
        costs: [person.costs[day] ?? new Float64Array()],
      })),
      covers: problem.covers
        .filter((cover) => cover.day === day)
        .map((cover) => ({ ...cover, day: 0 })),
    };
    return Math.min(
      ...options.map(
        (duties) =>
          costOf(
            oneDay,
            duties.map((duty) => Uint8Array.of(duty)),
          ).cost,
      ),
    );
  });
  return days.reduce((sum, cost) => sum + cost, 0);
}

describe("annealing", () => {
  it("finds the cheapest roster where it can be known", () => {
    const problem = noHardRule(madeUpProblem(seededRandom(5)));

    const { best } = anneal(problem, runOf({ maximumIterations: 200_000 }));

    expect(best?.hardViolations).toBe(0);
    expect(best?.cost).toBeCloseTo(cheapestOf(problem), 6);
  });

  it("gives the same roster for the same seed and number of iterations", () => {
    const problem = madeUpProblem(seededRandom(11));

    const [one, same] = [anneal(problem, runOf({})), anneal(problem, runOf({}))];

    expect(one.iterations).toBe(30_000);
    expect(same.best).toEqual(one.best);
  });

  it("offers only what the reference says, better each time, and never worse than its start", () => {
    const problem = madeUpProblem(seededRandom(3));
    const first = anneal(problem, runOf({ maximumIterations: 2_000 })).best;
    const offered: SolverProgress[] = [];

    const { best } = anneal(
      problem,
      runOf({
        seed: 2,
        ...(first === undefined ? {} : { start: first.lines }),
        progressed: (progress) => offered.push(progress),
      }),
    );

    const ranks = [first, ...offered.map((progress) => progress.best)].map((solution) => [
      solution?.hardViolations ?? NaN,
      solution?.cost ?? NaN,
    ]);
    ranks.slice(1).forEach(([hard = NaN, cost = NaN], index) => {
      const [hardBefore = NaN, costBefore = NaN] = ranks[index] ?? [];
      expect(hard < hardBefore || (hard === hardBefore && cost <= costBefore)).toBe(true);
    });
    expect(best).toEqual(costOf(problem, best?.lines ?? []));
  });

  it("stops when it is told to, with the roster so far", () => {
    let asked = 0;

    const result = anneal(
      madeUpProblem(seededRandom(4)),
      runOf({ maximumIterations: 100_000_000, isCancelled: () => ++asked > 3 }),
    );

    expect(result.iterations).toBeLessThan(100_000);
    expect(result.best).toBeDefined();
  });
});
