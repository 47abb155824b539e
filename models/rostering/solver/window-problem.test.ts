import { describe, expect, it } from "vitest";
import { seededRandom } from "../../deterioration/seeded-random";
import { madeUpProblem } from "./made-up-problem";
import type { SolverProblem } from "./solver-problem";
import { costOf } from "./solver-score";
import { linesIn, type RosterWindow, windowProblem, withWindow } from "./window-problem";

/** A short run on the first day is judged only if there is a past: the one thing a window may see otherwise. */
const withPast = (problem: SolverProblem): SolverProblem => ({
  ...problem,
  people: problem.people.map((person) => ({ ...person, past: [0, 1, ...person.past] })),
});

describe("a window of a roster", () => {
  it.each(Array.from({ length: 25 }, (_, seed) => seed + 100))(
    "says of changes inside what they cost in the whole (made-up problem %i)",
    (seed) => {
      const random = seededRandom(seed);
      const problem = withPast(madeUpProblem(random));
      const someLine = () =>
        Uint8Array.from({ length: problem.days }, () => random() * problem.duties.length);
      const lines = problem.people.map(someLine);
      const fromDay = Math.floor(random() * 4);
      const toDay = fromDay + 1 + Math.floor(random() * (problem.days - fromDay));
      const fixedFrom = fromDay + Math.floor(random() * (toDay - fromDay));
      const fixed = { fromDay: fixedFrom, toDay: Math.min(toDay, fixedFrom + 3) };
      const window: RosterWindow = {
        people: [0, problem.people.length - 1],
        fromDay,
        toDay,
        ...(random() < 0.5 && { fixed }),
      };
      const mayChange = (day: number) =>
        day < toDay && !(window.fixed && day >= fixed.fromDay && day < fixed.toDay);
      const inside = windowProblem(problem, lines, window);
      const before = linesIn(lines, window, inside.days);
      const after = before.map((line) =>
        line.map((duty, day) =>
          mayChange(fromDay + day) ? Math.floor(random() * problem.duties.length) : duty,
        ),
      );

      const whole = costOf(problem, withWindow(lines, window, after));
      const difference = {
        cost: whole.cost - costOf(problem, lines).cost,
        hard: whole.hardViolations - costOf(problem, lines).hardViolations,
      };

      const notAllowed = (duties: typeof lines) =>
        duties.reduce((count, line, index) => {
          const person = inside.people[index];
          const seen = Array.from(line.entries()).filter(([day]) => !mayChange(fromDay + day));
          return count + seen.filter(([day, duty]) => !person?.allowed[day]?.includes(duty)).length;
        }, 0);
      expect(notAllowed(after)).toBe(0);
      expect(costOf(inside, after).cost - costOf(inside, before).cost).toBeCloseTo(
        difference.cost,
        6,
      );
      expect(
        costOf(inside, after).hardViolations - costOf(inside, before).hardViolations,
      ).toBeCloseTo(difference.hard, 6);
    },
  );
});
