import { describe, expect, it } from "vitest";
import { MICU, person, problemOf, rosterOf, WARD } from "#models/rostering/testing/sample-problem";
import { OVERTIME_SETS } from "#models/rostering/overtime-terms";
import { payLines } from "#models/rostering/pay-lines";
import { periodCost } from "#models/rostering/period-cost";
import { paidShifts } from "#models/rostering/roster-cost";
import { amountOf, type Amount, COST_KINDS, differenceWords } from "./cost-words";
import { moneyWords, quantityWords } from "./cost-words";
import { payrollLines } from "./payroll-lines";

const hours = (quantity: number, money: number): Amount => ({
  ...{ quantity: quantity * 60, unit: "minutes", money },
});

describe("a difference in words", () => {
  it.each([
    [hours(12, 360), hours(12, 360), { quantity: "±0 h", money: "±0.00", verdict: "as planned" }],
    [hours(12, 360), hours(12, 360.01), { money: "+0.01", verdict: "more" }],
    [hours(12, 360), hours(23.5, 1360), { quantity: "+11 h 30 min", money: "+1,000.00" }],
    [hours(12, 360), hours(0, 0), { quantity: "−12 h", money: "−360.00", verdict: "less" }],
    // Fewer hours may cost more: the money is what is told.
    [hours(24, 700), hours(12, 720), { quantity: "−12 h", money: "+20.00", verdict: "more" }],
    // Hours that cost nothing are a difference all the same.
    [hours(12, 0), hours(6, 0), { verdict: "less" }],
  ])("of %j and %j", (planned, worked, words) => {
    expect(differenceWords(planned, worked)).toMatchObject(words);
  });
});

it("counts floats by the shift, and their hours nowhere twice", () => {
  const none = { minutes: 0, money: 0 };
  const cost = {
    regular: { minutes: 690, money: 345 },
    ...{ overtime: { minutes: 30, money: 22.5 }, doubleTime: none, bank: none, agency: none },
    float: { shifts: 1, money: 20 },
    total: 387.5,
  };
  expect(quantityWords(amountOf(cost, "float"))).toBe("1 shift");
  expect(quantityWords(amountOf(cost, "total"))).toBe("12 h");
  expect(moneyWords(amountOf(cost, "total"))).toBe("387.50");
});

describe("figures on the page", () => {
  // Rates whose minutes are no whole hundredths, so that what is rounded late does not add up.
  const problem = problemOf({
    days: 14,
    people: [
      person("Ana", { hourlyCost: { regular: 31.37, overtime: 47.11 }, floatUnitIds: [WARD] }),
      person("Ben", { employment: "bank", hourlyCost: { regular: 29.99, overtime: 44.98 } }),
      person("Cleo", { employment: "agency", hourlyCost: { regular: 61.01, overtime: 0 } }),
    ],
    prices: {
      ...{ float: 20.05, bankShift: 49.95, agencyShift: 150 },
      overtime: OVERTIME_SETS.california.terms,
    },
    timeZone: "America/Los_Angeles",
    startsOn: "2026-10-26",
  });
  const shifts = paidShifts(
    problem,
    rosterOf({ Ana: "EdNN.N.EEEEEEE", Ben: "DDDDD.......E.", Cleo: ".N....N......." }),
  );
  const cost = periodCost(
    [{ startsOn: problem.startsOn, now: shifts, published: undefined, daysOver: 14 }],
    { unitIds: [MICU, WARD], period: { from: "2026-10-26", to: "2026-11-09" } },
  );
  const shown = (words: string) => Math.round(Number(words.replaceAll(",", "")) * 100);

  it("add up as they are shown, of each unit and week and of all", () => {
    const sums = [cost, ...cost.byUnit, ...cost.byUnit.flatMap(({ weeks }) => weeks)];
    expect(sums.length).toBeGreaterThan(4);
    for (const { worked } of sums) {
      const [total = 0, ...others] = COST_KINDS.toReversed().map((kind) =>
        shown(moneyWords(amountOf(worked, kind))),
      );
      expect(others.reduce((sum, each) => sum + each, 0)).toBe(total);
    }
    const totals = (of: readonly { worked: typeof cost.worked }[]) =>
      of.reduce((sum, { worked }) => sum + shown(moneyWords(amountOf(worked, "total"))), 0);
    expect(totals(cost.byUnit)).toBe(totals([cost]));
    expect(totals(cost.byUnit.flatMap(({ weeks }) => weeks))).toBe(totals([cost]));
  });

  it("are those of the payroll's files", () => {
    const payroll = {
      days: { from: "2026-10-26", to: "2026-11-09" },
      shifts: payLines(problem, shifts).map((line) => ({
        ...line,
        ...{ isConfirmed: true, timeZone: problem.timeZone },
      })),
      away: [],
      people: problem.people.map(({ personId, name, employment }) => ({
        ...{ personId, name, employment, staffNumber: null, homeUnitCode: "MICU", leftOn: null },
      })),
      units: [
        { unitId: MICU, code: "MICU" },
        { unitId: WARD, code: "5B" },
      ],
    };
    const column = (table: "shifts" | "people", name: string) => {
      const [header = "", ...lines] = payrollLines(table, payroll);
      const at = header.trimEnd().split(",").indexOf(name);
      return lines.map((line) => line.trimEnd().split(",")[at] ?? "");
    };
    const sum = (cells: readonly string[]) => cells.reduce((all, cell) => all + shown(cell), 0);
    const total = shown(moneyWords(amountOf(cost.worked, "total")));
    expect(total).toBeGreaterThan(0);
    expect(sum(column("shifts", "amount"))).toBe(total);
    expect(sum(column("people", "amount"))).toBe(total);
    const minutes = (kind: string, cells = column("shifts", "paid_minutes")) =>
      column("shifts", "kind").reduce(
        (all, of, at) => all + (of === kind ? Number(cells[at]) : 0),
        0,
      );
    const { regular, overtime, doubleTime, bank } = cost.worked;
    expect([minutes("contract"), minutes("overtime")]).toEqual([regular.minutes, overtime.minutes]);
    expect([minutes("double-time"), minutes("bank")]).toEqual([doubleTime.minutes, bank.minutes]);
    expect(doubleTime.minutes).toBeGreaterThan(0);
  });
});
