import { describe, expect, it } from "vitest";
import { forecastCensus } from "./census-forecast";
import { CensusInputs } from "./census-inputs";
import { applyScenario, Scenario } from "./scenario";
import { hourly, inputsWith, patientIn, quietUnit, unitIdFor } from "./testing-census-inputs";

const days = (first: number) => Array.from({ length: 40 }, (_, day) => first + day);

const inputs = inputsWith({
  units: [
    quietUnit(1, { admissionsPerHour: hourly(0.1), staffedBeds: 8 }),
    quietUnit(2, { admissionsPerHour: hourly(0.02), staffedBeds: 4 }),
    quietUnit(3, {
      kind: "emergency",
      admissionsPerHour: hourly(1),
      onward: [
        { unitId: unitIdFor(1), share: 0.2 },
        { unitId: unitIdFor(2), share: 0.1 },
      ],
      electivePerDay: new Array<number>(28).fill(2),
    }),
  ],
  patients: [
    patientIn(1, { expectedDischargeInHours: 20 }),
    patientIn(1),
    patientIn(1),
    patientIn(2),
  ],
  flu: {
    paths: [{ weight: 1, generalPerDay: days(10), intensivePerDay: days(0) }],
    general: [{ unitId: unitIdFor(1), share: 1 }],
    intensive: [],
  },
});
const apply = (scenario: Scenario) => applyScenario(inputs, Scenario.parse(scenario));

const dailyAdmissions = ({ units }: CensusInputs) =>
  units.reduce((sum, unit) => sum + (unit.admissionsPerHour[0] ?? 0), 0);

describe("a scenario", () => {
  it("of nothing changes nothing", () => {
    expect(apply({})).toEqual(inputs);
    expect(
      apply({ wave: { laterDays: 0, factor: 1 }, lengthOfStayFactor: 1, staffingFactor: 1 }),
    ).toEqual(inputs);
  });

  it("leaves the inputs it is given alone, and gives inputs that parse", () => {
    const before = structuredClone(inputs);
    const changed = apply({
      wave: { laterDays: -3, factor: 2 },
      lengthOfStayFactor: 1.5,
      closedUnitIds: [unitIdFor(2)],
      electivePostponedShare: 0.5,
      staffingFactor: 0.8,
    });
    expect(inputs).toEqual(before);
    expect(CensusInputs.parse(changed)).toEqual(changed);
  });

  it("moves a wave earlier and later, holding its ends, and makes it stronger", () => {
    const path = (scenario: Scenario) => apply(scenario).flu.paths[0]?.generalPerDay ?? [];
    expect(path({ wave: { laterDays: -5, factor: 1 } }).slice(0, 2)).toEqual([15, 16]);
    expect(path({ wave: { laterDays: -5, factor: 1 } }).at(-1)).toBe(49);
    expect(path({ wave: { laterDays: 3, factor: 2 } }).slice(0, 5)).toEqual([20, 20, 20, 20, 22]);
  });

  it("moved there and back is as it was, but at the ends", () => {
    const there = apply({ wave: { laterDays: 4, factor: 2 } });
    const back = applyScenario(there, { wave: { laterDays: -4, factor: 0.5 } });
    expect(back.flu.paths[0]?.generalPerDay.slice(0, 36)).toEqual(days(10).slice(0, 36));
  });

  it("postpones a share of elective surgery", () => {
    expect(apply({ electivePostponedShare: 0.25 }).units[2]?.electivePerDay[0]).toBe(1.5);
  });

  it("makes stays longer by the factor: the mean time left is stretched", () => {
    const still = (changed: CensusInputs, day: number) =>
      forecastCensus({
        ...changed,
        units: changed.units.map((unit) => ({
          ...unit,
          admissionsPerHour: hourly(0),
          onward: [],
          electivePerDay: unit.electivePerDay.map(() => 0),
        })),
        flu: { paths: [], general: [], intensive: [] },
        patients: changed.patients.slice(1, 2),
      }).units[0]?.daily.mean[day - 1] ?? NaN;
    expect(still(apply({ lengthOfStayFactor: 2 }), 8)).toBeCloseTo(still(inputs, 4), 3);
  });

  it("staffs beds up to what is licensed, and rounds down what nurses are there for", () => {
    const beds = (scenario: Scenario) =>
      apply(scenario).units.map(({ staffedBeds }) => staffedBeds);
    expect(beds({ staffedBeds: [{ unitId: unitIdFor(1), beds: 11 }] })).toEqual([11, 4, 10]);
    expect(beds({ staffedBeds: [{ unitId: unitIdFor(1), beds: 50 }] })).toEqual([12, 4, 10]);
    expect(beds({ staffingFactor: 0.7 })).toEqual([5, 2, 7]);
    expect(beds({ staffingFactor: 0 })).toEqual([0, 0, 0]);
  });

  it("closes a unit and loses nobody: patients, admissions and transfers go to what stands in", () => {
    const closed = apply({ closedUnitIds: [unitIdFor(1)] });
    expect(closed.patients).toHaveLength(inputs.patients.length);
    expect(closed.patients.every(({ unitId }) => unitId === unitIdFor(2))).toBe(true);
    expect(dailyAdmissions(closed)).toBeCloseTo(dailyAdmissions(inputs), 9);
    expect(closed.units[0]).toMatchObject({ staffedBeds: 0, admissionsPerHour: hourly(0) });
    const [onward] = closed.units[2]?.onward ?? [];
    expect(onward?.unitId).toBe(unitIdFor(2));
    expect(onward?.share).toBeCloseTo(0.3, 9);
    expect(closed.flu.general).toEqual([{ unitId: unitIdFor(2), share: 1 }]);
    expect(forecastCensus(closed).units[0]?.daily.mean[27]).toBe(0);
  });

  it("shares a closed unit out by staffed beds", () => {
    const three = { ...inputs, units: [...inputs.units, quietUnit(4, { staffedBeds: 12 })] };
    const closed = applyScenario(three, { closedUnitIds: [unitIdFor(1)] });
    const countIn = (place: number) =>
      closed.patients.filter(({ unitId }) => unitId === unitIdFor(place)).length;
    // Of the three a quarter is due to the second unit, which had one already, and the rest to the fourth.
    expect([countIn(2), countIn(4)]).toEqual([2, 2]);
    expect(closed.units[3]?.admissionsPerHour[0]).toBeCloseTo(0.075, 9);
  });

  it("refuses a unit that is not there, and to close all that could stand in", () => {
    expect(() => apply({ closedUnitIds: [unitIdFor(9)] })).toThrow(/not in the forecast/);
    expect(() => apply({ closedUnitIds: [unitIdFor(1), unitIdFor(2)] })).toThrow(/leave one open/);
    expect(Scenario.safeParse({ wave: { factor: -1 } }).success).toBe(false);
  });
});
