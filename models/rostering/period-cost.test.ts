import { describe, expect, it } from "vitest";
import { type CostedRoster, periodCost } from "./period-cost";
import { payLines } from "./pay-lines";
import { paidShifts, rosterCost } from "./roster-cost";
import { MICU, person, problemOf, rosterOf, WARD } from "./testing/sample-problem";

const problem = problemOf({
  days: 14,
  people: [
    person("Ana", { contractMinutesPerWeek: 18 * 60, floatUnitIds: [WARD] }),
    person("Ben", { employment: "bank", hourlyCost: { regular: 40, overtime: 0 } }),
  ],
});
const published = rosterOf({ Ana: "D..D.....D....", Ben: "......d......." });
// Ana was sick on the Thursday, and Ben came; later Ana works a day more, on the other ward.
const worked = rosterOf({ Ana: "D........D..d.", Ben: "...D..d......." });
const costed = (given: Partial<CostedRoster> = {}): CostedRoster => ({
  startsOn: problem.startsOn,
  now: paidShifts(problem, worked),
  published: paidShifts(problem, published),
  daysOver: 14,
  ...given,
});
const WHOLE = { unitIds: [MICU, WARD], period: { from: "2026-03-02", to: "2026-03-16" } };

describe("the cost of a period", () => {
  it("is planned as it was published and worked as it is now, by unit and week", () => {
    const cost = periodCost([costed()], WHOLE);
    expect(cost.planned?.total).toBeCloseTo(rosterCost(problem, published).total, 6);
    expect(cost.worked.total).toBeCloseTo(rosterCost(problem, worked).total, 6);
    expect(cost.toCome.total).toBe(0);
    const micu = cost.byUnit[0]?.weeks ?? [];
    expect(micu.map(({ from, to }) => [from, to])).toEqual([
      ["2026-03-02", "2026-03-09"],
      ["2026-03-09", "2026-03-16"],
    ]);
    expect(micu[0]).toMatchObject({
      planned: { regular: { minutes: 1440 }, bank: { minutes: 0 } },
      worked: { regular: { minutes: 720 }, bank: { minutes: 720, money: 530 } },
    });
  });

  it("is the same as the payroll's lines of those days", () => {
    const period = { from: "2026-03-05", to: "2026-03-15" };
    const cost = periodCost([costed({ daysOver: 12 })], { ...WHOLE, period });
    const until = "2026-03-14"; // twelve days are over
    const lines = payLines(problem, paidShifts(problem, worked)).filter(
      ({ on }) => on >= period.from && on < until,
    );
    const paid = lines.reduce((sum, { amount }) => sum + amount, 0);
    expect(paid).toBeGreaterThan(0);
    expect(cost.worked.total).toBeCloseTo(paid, 6);
    const ofUnits = cost.byUnit.reduce((sum, unit) => sum + unit.worked.total, 0);
    const ofWeeks = cost.byUnit
      .flatMap(({ weeks }) => weeks)
      .reduce((sum, week) => sum + week.worked.total, 0);
    expect(ofUnits).toBeCloseTo(paid, 6);
    expect(ofWeeks).toBeCloseTo(paid, 6);
  });

  it("compares days that are over alone: the others are to come", () => {
    const cost = periodCost([costed({ daysOver: 9 })], WHOLE);
    expect(cost.planned?.regular.minutes).toBe(1440);
    expect(cost.worked.regular.minutes).toBe(720);
    // Overtime is the last of the whole roster, and so of what is to come.
    expect(cost.toCome).toMatchObject({ regular: { minutes: 1440 }, overtime: { minutes: 0 } });
    const all = cost.worked.total + cost.toCome.total;
    expect(all).toBeCloseTo(rosterCost(problem, worked).total, 6);
  });

  it("is a forecast of a draft, by which nobody works", () => {
    const cost = periodCost([costed({ published: undefined, daysOver: 0 })], WHOLE);
    expect(cost.worked.total).toBe(0);
    expect(cost.planned?.total).toBe(0);
    expect(cost.toCome.total).toBeCloseTo(rosterCost(problem, worked).total, 6);
  });

  it("has no plan where that was not kept of a roster, rather than one of nothing", () => {
    const cost = periodCost([costed({ published: undefined })], WHOLE);
    expect(cost.planned).toBeUndefined();
    expect(cost.byUnit[0]?.weeks[0]?.planned).toBeUndefined();
  });

  it("is of several rosters together, and leaves out weeks of which there is nothing", () => {
    const later = { ...problem, startsOn: "2026-03-30" };
    const rosters = [
      costed(),
      costed({ startsOn: later.startsOn, now: paidShifts(later, worked), daysOver: 0 }),
    ];
    const period = { from: "2026-03-01", to: "2026-05-01" };
    const cost = periodCost(rosters, { ...WHOLE, period });
    const once = rosterCost(problem, worked).total;
    expect([cost.worked.total, cost.toCome.total]).toEqual([once, once]);
    expect(cost.byUnit[0]?.weeks.map(({ from }) => from)).toEqual([
      ...["2026-03-02", "2026-03-09", "2026-03-30", "2026-04-06"],
    ]);
  });
});
