import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { payLines } from "./pay-lines";
import { paidShifts, rosterCost } from "./roster-cost";
import type { RosterProblem } from "./roster-problem";
import { randomRoster, randomWard } from "./testing/random-ward";
import { MICU, person, personIdOf, problemOf, rosterOf, WARD } from "./testing/sample-problem";

const linesOf = (problem: RosterProblem, lines: Readonly<Record<string, string>>) =>
  payLines(problem, paidShifts(problem, rosterOf(lines)));

const HOUR = 60;

describe("the lines of a payroll", () => {
  it("are one for each shift, with its rate and the prices of bank, agency and floats", () => {
    const problem = problemOf({
      people: [
        person("Ana", { contractMinutesPerWeek: 36 * HOUR, floatUnitIds: [WARD] }),
        person("Ben", { employment: "bank", hourlyCost: { regular: 40, overtime: 0 } }),
        person("Cleo", { employment: "agency", hourlyCost: { regular: 60, overtime: 0 } }),
      ],
    });
    const lines = linesOf(problem, { Ana: "d......", Ben: ".E.....", Cleo: "..L...." });
    expect(lines).toMatchObject([
      {
        ...{ personId: personIdOf("Ana"), on: "2026-03-02", unitId: WARD, kind: "contract" },
        ...{ minutes: 720, rate: 30, shiftPrice: 0, floatPrice: 20, amount: 380 },
      },
      { on: "2026-03-03", unitId: MICU, kind: "bank", minutes: 450, shiftPrice: 50, amount: 350 },
      { on: "2026-03-04", kind: "agency", shiftPrice: 150, floatPrice: 0, amount: 600 },
    ]);
  });

  it("split a shift where overtime begins: what goes beyond the contract, in the order worked", () => {
    // A contract of 30 h, of which a day's leave counts 6: the last 12 h of 36 worked are overtime.
    const problem = problemOf({
      people: [person("Ana", { contractMinutesPerWeek: 30 * HOUR })],
      absences: [
        {
          ...{ personId: personIdOf("Ana"), fromDay: 6, toDay: 6 },
          ...{ kind: "annual-leave", creditMinutesPerDay: 6 * HOUR },
        },
      ],
    });
    const told = linesOf(problem, { Ana: "EDD.E.." }).map(({ on, kind, minutes, amount }) => [
      ...[on.slice(8), kind, minutes, amount],
    ]);
    expect(told).toEqual([
      ["02", "contract", 450, 225],
      ["03", "contract", 720, 360],
      ["04", "contract", 270, 135],
      ["04", "overtime", 450, 337.5],
      ["06", "overtime", 450, 337.5],
    ]);
  });

  it("pay an hour more on the night when clocks are put back, an hour less when they are put on", () => {
    const night = (startsOn: string) => {
      const problem = problemOf({ startsOn, timeZone: "Europe/London", people: [person("Ana")] });
      return linesOf(problem, { Ana: "N......" })[0];
    };
    // 19:00 to 07:30 with half an hour of break; by night are seven hours by the clock.
    expect(night("2026-03-07")).toMatchObject({ minutes: 720, nightMinutes: 403 });
    expect(night("2026-10-24")).toMatchObject({ minutes: 780, nightMinutes: 462 });
    expect(night("2026-03-28")).toMatchObject({ minutes: 660, nightMinutes: 344 });
  });

  it("count minutes of a weekend from midnight before Saturday to midnight after Sunday", () => {
    const problem = problemOf({ people: [person("Ana")] });
    const lines = linesOf(problem, { Ana: "D...N.N" });
    // Five of the night's 12.5 hours are on Sunday, and so 288 of its paid minutes; of Friday's the others.
    expect(lines.map(({ on, weekendMinutes }) => [on, weekendMinutes])).toEqual([
      ["2026-03-02", 0],
      ["2026-03-06", 432],
      ["2026-03-08", 288],
    ]);
  });

  it("add up to what the roster costs, and no part has more of night or weekend than minutes", () => {
    fc.assert(
      fc.property(fc.nat(100_000), (seed) => {
        const ward = randomWard(seed);
        const roster = randomRoster(seed + 1, ward);
        const cost = rosterCost(ward, roster);
        const lines = payLines(ward, paidShifts(ward, roster));
        const sum = (of: (line: (typeof lines)[number]) => number) =>
          lines.reduce((total, line) => total + of(line), 0);
        expect(sum(({ amount }) => amount)).toBeCloseTo(cost.total, 6);
        expect(sum(({ floatPrice }) => floatPrice)).toBeCloseTo(cost.float.money, 6);
        const overtime = sum(({ kind, minutes }) => (kind === "overtime" ? minutes : 0));
        expect(overtime).toBe(cost.overtime.minutes);
        for (const line of lines) {
          const { minutes, rate, shiftPrice, floatPrice, amount } = line;
          expect((minutes / 60) * rate + shiftPrice + floatPrice).toBeCloseTo(amount, 6);
          expect(line.nightMinutes).toBeLessThanOrEqual(minutes);
          expect(line.weekendMinutes).toBeLessThanOrEqual(minutes);
        }
      }),
      { numRuns: 8 },
    );
  });
});
