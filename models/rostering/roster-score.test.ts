import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Skill } from "./roster-ids";
import type { RosterProblem } from "./roster-problem";
import { priceInWords, rescored, scoreRoster } from "./roster-score";
import { randomRoster, randomWard } from "./testing/random-ward";
import {
  assignmentOf,
  demand,
  ELSEWHERE,
  MICU,
  person,
  personIdOf,
  problemOf,
  rosterOf,
  rule,
  shiftIdOf,
} from "./testing/sample-problem";

const FULL = { contractMinutesPerWeek: 6000 };
const soft = (weight: number) => ({ strictness: { kind: "soft" as const, weight } });
const CHARGE = Skill.parse("charge");
const nurses = (given: Partial<RosterProblem["people"][number]>[]) =>
  given.map((each, index) =>
    person(["Ana", "Ben", "Cleo", "Dan"][index] ?? "Eva", { ...FULL, ...each }),
  );
const charged = (problem: Parameters<typeof problemOf>[0], lines: Parameters<typeof rosterOf>[0]) =>
  scoreRoster(problemOf({ days: 1, ...problem }), rosterOf(lines)).charges.map(
    ({ ruleId, steps, points, isHard }) => [ruleId, steps, isHard ? "hard" : points],
  );

describe("demand", () => {
  const three = [demand("D", 0, { minimum: 2, target: 3 })];

  it.each([
    [{ Ana: "D", Ben: "D", Cleo: "D" }, []],
    [{ Ana: "D", Ben: "D" }, [["demand-target", 1, 100]]],
    [
      { Ana: "D" },
      [
        ["demand-minimum", 1, 1000],
        ["demand-target", 2, 200],
      ],
    ],
    [{ Ana: "D", Ben: "D", Cleo: "D", Dan: "D" }, [["demand-maximum", 1, 10]]],
    [{ Ana: "D", Ben: "D", Cleo: "E" }, [["demand-target", 1, 100]]],
  ])("of two or better three nurses is met by %o but for %o", (lines, charges) => {
    expect(charged({ people: nurses([{}, {}, {}, {}]), demand: three }, lines)).toEqual(charges);
  });

  it("does not take an assistant for a nurse, but for a skill they have", () => {
    const people = nurses([{ grade: "assistant", skills: [CHARGE] }]);
    const two = [
      demand("D", 0, { minimum: 0, target: 1 }),
      demand("D", 0, { minimum: 0, target: 1 }, { skill: CHARGE }),
    ];
    expect(charged({ people, demand: two }, { Ana: "D" })).toEqual([["demand-target", 1, 100]]);
  });
});

describe("those who work together", () => {
  const mix = rule({ kind: "skill-mix", skill: CHARGE, minimum: 2 }, soft(40));
  const pairing = rule({ kind: "pairing", newPeoplePerMentor: 1 });
  it.each([
    ["nobody works", [mix], [{}], { Ana: "." }, []],
    [
      "one of two who lead",
      [mix],
      [{ skills: [CHARGE] }, {}],
      { Ana: "D", Ben: "D" },
      [["skill-mix", 1, 40]],
    ],
    ["nobody leads", [mix], [{}], { Ana: "D" }, [["skill-mix", 2, 80]]],
    ["one new, one not", [pairing], [{ isNew: true }, {}], { Ana: "D", Ben: "D" }, []],
    [
      "two new, one not",
      [pairing],
      [{ isNew: true }, { isNew: true }, {}],
      { Ana: "D", Ben: "D", Cleo: "D" },
      [["pairing", 1, "hard"]],
    ],
    [
      "an assistant is no mentor",
      [pairing],
      [{ isNew: true }, { grade: "assistant" as const }],
      { Ana: "D", Ben: "D" },
      [["pairing", 1, "hard"]],
    ],
  ])("%s", (_, rules, people, lines, charges) => {
    expect(charged({ people: nurses(people), rules }, lines as Record<string, string>)).toEqual(
      charges,
    );
  });

  it("are those of the units and shifts that the rule names", () => {
    const nights = { ...mix, terms: { ...mix.terms, shiftIds: [shiftIdOf("N")] } };
    expect(charged({ people: nurses([{}]), rules: [nights] }, { Ana: "D" })).toEqual([]);
    const elsewhere = { ...mix, appliesTo: { unitIds: [ELSEWHERE] } };
    expect(charged({ people: nurses([{}]), rules: [elsewhere] }, { Ana: "D" })).toEqual([]);
  });
});

describe("requests", () => {
  const ask = (wants: "work" | "off", code?: string) => ({
    ...{ personId: personIdOf("Ana"), day: 0, wants, weight: 7 },
    ...(code && { shiftId: shiftIdOf(code) }),
  });
  it.each([
    [ask("off"), ".", 0],
    [ask("off"), "D", 1],
    [ask("off", "N"), "D", 0],
    [ask("off", "N"), "N", 1],
    [ask("work"), "D", 0],
    [ask("work"), ".", 1],
    [ask("work", "D"), "E", 1],
  ])("%o, works %s", (request, line, refused) => {
    const charges = charged({ people: nurses([{}]), requests: [request] }, { Ana: line });
    expect(charges).toEqual(refused ? [["request", 1, 7]] : []);
  });

  it("that are refused are shared: more than the mean of those who asked is too many", () => {
    const people = nurses([{}, {}, {}]);
    const rules = [rule({ kind: "fair-requests", tolerance: 0.5 }, soft(3))];
    const requests = [0, 1].map((day) => ({ ...ask("off"), day }));
    requests.push({ ...ask("off"), personId: personIdOf("Ben") });
    // Ana 2, Ben 0; the mean is 1. Cleo asked for nothing.
    expect(charged({ people, rules, requests, days: 2 }, { Ana: "DD", Cleo: "DD" })).toContainEqual(
      ["fair-requests", 1, 3],
    );
  });
});

describe("fair shares", () => {
  // 8 nights for Ana of 36 h, Ben of 18 h and Cleo of 36 h who is away for half of the week: 4, 2 and 2.
  const people = nurses(
    [2160, 1080, 2160].map((contractMinutesPerWeek) => ({ contractMinutesPerWeek })),
  );
  const demands = [0, 1, 2, 3].map((day) => demand("N", day, { target: 2 }));
  const away = { personId: personIdOf("Cleo"), kind: "other" as const, creditMinutesPerDay: 0 };
  const problem = {
    ...{ days: 8, people, demand: demands, absences: [{ ...away, fromDay: 4, toDay: 9 }] },
    rules: [rule({ kind: "fair-share", of: "nights", tolerance: 1 }, soft(9))],
    balances: [{ personId: personIdOf("Ben"), nights: 1.5, weekends: 0, refusedRequests: 0 }],
  };
  const nights = (lines: Parameters<typeof rosterOf>[0]) =>
    scoreRoster(problemOf(problem), rosterOf(lines)).charges.filter(
      ({ ruleId }) => ruleId === "fair-share",
    );

  it("follow contract hours and days present, and what was before", () => {
    const found = nights({ Ana: "NNNN....", Ben: "NN......", Cleo: "NN......" });
    // Ben has 2, and 1.5 from before: 1.5 more than 2, half a night beyond what is tolerated.
    expect(found.map(({ text, steps }) => [steps, text])).toEqual([
      [1, "Ben has 2 nights, and with the months before 1.5 more than a share of 2."],
    ]);
  });

  it("are broken by fewer as by more", () => {
    const found = nights({ Ana: "N.......", Cleo: "NNNN...." });
    expect(found.map(({ personId, steps }) => [personId, steps])).toEqual([
      [personIdOf("Ana"), 2],
      [personIdOf("Cleo"), 1],
    ]);
  });
});

describe("money", () => {
  it.each([
    // 12 h of 30 and the price of a shift.
    ["bank", { employment: "bank" as const }, [["bank", 1, 410]]],
    ["agency", { employment: "agency" as const }, [["agency", 1, 510]]],
    ["within the contract", {}, []],
    // 7 h a week are 1 h for one day; the other 11 of 12 h are paid 45.
    ["beyond the contract", { contractMinutesPerWeek: 420 }, [["overtime", 1, 495]]],
    ["in another unit", { homeUnitId: ELSEWHERE, floatUnitIds: [MICU] }, [["float", 1, 20]]],
  ])("%s", (_, given, charges) => {
    expect(charged({ people: nurses([given]) }, { Ana: "D" })).toEqual(charges);
  });
});

it("says in words who breaks what, when, and what it costs", () => {
  const rules = [
    rule({ kind: "rest-between-shifts", minimumMinutes: 660 }),
    rule({ kind: "consecutive-work-days", maximum: 2 }, soft(30)),
  ];
  const problem = problemOf({ people: nurses([{}]), rules });
  const words = scoreRoster(problem, rosterOf({ Ana: "LED...." })).charges.map(
    (charge) => `${charge.text} ${priceInWords(charge)}`,
  );
  expect(words).toEqual([
    "Ana rests 8.5 h between Late on Mon 2 Mar and Early on Tue 3 Mar, less than 11 h. not allowed",
    "Ana works 3 days in a row from Mon 2 Mar to Wed 4 Mar, more than 2. 30 points",
  ]);
});

it("adds up to the same by rule and by day, and by person with the shifts of units", () => {
  fc.assert(
    fc.property(fc.nat(10_000), (seed) => {
      const problem = randomWard(seed);
      const { points, hardSteps, byRule, byDay, byPerson, charges } = scoreRoster(
        problem,
        randomRoster(seed + 1, problem),
      );
      const sum = (parts: readonly { points: number }[]) =>
        parts.reduce((total, part) => total + part.points, 0);
      expect(sum(byRule)).toBeCloseTo(points, 6);
      expect(sum(byDay)).toBeCloseTo(points, 6);
      expect(sum(byPerson) + sum(charges.filter((charge) => !charge.personId))).toBeCloseTo(
        points,
        6,
      );
      expect(byRule.reduce((total, part) => total + part.hardSteps, 0)).toBe(hardSteps);
    }),
    { numRuns: 10 },
  );
});

it("is after any changes what it is when counted anew", () => {
  const letters = fc.constantFrom(".", "E", "L", "D", "N", "d");
  const change = fc.record({
    name: fc.constantFrom("Ana", "Ben", "Eva"),
    day: fc.nat(7),
    letter: letters,
  });
  fc.assert(
    fc.property(fc.nat(10_000), fc.array(change, { maxLength: 6 }), (seed, changes) => {
      const problem = randomWard(seed);
      const cells = changes.map(({ name, day, letter }) => ({
        ...{ personId: personIdOf(name), day, assignment: assignmentOf(letter) },
      }));
      const after = rescored(scoreRoster(problem, randomRoster(seed + 1, problem)), cells);
      const anew = scoreRoster(problem, after.roster);
      expect(after.points).toBeCloseTo(anew.points, 6);
      expect(new Set(after.charges.map(({ text }) => text))).toEqual(
        new Set(anew.charges.map(({ text }) => text)),
      );
      expect(after.byPerson.map(({ hardSteps }) => hardSteps)).toEqual(
        anew.byPerson.map(({ hardSteps }) => hardSteps),
      );
    }),
    { numRuns: 15 },
  );
});

it("refuses what is not of the roster, and says what", () => {
  const problem = problemOf({ people: nurses([{}]) });
  const score = scoreRoster(problem, rosterOf({}));
  const cell = { personId: personIdOf("Ana"), day: 0, assignment: null };
  expect(() => rescored(score, [{ ...cell, personId: personIdOf("Zoe") }])).toThrow(/no person/);
  expect(() => rescored(score, [{ ...cell, day: 7 }])).toThrow(/no day 7/);
});
