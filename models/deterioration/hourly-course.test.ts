import { describe, expect, it } from "vitest";
import { MS_PER_HOUR } from "../shared/time-range";
import { VITAL_SIGNS } from "../vitals/vital-sign";
import { FEATURES, WARD_FEATURES } from "./features";
import { ObservationWindow } from "./observation-window";

const START = Date.UTC(2026, 0, 5);
const NOBODY = { age: undefined, sex: "unknown" } as const;

const named = (window: ObservationWindow, hour: number) => {
  const row = new Float32Array(FEATURES.length);
  WARD_FEATURES.write(window, NOBODY, START + hour * MS_PER_HOUR, row, 0);
  return (name: string): number => row[WARD_FEATURES.names.indexOf(name)] ?? NaN;
};

describe("the course of a sign", () => {
  /** 60 in the first six hours, then 62, 64, 66, 68, 70, 72. */
  const window = new ObservationWindow();
  for (let hour = 0; hour < 12; hour += 1) {
    const value = hour < 6 ? 60 : 60 + 2 * (hour - 5);
    window.observe(VITAL_SIGNS.heartRate.id, START + hour * MS_PER_HOUR, value);
  }
  const feature = named(window, 11);

  it("has means, extremes and deviations of 3, 6, 12 and 24 hours", () => {
    expect(feature("heartRate.mean3")).toBeCloseTo(70, 4);
    expect(feature("heartRate.mean6")).toBeCloseTo(67, 4);
    expect(feature("heartRate.min6")).toBe(62);
    expect(feature("heartRate.max6")).toBe(72);
    // Of 62, 64, ... 72: the square root of 35/3.
    expect(feature("heartRate.deviation6")).toBeCloseTo(Math.sqrt(35 / 3), 4);
    expect(feature("heartRate.mean12")).toBeCloseTo(63.5, 4);
    expect(feature("heartRate.min12")).toBe(60);
    expect(feature("heartRate.drift24")).toBeCloseTo(72 - 63.5, 4);
  });

  it("has slopes per hour by least squares", () => {
    expect(feature("heartRate.slope6")).toBeCloseTo(2, 4);
    // Hours 0 to 11: sum of (t - 5.5)(x - 63.5) is 161, of squares of t 143.
    expect(feature("heartRate.slope12")).toBeCloseTo(161 / 143, 4);
  });

  it("has exponential means that forget at two paces", () => {
    const values = Array.from({ length: 12 }, (_, back) => (back < 6 ? 72 - 2 * back : 60));
    const mean = (halfLife: number): number => {
      const weights = values.map((_, back) => 0.5 ** (back / halfLife));
      const total = weights.reduce((sum, weight) => sum + weight, 0);
      return values.reduce((sum, value, back) => sum + value * (weights[back] ?? 0), 0) / total;
    };
    expect(feature("heartRate.fromSlow")).toBeCloseTo(72 - mean(8), 3);
    expect(feature("heartRate.fastFromSlow")).toBeCloseTo(mean(2) - mean(8), 3);
  });

  it("tells how closely staff look, and whether more closely than before", () => {
    const looked = new ObservationWindow();
    for (const hour of [0, 4, 6, 8, 9, 10, 11]) {
      looked.observe(VITAL_SIGNS.temperature.id, START + hour * MS_PER_HOUR, 37);
    }
    const course = named(looked, 11);
    expect(course("temperature.measuredShare6")).toBeCloseTo(5 / 6, 5);
    expect(course("temperature.measuredShareChange")).toBeCloseTo((5 - 2) / 6, 5);
    expect(course("heartRate.measuredShare6")).toBe(0);
    expect(course("heartRate.mean6")).toBeNaN();
  });

  it("has no slope of a single hour", () => {
    const once = new ObservationWindow();
    once.observe(VITAL_SIGNS.heartRate.id, START, 80);
    expect(named(once, 0)("heartRate.slope6")).toBeNaN();
    expect(named(once, 0)("heartRate.deviation6")).toBeNaN();
  });
});
