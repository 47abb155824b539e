import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { candidatesFor, type OpenShift, whyNot } from "./candidates";
import { rescored, scoreRoster } from "./roster-score";
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

const hours = (perWeek: number) => ({ contractMinutesPerWeek: perWeek * 60 });
const problem = problemOf({
  people: [
    person("Ana", hours(36)),
    person("Ben", hours(24)),
    person("Cleo", { employment: "bank" }),
    person("Dan", { ...hours(36), homeUnitId: WARD, floatUnitIds: [MICU] }),
    person("Eva", hours(36)),
    person("Fay", { ...hours(36), homeUnitId: WARD }),
    person("Gil", hours(36)),
  ],
  rules: [
    rule({ kind: "rest-between-shifts", minimumMinutes: 660 }),
    rule(
      { kind: "consecutive-work-days", maximum: 2 },
      { strictness: { kind: "soft", weight: 30 } },
    ),
  ],
  absences: [
    {
      personId: personIdOf("Eva"),
      fromDay: 2,
      toDay: 4,
      kind: "annual-leave",
      creditMinutesPerDay: 0,
    },
  ],
  demand: [demand("D", 2, { target: 2 })],
});
const score = scoreRoster(
  problem,
  rosterOf({ Ana: "...DD..", Ben: "D...D..", Dan: ".......", Gil: ".N....." }),
);
const open: OpenShift = { day: 2, shiftId: shiftIdOf("D"), unitId: MICU };

describe("who could take a shift", () => {
  const all = candidatesFor(score, open);
  const byName = (name: string) => all.find(({ personId }) => personId === personIdOf(name));

  it("is everybody: legal ones first, then by what the roster would cost", () => {
    const names = problem.people.map(({ personId, name }) => [personId, name] as const);
    expect(all.map(({ personId, isLegal }) => [new Map(names).get(personId), isLegal])).toEqual([
      ["Dan", true],
      ["Ana", true],
      ["Cleo", true],
      ["Ben", true],
      ["Eva", false],
      ["Gil", false],
      ["Fay", false],
    ]);
  });

  it("comes with points, money and how they are paid", () => {
    // The second missing nurse costs 1,100 no more; what is left of it is what they cost.
    expect(all.slice(0, 4).map(({ points, cost }) => [points, cost])).toEqual([
      [-1080, { paidAs: "contract", money: 20, float: 20 }],
      [-1070, { paidAs: "contract", money: 0, float: 0 }],
      [-690, { paidAs: "bank", money: 410, float: 0 }],
      [-560, { paidAs: "overtime", money: 540, float: 0 }],
    ]);
  });

  it("comes with the rest before and after", () => {
    expect(byName("Ana")).toMatchObject({ restHoursBefore: undefined, restHoursAfter: 11.5 });
    expect(byName("Ben")).toMatchObject({ restHoursBefore: 35.5, restHoursAfter: 35.5 });
    expect(byName("Gil")).toMatchObject({ restHoursBefore: -0.5, restHoursAfter: undefined });
  });

  it("comes with a sentence", () => {
    expect(all.map(({ text }) => text)).toEqual([
      "Dan can take it within contract hours, with 20 more in wages.",
      "Ana can take it within contract hours: Ana works 3 days in a row from Wed 4 Mar to Fri 6 Mar, more than 2.",
      "Cleo can take it by bank rates, with 410 more in wages.",
      "Ben can take it as overtime, with 540 more in wages.",
      "Eva may not: Eva is on annual leave on Wed 4 Mar and works Day.",
      "Gil may not: Gil rests 0 h between Night on Tue 3 Mar and Day on Wed 4 Mar, less than 11 h, and 1 more.",
      "Fay may not: Fay works in MICU on Wed 4 Mar, which is not one of their units.",
    ]);
  });

  it("tells what somebody would leave", () => {
    const other = scoreRoster(problem, rosterOf({ Ana: "..L...." }));
    const ana = candidatesFor(other, open).find(({ personId }) => personId === personIdOf("Ana"));
    expect(ana).toMatchObject({ leaves: { shiftId: shiftIdOf("L") }, isLegal: true });
    expect(ana?.text).toMatch(/leaving Late/);
  });

  it("frees who works it now, and does not offer them", () => {
    const taken = scoreRoster(problem, rosterOf({ Ana: "..D....", Cleo: "..D...." }));
    const swap = candidatesFor(taken, { ...open, insteadOf: personIdOf("Cleo") });
    const ben = swap.find(({ personId }) => personId === personIdOf("Ben"));
    expect(swap.map(({ personId }) => personId)).not.toContain(personIdOf("Cleo"));
    // Ben is within his hours here; the bank's 410 are saved.
    expect(ben).toMatchObject({ points: -410, cost: { paidAs: "contract", money: 0 } });
  });

  it("has for each what the roster would cost with them in it", () => {
    fc.assert(
      fc.property(fc.nat(100_000), fc.nat(7), (seed, day) => {
        const ward = randomWard(seed);
        const before = scoreRoster(ward, randomRoster(seed + 1, ward));
        const shift = { day, shiftId: shiftIdOf("N"), unitId: MICU };
        for (const { personId, points, hardSteps, isLegal } of candidatesFor(before, shift)) {
          const after = rescored(before, [{ personId, day, assignment: shift }]);
          expect(points).toBeCloseTo(after.points - before.points, 6);
          expect(hardSteps).toBe(after.hardSteps - before.hardSteps);
          if (hardSteps > 0) expect(isLegal).toBe(false);
        }
      }),
      { numRuns: 5 },
    );
  });
});

it.each([
  ["Dan", "Nothing speaks against Dan: the roster would cost 1080 points less."],
  ["Cleo", "Cleo may, but Dan costs 390 points less."],
  ["Eva", "Eva may not: Eva is on annual leave on Wed 4 Mar and works Day."],
  [
    "Ana",
    "Ana may, but Dan costs 10 points less: Ana works 3 days in a row from Wed 4 Mar to Fri 6 Mar, more than 2.",
  ],
])("says why %s has not got it", (name, words) => {
  expect(whyNot(score, personIdOf(name), open)).toBe(words);
});

it("says of who has it that they have", () => {
  expect(whyNot(score, personIdOf("Ana"), { ...open, day: 3 })).toBe("Ana works it.");
});
