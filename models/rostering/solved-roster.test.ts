import { expect, it } from "vitest";
import { compileProblem } from "./compile-problem";
import { scoreRoster } from "./roster-score";
import { rulesOfSets } from "./rule-sets";
import { anneal } from "./solver/annealing";
import { demand, person, problemOf, SHIFTS } from "./testing/sample-problem";
import { isLegal } from "./validation/validate-roster";

it("what a solver finds legal is legal to the score and to the validator, over the change of the clocks too", () => {
  const days = 14;
  const problem = problemOf({
    ...{ startsOn: "2026-03-23", timeZone: "Europe/London", days },
    people: ["Ana", "Ben", "Cleo", "Dan", "Eva", "Fay", "Gil", "Hal"].map((name) =>
      person(name, { contractMinutesPerWeek: 36 * 60 }),
    ),
    demand: Array.from({ length: days }, (_, day) => [
      demand("D", day, { minimum: 1, target: 2 }),
      demand("N", day, { minimum: 1, target: 1 }),
    ]).flat(),
    rules: rulesOfSets(["eu-working-time", "house"], SHIFTS),
    past: { Ana: "EE..DD.", Ben: "..NN..." },
  });
  const { solver, rosterOf } = compileProblem(problem);
  const { best } = anneal(solver, {
    ...{ seed: 1, now: () => 0, deadlineAt: Infinity, maximumIterations: 60_000 },
    ...{ isCancelled: () => false, progressed: () => undefined },
  });
  const roster = rosterOf(best?.lines ?? []);
  expect(best?.hardViolations).toBe(0);
  expect(isLegal(problem, roster)).toBe(true);
  expect(scoreRoster(problem, roster).hardSteps).toBe(0);
});
