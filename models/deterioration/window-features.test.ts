import { describe, expect, it } from "vitest";
import { MS_PER_HOUR } from "../shared/time-range";
import { LABORATORY_TESTS, type LaboratoryTestKind } from "../vitals/laboratory-test";
import { VITAL_SIGNS, type VitalSignKind } from "../vitals/vital-sign";
import { WARD_FEATURES } from "./features";
import { ObservationWindow } from "./observation-window";

const START = Date.UTC(2026, 0, 5);
const AGED_60 = { age: 60, sex: "female" } as const;

class Chart {
  readonly window = new ObservationWindow();

  sign(kind: VitalSignKind, hour: number, value: number): this {
    this.window.observe(VITAL_SIGNS[kind].id, START + hour * MS_PER_HOUR, value);
    return this;
  }

  test(kind: LaboratoryTestKind, hour: number, value: number): this {
    this.window.observe(LABORATORY_TESTS[kind].id, START + hour * MS_PER_HOUR, value);
    return this;
  }

  feature(name: string, hour: number): number {
    const row = new Float32Array(WARD_FEATURES.length);
    WARD_FEATURES.write(this.window, AGED_60, START + hour * MS_PER_HOUR, row, 0);
    return row[WARD_FEATURES.names.indexOf(name)] ?? NaN;
  }
}

describe("what is told of laboratory tests", () => {
  const chart = new Chart()
    .test("lactate", 0, 1)
    .test("creatinine", 1, 1)
    .test("lactate", 10, 3)
    .test("arterialPh", 11, 7.3)
    .test("glucose", 12, 150);

  it("has the change, the hours between and the spread of a day", () => {
    expect(chart.feature("lactate.change", 12)).toBeCloseTo(Math.log1p(3) - Math.log1p(1), 5);
    expect(chart.feature("lactate.hoursSince", 12)).toBeCloseTo(Math.log1p(2), 5);
    expect(chart.feature("lactate.hoursBetween", 12)).toBeCloseTo(Math.log1p(10), 5);
    expect(chart.feature("lactate.spread24", 12)).toBeCloseTo(Math.log(2), 5);
    expect(chart.feature("lactate.measuredHours24", 12)).toBe(2);
    expect(chart.feature("creatinine.hoursBetween", 12)).toBeNaN();
    expect(chart.feature("creatinine.spread24", 12)).toBeNaN();
  });

  it("counts what was tested within hours, and what was not before", () => {
    expect(chart.feature("testsWithin2Hours", 12)).toBe(2); // pH and glucose
    expect(chart.feature("testsWithin6Hours", 12)).toBe(3);
    expect(chart.feature("testsWithin24Hours", 12)).toBe(4);
    expect(chart.feature("newTestsWithin6Hours", 12)).toBe(2);
    expect(chart.feature("hoursSinceTest", 12)).toBe(0);
    expect(chart.feature("hoursSinceBloodGas", 12)).toBeCloseTo(Math.log1p(1), 5);
    expect(new Chart().feature("hoursSinceBloodGas", 12)).toBeNaN();
  });

  it("adds up how much organs have worsened within a day", () => {
    const failing = new Chart()
      .test("creatinine", 0, 1)
      .test("creatinine", 8, 3)
      .test("platelets", 0, 199)
      .test("platelets", 8, 99)
      .test("totalBilirubin", 8, 1);
    expect(failing.feature("organWorsening24", 9)).toBeCloseTo(Math.log(2) + Math.log(2), 4);
    expect(new Chart().feature("organWorsening24", 9)).toBe(0);
  });
});

describe("ratios and shares", () => {
  const chart = new Chart()
    .sign("heartRate", 0, 90)
    .sign("heartRate", 1, 120)
    .sign("systolicPressure", 1, 80)
    .sign("meanPressure", 1, 60)
    .sign("diastolicPressure", 1, 50)
    .sign("oxygenSaturation", 1, 90)
    .sign("inspiredOxygen", 1, 50)
    .sign("respiratoryRate", 1, 30)
    .test("chloride", 1, 100)
    .test("bicarbonate", 1, 20);

  it("are those that a textbook has", () => {
    expect(chart.feature("shockIndex", 1)).toBeCloseTo(1.5, 5);
    expect(chart.feature("shockIndexTimesAge", 1)).toBeCloseTo(90, 4);
    expect(chart.feature("pulsePressure", 1)).toBe(30);
    expect(chart.feature("pulsePressureShare", 1)).toBeCloseTo(0.5, 5);
    expect(chart.feature("heartRateOfHighest", 1)).toBeCloseTo(120 / 160, 5);
    expect(chart.feature("saturationPerInspiredOxygen", 1)).toBeCloseTo(180, 4);
    expect(chart.feature("saturationPerOxygenAndBreath", 1)).toBeCloseTo(6, 4);
    expect(chart.feature("chlorideAndBicarbonate", 1)).toBe(120);
  });

  it("tell in which share of the measured hours a sign was alarming", () => {
    expect(chart.feature("heartRate.fastShare24", 1)).toBeCloseTo(0.5, 5);
    expect(chart.feature("systolicPressure.lowShare24", 1)).toBe(1);
    expect(chart.feature("temperature.feverShare24", 1)).toBeNaN();
  });
});

describe("time", () => {
  it("shows an hour nothing of what comes after it", () => {
    const before = new Chart().sign("heartRate", 0, 80).test("lactate", 0, 2);
    const rowAt = (hour: number): Float32Array => {
      const row = new Float32Array(WARD_FEATURES.length);
      WARD_FEATURES.write(before.window, AGED_60, START + hour * MS_PER_HOUR, row, 0);
      return row;
    };
    const atTwo = rowAt(2);
    const again = new Chart().sign("heartRate", 0, 80).test("lactate", 0, 2);
    again.sign("heartRate", 3, 180).test("lactate", 3, 9);
    // The row of the second hour is written before the third is observed, as in every replay.
    before.sign("heartRate", 3, 180).test("lactate", 3, 9);
    expect(atTwo[WARD_FEATURES.names.indexOf("heartRate")]).toBe(80);
    expect(rowAt(4)).toEqual(
      (() => {
        const row = new Float32Array(WARD_FEATURES.length);
        WARD_FEATURES.write(again.window, AGED_60, START + 4 * MS_PER_HOUR, row, 0);
        return row;
      })(),
    );
  });
});
