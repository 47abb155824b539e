import { describe, expect, it } from "vitest";
import { explainInfeasible } from "./explain-infeasible";
import { isPossible, type Part } from "./explaining/possible-roster";
import { smallestConflict } from "./explaining/smallest-conflict";
import type { RosterProblem } from "./roster-problem";
import {
  demand,
  MICU,
  person,
  personIdOf,
  problemOf,
  rule,
  shiftIdOf,
  WARD,
} from "./testing/sample-problem";

const PATIENT = { now: () => 0, deadlineAt: 60_000, isCancelled: () => false };
const pin = (name: string, day: number, code: string) => ({
  ...{ personId: personIdOf(name), day, assignment: { shiftId: shiftIdOf(code), unitId: MICU } },
});
const leave = (name: string, fromDay: number, toDay: number) => ({
  ...{ personId: personIdOf(name), fromDay, toDay, creditMinutesPerDay: 0 },
  kind: "annual-leave" as const,
});
const REST = rule(
  { kind: "rest-between-shifts", minimumMinutes: 660 },
  { title: "11 hours of rest" },
);
const FIVE = rule({ kind: "consecutive-work-days", maximum: 5 }, { title: "Five days in a row" });
const RULES = [REST, FIVE];

const explain = (problem: Parameters<typeof problemOf>[0]) =>
  explainInfeasible(problemOf({ rules: RULES, ...problem }), PATIENT);
const conflictOf = async (problem: Parameters<typeof problemOf>[0]) => {
  const found = await explain(problem);
  return found.kind === "conflict" ? found.conflict : undefined;
};

describe("what contradicts itself", () => {
  it("is told of one person's pins and the rule they break, and of nothing beside", async () => {
    const conflict = await conflictOf({
      people: [person("Ana"), person("Ben")],
      pins: [pin("Ana", 1, "L"), pin("Ana", 2, "E"), pin("Ana", 5, "E"), pin("Ben", 0, "N")],
    });
    expect(conflict?.text).toBe(
      "These cannot all be for Ana: “11 hours of rest”, Ana is pinned to Late in MICU on Tue 3 Mar and Ana is pinned to Early in MICU on Wed 4 Mar.",
    );
    expect(conflict?.remedies).toEqual([
      "Unpin Ana on Tue 3 Mar.",
      "Unpin Ana on Wed 4 Mar.",
      "Let “11 hours of rest” be broken at a price instead of never.",
    ]);
  });

  it("is told of the past too", async () => {
    const conflict = await conflictOf({
      people: [person("Ana")],
      past: { Ana: "EEEEE" },
      pins: [pin("Ana", 0, "E")],
    });
    expect(conflict?.parts.map(({ kind }) => kind)).toEqual(["past", "rule", "pin"]);
  });

  it("is told of a day with fewer people than its minimum", async () => {
    const conflict = await conflictOf({
      people: [person("Ana"), person("Ben"), person("Cleo")],
      demand: [0, 1, 2].map((day) => demand("D", day, { target: 2 })),
      absences: [leave("Ana", 1, 3), leave("Cleo", 0, 1)],
    });
    expect(conflict?.text).toBe(
      "These cannot all be for the 3 who could work there: Ana is on annual leave from Tue 3 Mar to Thu 5 Mar, Cleo is on annual leave from Mon 2 Mar to Tue 3 Mar and Day on Tue 3 Mar in MICU needs 2.",
    );
    expect(conflict?.remedies[0]).toMatch(/^Ask bank or agency staff .* or plan with fewer than 2/);
  });

  it("is told of a unit that nobody knows", async () => {
    const conflict = await conflictOf({
      people: [person("Ana")],
      demand: [demand("D", 0, { target: 1 }, { unitId: WARD }), demand("D", 0, { target: 1 })],
    });
    expect(conflict?.text).toBe(
      "This cannot be, as nobody may work there: Day on Mon 2 Mar in Ward needs 1.",
    );
  });

  it("is told of days together that each could be", async () => {
    const conflict = await conflictOf({
      people: [person("Ana"), person("Ben", { grade: "assistant" })],
      demand: [0, 1, 2, 3, 4, 5, 6].map((day) => demand("D", day, { target: 1 })),
    });
    // Six of the seven days, and that there may only be five.
    expect(conflict?.parts.filter(({ kind }) => kind === "demand")).toHaveLength(6);
    expect(conflict?.parts.filter(({ kind }) => kind === "rule")).toEqual([
      { kind: "rule", ruleId: FIVE.ruleId, text: "“Five days in a row”" },
    ]);
    expect(conflict?.personIds).toEqual([personIdOf("Ana")]);
  });
});

it("finds each part necessary", async () => {
  const problem: RosterProblem = problemOf({
    people: [person("Ana"), person("Ben"), person("Cleo")],
    rules: RULES,
    // Two of three are late, and two early the next day.
    demand: [0, 2].flatMap((day) => [
      demand("L", day, { target: 2 }),
      demand("E", day + 1, { target: 2 }),
    ]),
  });
  const parts: Part[] = [
    ...RULES.map((each) => ({ kind: "rule" as const, rule: each })),
    ...problem.demand.map((each) => ({ kind: "demand" as const, demand: each })),
  ];
  const ask = (some: readonly Part[]) => isPossible(problem, some, PATIENT);
  const conflict = await smallestConflict(parts, ask);
  expect(conflict).toHaveLength(3);
  expect(await ask(conflict)).toBe(false);
  for (const part of conflict) {
    expect(await ask(conflict.filter((each) => each !== part))).toBe(true);
  }
});

it("says that there is a roster where there is one", async () => {
  const two = [person("Ana"), person("Ben")];
  const each = [0, 1, 2, 3, 4, 5, 6].map((day) => demand("D", day, { target: 1 }));
  expect(await explain({ people: two, demand: each })).toEqual({ kind: "possible" });
});

it("does not say more than it found out in its time", async () => {
  const late = { ...PATIENT, deadlineAt: 0 };
  const each = [0, 1].map((day) => demand("D", day, { target: 1 }));
  const problem = problemOf({ people: [person("Ana")], rules: RULES, demand: each });
  expect(await explainInfeasible(problem, late)).toEqual({ kind: "unknown" });
});
