import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { rosterCost, scoredCost } from "./roster-cost";
import { rescored, scoreRoster } from "./roster-score";
import { randomRoster, randomWard } from "./testing/random-ward";
import { MICU, person, personIdOf, problemOf, rosterOf, WARD } from "./testing/sample-problem";

const problem = problemOf({
  days: 14,
  people: [
    person("Ana", { contractMinutesPerWeek: 18 * 60, floatUnitIds: [WARD] }),
    person("Ben", { employment: "bank", hourlyCost: { regular: 40, overtime: 0 } }),
    person("Cleo", { employment: "agency", hourlyCost: { regular: 60, overtime: 0 } }),
  ],
  absences: [
    {
      ...{ personId: personIdOf("Ana"), fromDay: 13, toDay: 13 },
      ...{ kind: "annual-leave", creditMinutesPerDay: 360 },
    },
  ],
});
// Ana: 36 h by contract, 6 of them leave; works 36 h, so that 6 of the last day are overtime.
const cost = rosterCost(
  problem,
  rosterOf({ Ana: "D......d.D....", Ben: ".......D......", Cleo: ".N............" }),
);

describe("what a roster costs", () => {
  it("is regular hours and overtime, bank and agency with the price of a shift, floats", () => {
    expect(cost).toMatchObject({
      regular: { minutes: 30 * 60, money: 900 },
      overtime: { minutes: 6 * 60, money: 270 },
      bank: { minutes: 720, money: 50 + 480 },
      agency: { minutes: 720, money: 150 + 720 },
      float: { shifts: 1, money: 20 },
      total: 900 + 270 + 530 + 870 + 20,
    });
  });

  it("is told by week and by the unit that the shift is in", () => {
    expect(cost.byWeek.map(({ total, overtime }) => [total, overtime.money])).toEqual([
      [360 + 870, 0],
      [360 + 20 + 180 + 270 + 530, 270],
    ]);
    const ward = cost.byUnitAndWeek.filter(({ unitId }) => unitId === WARD);
    expect(ward.map(({ total }) => total)).toEqual([0, 380]);
    expect(cost.byUnit.find(({ unitId }) => unitId === MICU)?.regular.minutes).toBe(18 * 60);
  });

  it("is, beside regular hours, the money that the score is charged", () => {
    fc.assert(
      fc.property(fc.nat(100_000), (seed) => {
        const ward = randomWard(seed);
        const roster = randomRoster(seed + 1, ward);
        const { total, regular } = rosterCost(ward, roster);
        const charged = scoreRoster(ward, roster)
          .charges.filter(({ kind }) => kind === "money")
          .reduce((sum, { points }) => sum + points, 0);
        expect(total - regular.money).toBeCloseTo(charged, 6);
      }),
      { numRuns: 8 },
    );
  });

  it("is the same of a roster that was scored, and scored again after a change", () => {
    fc.assert(
      fc.property(fc.nat(100_000), (seed) => {
        const ward = randomWard(seed);
        const score = scoreRoster(ward, randomRoster(seed + 1, ward));
        const [first] = ward.people;
        const after = first
          ? rescored(score, [{ personId: first.personId, day: 0, assignment: null }])
          : score;
        expect(scoredCost(score)).toEqual(rosterCost(ward, score.roster));
        expect(scoredCost(after)).toEqual(rosterCost(ward, after.roster));
      }),
      { numRuns: 8 },
    );
  });
});
