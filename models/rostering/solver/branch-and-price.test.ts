import { describe, expect, it } from "vitest";
import { seededRandom } from "../../deterioration/seeded-random";
import { RosterTree } from "./branch-and-price";
import { ColumnGeneration } from "./column-generation";
import { madeUpProblem } from "./made-up-problem";
import { linearEngine } from "./master-program";
import { RosterLines } from "./roster-lines";
import type { SolverProblem } from "./solver-problem";
import { costOf } from "./solver-score";

/** Three people and four days with at most two duties each: 4,096 rosters. */
function tiny(seed: number): SolverProblem {
  const problem = madeUpProblem(seededRandom(seed));
  const days = 4;
  return {
    ...problem,
    days,
    duties: problem.duties.map((duty) => ({ ...duty, minutes: duty.minutes.slice(0, days) })),
    people: problem.people.slice(0, 3).map((person) => ({
      ...person,
      allowed: person.allowed.slice(0, days).map((duties) => duties.slice(0, 2)),
      rules: person.rules.slice(0, 3),
    })),
    covers: problem.covers.filter(({ day }) => day < days),
  };
}

/** Of all rosters that keep every hard rule; Infinity when there is none. */
function cheapest(problem: SolverProblem): number {
  const [first = [], second = [], third = []] = problem.people.map(({ allowed }) => {
    let all: number[][] = [[]];
    for (const duties of allowed) {
      all = all.flatMap((line) => duties.map((duty) => [...line, duty]));
    }
    return all.map((line) => Uint8Array.from(line));
  });
  let least = Infinity;
  for (const one of first) {
    for (const two of second) {
      for (const three of third) {
        const { cost, hardViolations } = costOf(problem, [one, two, three]);
        if (hardViolations === 0) least = Math.min(least, cost);
      }
    }
  }
  return least;
}

describe("the tree of all rosters", () => {
  it("ends with the cheapest of them, whatever it begins with", async () => {
    const highs = await linearEngine();
    let branched = 0;
    for (let seed = 1; seed <= 30; seed += 1) {
      const problem = tiny(seed);
      const roster = new RosterLines(problem);
      if (!roster.isExact) continue;
      const people = problem.people.map((_, person) => person);
      const sums = new Float64Array(problem.covers.length);
      const generation = new ColumnGeneration(highs, roster, people, sums);
      const everything = { isOver: () => false, cutoff: Infinity };
      const { bound } = generation.run(everything);
      let cutoff = Infinity;
      const tree = new RosterTree(generation);
      tree.grow({
        isOver: () => false,
        cutoff: () => cutoff,
        improved: (lines) => {
          cutoff = roster.whole(
            people.map((person) => lines.find((line) => line.person === person)!.line),
          ).cost;
        },
      });
      generation.dispose();
      branched += tree.nodes > 1 ? 1 : 0;
      expect(tree.bound).toBe(Infinity);
      const expected = cheapest(problem);
      if (expected === Infinity) continue;
      expect(cutoff).toBeCloseTo(expected, 6);
      expect(bound).toBeLessThanOrEqual(expected + 1e-6);
    }
    expect(branched).toBeGreaterThan(1);
  });
});
