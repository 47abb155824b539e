import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compileProblem } from "./compile-problem";
import type { RosterProblem } from "./roster-problem";
import { scoreRoster } from "./roster-score";
import { coverCharges, costOf, lineCharges } from "./solver/solver-score";
import { randomRoster, randomWard } from "./testing/random-ward";
import {
  demand,
  MICU,
  person,
  personIdOf,
  problemOf,
  rosterOf,
  rule,
  shiftIdOf,
  WARD,
} from "./testing/sample-problem";

const DEMAND = ["demand-minimum", "demand-target", "demand-maximum"];

/** What both say of a roster, by rule: points, and whether a hard rule is broken. */
function bothScores(problem: RosterProblem, seed: number) {
  const compiled = compileProblem(problem);
  const { solver, linesOf, rosterOf: back } = compiled;
  // A duty that is not allowed is hard in both, but the solvers' form does not ask what else it costs.
  const lines = linesOf(randomRoster(seed, problem)).map((line, at) =>
    line.map((duty, day) => (solver.people[at]?.allowed[day]?.includes(duty) ? duty : 0)),
  );
  const score = scoreRoster(problem, back(lines));
  const solved = [
    ...solver.people.flatMap((of, at) => lineCharges(solver, of, lines[at] ?? new Uint8Array())),
    ...coverCharges(solver, lines),
  ];
  const ofSolver = (ruleId: string) => solved.filter((charge) => charge.ruleId === ruleId);
  const ofRoster = (ruleId: string) => score.charges.filter((charge) => charge.ruleId === ruleId);
  const points = (charges: readonly { points: number }[]) =>
    charges.reduce((sum, charge) => sum + charge.points, 0);
  const isBroken = (charges: readonly { isHard: boolean }[]) =>
    charges.some(({ isHard }) => isHard);
  return { compiled, lines, score, ofSolver, ofRoster, points, isBroken };
}

it("costs a roster what it costs the hospital, rule by rule", () => {
  fc.assert(
    fc.property(fc.nat(100_000), (seed) => {
      const problem = randomWard(seed);
      const both = bothScores(problem, seed + 1);
      const { ofSolver, ofRoster, points, isBroken } = both;
      const inexact = new Set(both.compiled.inexact.map(({ ruleId }) => ruleId));
      for (const { ruleId, terms } of problem.rules) {
        if (inexact.has(ruleId)) {
          // Never laxer than the rule.
          if (isBroken(ofRoster(ruleId))) expect(isBroken(ofSolver(ruleId)), terms.kind).toBe(true);
          continue;
        }
        expect(points(ofSolver(ruleId)), terms.kind).toBeCloseTo(points(ofRoster(ruleId)), 6);
        expect(isBroken(ofSolver(ruleId)), terms.kind).toBe(isBroken(ofRoster(ruleId)));
      }
      expect(points(ofSolver("demand"))).toBeCloseTo(points(DEMAND.flatMap(ofRoster)), 6);
      expect(points(ofSolver("overtime"))).toBeCloseTo(points(ofRoster("overtime")), 6);
      expect(isBroken(ofSolver("overlap"))).toBe(isBroken(ofRoster("overlap")));
    }),
    { numRuns: 15 },
  );
});

describe("a problem of rules that the solvers' form knows exactly", () => {
  const isExact = ({ terms }: RosterProblem["rules"][number]) =>
    !["weekly-rest", "skill-mix", "fair-share", "fair-requests"].includes(terms.kind);

  it("has the same total, requests and money included", () => {
    fc.assert(
      fc.property(fc.nat(100_000), (seed) => {
        const ward = randomWard(seed);
        const problem = { ...ward, rules: ward.rules.filter(isExact) };
        const { compiled, lines, score } = bothScores(problem, seed + 1);
        const { cost, hardViolations } = costOf(compiled.solver, lines);
        expect(compiled.inexact).toEqual([]);
        expect(cost).toBeCloseTo(score.points, 6);
        expect(hardViolations > 0).toBe(score.hardSteps > 0);
      }),
      { numRuns: 8 },
    );
  });
});

describe("the change of the clocks", () => {
  const eleven = rule({ kind: "rest-between-shifts", minimumMinutes: 660 });
  const problem = problemOf({
    ...{ startsOn: "2026-03-23", timeZone: "Europe/London", days: 8, rules: [eleven] },
    people: [person("Ana")],
    demand: Array.from({ length: 8 }, (_, day) => demand("D", day, { target: 1 })),
  });
  const broken = (line: string) => {
    const { solver, linesOf } = compileProblem(problem);
    const lines = linesOf(rosterOf({ Ana: line }));
    return costOf(solver, lines).hardViolations;
  };

  it("makes duties of its own of the one evening before a rest that is too short", () => {
    expect(compileProblem(problem).solver.duties.map(({ label }) => label)).toEqual([
      "off",
      "D MICU",
      "D MICU (clocks change)",
    ]);
    // Saturday's and Sunday's days are 10.5 h apart, all others 11.5 h.
    expect(broken(".....DD.")).toBe(1);
    expect(broken("DDDDD.DD")).toBe(0);
  });

  it("gives the night its real minutes", () => {
    const nights = compileProblem({ ...problem, demand: [demand("N", 5, { target: 1 })] });
    expect(nights.solver.duties[1]?.minutes).toEqual([720, 720, 720, 720, 720, 660, 720, 720]);
  });
});

describe("what may be worked", () => {
  const problem = problemOf({
    people: [person("Ana"), person("Ben", { homeUnitId: WARD })],
    demand: [0, 1, 2].flatMap((day) => [
      demand("E", day, { target: 1 }),
      demand("N", day, { target: 1 }),
    ]),
    absences: [
      { personId: personIdOf("Ana"), fromDay: 1, toDay: 1, kind: "sick", creditMinutesPerDay: 0 },
    ],
    pins: [
      {
        personId: personIdOf("Ana"),
        day: 2,
        assignment: { shiftId: shiftIdOf("N"), unitId: MICU },
      },
    ],
  });

  it("is what is asked for, but for absences, pins and other units", () => {
    const { solver } = compileProblem(problem);
    expect(solver.people[0]?.allowed.slice(0, 4)).toEqual([[0, 1, 2], [0], [2], [0]]);
    expect(solver.people[1]?.allowed.slice(0, 3)).toEqual([[0], [0], [0]]);
  });

  it("comes back as it went", () => {
    const { linesOf, rosterOf: back } = compileProblem(problem);
    const roster = rosterOf({ Ana: "E.N....", Ben: "......." });
    expect(back(linesOf(roster))).toEqual(roster);
  });
});
