import { describe, expect, it } from "vitest";
import { seededRandom } from "../../deterioration/seeded-random";
import { madeUpProblem } from "./made-up-problem";
import { solveRoster } from "./solve-roster";
import type { Lines, SolverProblem } from "./solver-problem";
import type { SolverProgress, SolverRun } from "./solver-run";
import { costOf } from "./solver-score";

/** Two people and five days with at most two duties each: 1,024 rosters. */
function tiny(seed: number): SolverProblem {
  const problem = madeUpProblem(seededRandom(seed));
  const days = 5;
  return {
    ...problem,
    days,
    duties: problem.duties.map((duty) => ({ ...duty, minutes: duty.minutes.slice(0, days) })),
    people: problem.people.slice(0, 2).map((person) => ({
      ...person,
      allowed: person.allowed.slice(0, days).map((duties) => duties.slice(0, 2)),
      rules: person.rules.slice(0, 3),
    })),
    covers: problem.covers.filter(({ day }) => day < days),
  };
}

function cheapest(problem: SolverProblem): { cost: number; hardViolations: number } {
  const lines = problem.people.map(({ allowed }) => {
    let all: number[][] = [[]];
    for (const duties of allowed) {
      all = all.flatMap((line) => duties.map((duty) => [...line, duty]));
    }
    return all.map((line) => Uint8Array.from(line));
  });
  let best = { cost: Infinity, hardViolations: Infinity };
  for (const one of lines[0]!) {
    for (const other of lines[1]!) {
      const { cost, hardViolations } = costOf(problem, [one, other]);
      const isBetter =
        hardViolations < best.hardViolations ||
        (hardViolations === best.hardViolations && cost < best.cost);
      if (isBetter) best = { cost, hardViolations };
    }
  }
  return best;
}

/** A run by iterations on a clock that stands still. */
const runOf = (changes: Partial<SolverRun> = {}): SolverRun => ({
  seed: 1,
  now: () => 0,
  deadlineAt: 1,
  maximumIterations: 8,
  isCancelled: () => false,
  progressed: () => undefined,
  ...changes,
});

/** A ward of three shifts with cover that cannot be met, so that there is something to weigh. */
function ward(people: number): SolverProblem {
  const days = 14;
  const random = seededRandom(7);
  const set = (...duties: number[]) => [0, 1, 2, 3].map((duty) => duties.includes(duty));
  return {
    days,
    firstWeekday: 0,
    duties: ["off", "early", "late", "night"].map((label, duty) => ({
      label,
      minutes: new Array<number>(days).fill(duty === 0 ? 0 : 480),
    })),
    people: Array.from({ length: people }, (_, person) => ({
      label: `${person}`,
      allowed: Array.from({ length: days }, () => [0, 1, 2, 3]),
      costs: Array.from({ length: days }, () =>
        Float64Array.from({ length: 4 }, () => Math.floor(3 * random())),
      ),
      rules: [
        { kind: "succession", ruleId: "rest", first: set(3), next: set(1, 2), price: "hard" },
        { kind: "succession", ruleId: "rest", first: set(2), next: set(1), price: "hard" },
        {
          kind: "run",
          ruleId: "days",
          duties: set(1, 2, 3),
          minimum: 2,
          maximum: 5,
          below: 15,
          above: "hard",
        },
        {
          kind: "sum",
          ruleId: "hours",
          fromDay: 0,
          toDay: days,
          weights: "minutes",
          offset: 0,
          minimum: 9 * 480,
          maximum: 10 * 480,
          step: 480,
          below: 20,
          above: "hard",
        },
        {
          kind: "weekends",
          ruleId: "weekends",
          saturdays: [5, 12],
          offset: 0,
          maximum: 1,
          price: 30,
        },
      ],
      past: [],
    })),
    covers: Array.from({ length: days * 3 }, (_, index) => ({
      ruleId: "cover",
      label: `${index}`,
      day: Math.floor(index / 3),
      members: [{ duties: [1 + (index % 3)], weight: 1 }],
      below: [{ limit: Math.ceil(people / 4), slope: 50 }],
      above: [{ limit: Math.ceil(people / 4) + 1, slope: 5 }],
    })),
  };
}

describe("solveRoster", () => {
  it("proves what looking at every roster finds, and bounds never go above it", async () => {
    let proved = 0;
    for (let seed = 1; seed <= 16; seed += 1) {
      const problem = tiny(seed);
      const expected = cheapest(problem);
      const bounds: number[] = [];
      const result = await solveRoster(
        problem,
        runOf({ progressed: ({ lowerBound }) => bounds.push(lowerBound) }),
      );
      const { best } = result;
      expect(best?.hardViolations).toBe(expected.hardViolations);
      if (expected.hardViolations > 0) {
        expect(result.isProved).toBe(false);
        continue;
      }
      expect(Math.max(...bounds)).toBeLessThanOrEqual(expected.cost + 1e-6);
      expect(best?.cost).toBeCloseTo(expected.cost, 6);
      expect(costOf(problem, best?.lines ?? []).cost).toBeCloseTo(expected.cost, 6);
      proved += result.isProved ? 1 : 0;
    }
    expect(proved).toBeGreaterThan(2);
  });

  it("gives the same roster for the same seed and iterations", async () => {
    const problem = ward(8);
    const lines = async (seed: number): Promise<Lines | undefined> =>
      (await solveRoster(problem, runOf({ seed, maximumIterations: 4 }))).best?.lines;

    const first = await lines(3);
    expect(first).toBeDefined();
    expect(await lines(3)).toEqual(first);
  });

  it("keeps what it was given when it is stopped at once, and says so", async () => {
    const problem = ward(8);
    const start = (await solveRoster(problem, runOf({ maximumIterations: 1 }))).best?.lines ?? [];
    const result = await solveRoster(problem, runOf({ start, isCancelled: () => true }));

    expect(result.best?.cost).toBeLessThanOrEqual(costOf(problem, start).cost);
    expect(result.isProved).toBe(false);
  });

  it("stops when it is cancelled, and only ever tells better rosters and bounds", async () => {
    let isCancelled = false;
    const told: SolverProgress[] = [];
    const result = await solveRoster(
      ward(12),
      runOf({
        maximumIterations: 1_000_000,
        isCancelled: () => isCancelled,
        progressed: (progress) => {
          told.push(progress);
          isCancelled ||= Number.isFinite(progress.lowerBound);
        },
      }),
    );
    expect(result.iterations).toBeLessThan(1_000_000);
    const key = ({ best }: SolverProgress) => [best?.hardViolations ?? 0, best?.cost ?? 0];
    for (let index = 1; index < told.length; index += 1) {
      const [before, after] = [told[index - 1]!, told[index]!];
      expect(after.lowerBound).toBeGreaterThanOrEqual(before.lowerBound);
      expect(key(after)[0]).toBeLessThanOrEqual(key(before)[0]!);
    }
    expect(result.best?.hardViolations).toBe(0);
  });
});
