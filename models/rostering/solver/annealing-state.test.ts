import { describe, expect, it } from "vitest";
import { seededRandom } from "../../deterioration/seeded-random";
import { SearchState } from "./annealing-state";
import { madeUpProblem } from "./made-up-problem";
import type { SolverProblem } from "./solver-problem";
import { costOf } from "./solver-score";

/** With sums counted in whole duties, both count hard steps alike. */
const withoutHardSums = (problem: SolverProblem): SolverProblem => ({
  ...problem,
  people: problem.people.map((person) => ({
    ...person,
    rules: person.rules.map((rule) =>
      rule.kind === "sum"
        ? {
            ...rule,
            below: rule.below === "hard" ? 7 : rule.below,
            above: rule.above === "hard" ? 7 : rule.above,
          }
        : rule,
    ),
  })),
});

describe("a roster that counts by increments", () => {
  it.each(Array.from({ length: 40 }, (_, seed) => seed))(
    "costs what the reference says after many changes (made-up problem %i)",
    (seed) => {
      const random = seededRandom(seed);
      const problem = withoutHardSums(madeUpProblem(random));
      const state = new SearchState(problem);
      state.restart([]);
      state.total();
      let { points, hard } = state;

      for (let change = 1; change <= 400; change += 1) {
        const person = Math.floor(random() * state.people);
        const day = Math.floor(random() * state.days);
        const options = problem.people[person]?.allowed[day] ?? [];
        const duty = options[Math.floor(random() * options.length)] ?? 0;
        state.lineChange(person, day, duty);
        state.addCoverChange(person, day, duty);
        points += state.points;
        hard += state.hard;
        state.put(person, day, duty);
        if (change % 40 !== 0) continue;

        const reference = costOf(problem, state.lines());
        state.total();
        expect([points, hard]).toEqual([
          expect.closeTo(reference.cost, 6),
          expect.closeTo(reference.hardViolations, 6),
        ]);
        expect([state.points, state.hard]).toEqual([
          expect.closeTo(reference.cost, 6),
          expect.closeTo(reference.hardViolations, 6),
        ]);
      }
    },
  );

  it("breaks a hard sum exactly when the reference does", () => {
    const random = seededRandom(7);
    for (let index = 0; index < 20; index += 1) {
      const problem = madeUpProblem(random);
      const state = new SearchState(problem);
      state.restart(
        problem.people.map(() => Uint8Array.from({ length: problem.days }, () => random() * 7)),
      );
      state.total();

      expect(state.hard > 0).toBe(costOf(problem, state.lines()).hardViolations > 0);
    }
  });
});
