import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { candidateFor } from "./candidates";
import { compileProblem } from "./compile-problem";
import { OVERTIME_SETS, type OvertimeSetId, type OvertimeTerms } from "./overtime-terms";
import { paidShifts, rosterCost } from "./roster-cost";
import type { RosterPerson, RosterProblem } from "./roster-problem";
import { scoreRoster } from "./roster-score";
import { costOf } from "./solver/solver-score";
import { randomRoster, randomWard } from "./testing/random-ward";
import { MICU, person, personIdOf, problemOf, rosterOf, shiftIdOf } from "./testing/sample-problem";

const HOUR = 60;
const prices = (overtime: OvertimeTerms) => ({
  ...{ float: 20, bankShift: 50, agencyShift: 150, overtime },
});
const ana = (given: Partial<RosterPerson> = {}) =>
  person("Ana", { contractMinutesPerWeek: 36 * HOUR, ...given });

interface Ward extends Partial<Omit<RosterProblem, "past" | "people" | "prices">> {
  past?: Readonly<Record<string, string>>;
  of?: Partial<RosterPerson>;
}

/** Hours of overtime and of double time, by day: `09 4+0` are four of overtime on the ninth. */
function hoursPaidMore(terms: OvertimeTerms, line: string, { of, ...given }: Ward = {}): string[] {
  const problem = problemOf({ ...given, people: [ana(of)], prices: prices(terms) });
  return paidShifts(problem, rosterOf({ Ana: line })).flatMap(({ worked, paid }) => {
    const minutes = (kind: string) => paid.find(({ as }) => as === kind)?.work.minutes ?? 0;
    const [overtime, double] = [minutes("overtime"), minutes("doubleTime")];
    return overtime + double > 0 ? [`${worked.day} ${overtime / HOUR}+${double / HOUR}`] : [];
  });
}

const terms = (setId: OvertimeSetId) => OVERTIME_SETS[setId].terms;

describe("overtime by the week", () => {
  it("is what is beyond 40 hours of each week, however few the roster has", () => {
    const line = "DDDD....D......";
    expect(hoursPaidMore(terms("flsa-40"), line.slice(0, 14), { days: 14 })).toEqual(["3 8+0"]);
    // By the contract of two weeks, 72 hours, nothing is.
    expect(hoursPaidMore(terms("contract"), line.slice(0, 14), { days: 14 })).toEqual([]);
  });

  it("counts the days of its first week that are before the roster, and no week before that", () => {
    const thursday = { startsOn: "2026-03-05", past: { Ana: "DDDDDDDDD" } };
    // Monday to Wednesday are 36 hours.
    expect(hoursPaidMore(terms("flsa-40"), "D...D..", thursday)).toEqual(["0 8+0"]);
    expect(hoursPaidMore(terms("flsa-40"), "D...D..", { startsOn: "2026-03-05" })).toEqual([]);
  });

  it("counts hours worked alone: paid leave is none", () => {
    const leave = {
      absences: [
        {
          ...{ personId: personIdOf("Ana"), fromDay: 5, toDay: 6 },
          ...{ kind: "annual-leave" as const, creditMinutesPerDay: 600 },
        },
      ],
    };
    expect(hoursPaidMore(terms("flsa-40"), "DDD....", leave)).toEqual([]);
    expect(hoursPaidMore(terms("contract"), "DDD....", leave)).toEqual(["1 8+0", "2 12+0"]);
  });

  it("has the real hours of a night on which the clocks change", () => {
    const week = (startsOn: string) =>
      hoursPaidMore(terms("flsa-40"), "..DD.NN", { startsOn, timeZone: "America/New_York" });
    // Saturday's night is 13 hours when clocks are put back, 11 when they are put on.
    expect(week("2026-10-26")).toEqual(["6 9+0"]);
    expect(week("2026-03-02")).toEqual(["6 7+0"]);
    expect(week("2026-06-01")).toEqual(["6 8+0"]);
  });

  it("is of bank staff as well, and never of agency staff", () => {
    const bank = { of: { employment: "bank" as const, contractMinutesPerWeek: 0 } };
    const agency = { of: { employment: "agency" as const, contractMinutesPerWeek: 0 } };
    expect(hoursPaidMore(terms("flsa-40"), "DDDD...", bank)).toEqual(["3 8+0"]);
    expect(hoursPaidMore(terms("contract"), "DDDD...", bank)).toEqual([]);
    expect(hoursPaidMore(terms("california"), "DDDD...", agency)).toEqual([]);
  });
});

describe("overtime by the day", () => {
  it("of eight and eighty is the larger of both sums, and no minute of it twice", () => {
    const fortnight = { startsOn: "2026-03-09", days: 14 };
    // Seven long days: 28 hours by the day, and 84 in all are only 4 beyond the two weeks' 80.
    expect(hoursPaidMore(terms("flsa-8-80"), "DDD.DD.DD.....", fortnight)).toEqual(
      [0, 1, 2, 4, 5, 7, 8].map((day) => `${day} 4+0`),
    );
    // Twelve early ones: 90 hours, none by the day.
    expect(hoursPaidMore(terms("flsa-8-80"), "EEEEEE.EEEEEE.", fortnight)).toEqual([
      ...["11 2.5+0", "12 7.5+0"],
    ]);
  });

  it("in California is beyond 8 hours, double beyond 12, and 40 hours of plain time a week", () => {
    const night = { startsOn: "2026-10-31", timeZone: "America/Los_Angeles" };
    expect(hoursPaidMore(terms("california"), "N......", night)).toEqual(["0 4+1"]);
    expect(hoursPaidMore(terms("california"), "DDDDDD.")).toEqual([
      ...["0 4+0", "1 4+0", "2 4+0", "3 4+0", "4 4+0", "5 12+0"],
    ]);
  });

  it("in California is all of the seventh day of a week, double beyond 8 hours", () => {
    const week = hoursPaidMore(terms("california"), "EEEEEED");
    expect(week).toEqual(["5 5+0", "6 8+4"]);
    // Seven in a row over the end of a week are none.
    expect(hoursPaidMore(terms("california"), ".EEEEEEE......", { days: 14 })).toEqual(["6 5+0"]);
  });

  it("by agreement is not made by a day of twelve hours", () => {
    expect(hoursPaidMore(terms("california-12"), "DDD....")).toEqual([]);
    expect(hoursPaidMore(terms("california-12"), "DDDD...")).toEqual(["3 8+0"]);
  });
});

it("counts a contract by periods of weeks, where that was agreed", () => {
  const weekly: OvertimeTerms = {
    ...{ setId: "own", weeksFrom: "2024-01-01" },
    perPeriod: { weeks: 1, beyondMinutes: "contract" },
  };
  const line = "DDDD...DD.....";
  expect(hoursPaidMore(weekly, line, { days: 14 })).toEqual(["3 12+0"]);
  expect(hoursPaidMore(terms("contract"), line, { days: 14 })).toEqual([]);
});

describe("somebody who could take a shift", () => {
  const cost = (setId: OvertimeSetId, contractHours: number, line: string) => {
    const problem = problemOf({
      people: [ana({ contractMinutesPerWeek: contractHours * HOUR })],
      prices: prices(terms(setId)),
    });
    const open = { day: 4, shiftId: shiftIdOf("D"), unitId: MICU };
    const score = scoreRoster(problem, rosterOf({ Ana: line }));
    return candidateFor(score, personIdOf("Ana"), open)?.cost;
  };

  it("costs overtime from where the rule has it, and the plain rate between contract and it", () => {
    expect(cost("contract", 36, "DDD....")).toMatchObject({ paidAs: "overtime", money: 12 * 45 });
    expect(cost("flsa-40", 36, "DDD....")).toMatchObject({
      ...{ paidAs: "overtime", money: 4 * 30 + 8 * 45 },
    });
    expect(cost("flsa-40", 24, "DD.....")).toMatchObject({ paidAs: "contract", money: 12 * 30 });
    // Within the contract only what is paid beyond the plain rate is more than is paid anyway.
    expect(cost("california", 36, "DD.....")).toMatchObject({ paidAs: "overtime", money: 4 * 15 });
  });
});

describe.each(["flsa-40", "flsa-8-80", "california", "california-12"] as const)(
  "by the set %s, whatever the roster",
  (setId) => {
    const wardOf = (seed: number): RosterProblem => ({
      ...randomWard(seed),
      prices: prices(terms(setId)),
    });

    it("the score is charged what wages are beyond the contracts' hours", () => {
      fc.assert(
        fc.property(fc.nat(100_000), (seed) => {
          const ward = wardOf(seed);
          const roster = randomRoster(seed + 1, ward);
          const { charges, state } = scoreRoster(ward, roster);
          const charged = charges
            .filter(({ kind }) => kind === "money")
            .reduce((sum, { points }) => sum + points, 0);
          const paidAnyway = state.lines
            .filter(({ of }) => of.person.employment === "contract")
            .reduce((sum, line) => {
              const worked = line.worked
                .slice(-state.frame.firstDay)
                .reduce((minutes, shift) => minutes + (shift?.paidMinutes ?? 0), 0);
              const { contractMinutes, creditMinutes, person: of } = line.of;
              const owed = Math.max(0, Math.floor(contractMinutes - creditMinutes));
              return sum + (Math.min(worked, owed) / 60) * of.hourlyCost.regular;
            }, 0);
          expect(rosterCost(ward, roster).total - paidAnyway).toBeCloseTo(charged, 6);
        }),
        { numRuns: 5 },
      );
    });

    it("the solvers count the same, but for a seventh day", () => {
      fc.assert(
        fc.property(fc.nat(100_000), (seed) => {
          const { seventhDay: _, ...rule } = terms(setId);
          const ward = {
            ...{ ...wardOf(seed), rules: [], timeZone: "UTC" },
            prices: prices(rule),
          };
          const { solver, linesOf, rosterOf: back } = compileProblem(ward);
          const lines = linesOf(randomRoster(seed + 1, ward)).map((line, at) =>
            line.map((duty, day) =>
              solver.people[at]?.allowed[day]?.includes(duty) === true ? duty : 0,
            ),
          );
          expect(costOf(solver, lines).cost).toBeCloseTo(scoreRoster(ward, back(lines)).points, 6);
        }),
        { numRuns: 5 },
      );
    });
  },
);
