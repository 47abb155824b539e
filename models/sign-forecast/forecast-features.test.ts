import { describe, expect, it } from "vitest";
import { ObservationWindow } from "../deterioration/observation-window";
import { MS_PER_HOUR, MS_PER_MINUTE } from "../shared/time-range";
import { VITAL_SIGNS } from "../vitals/vital-sign";
import { FORECAST_FEATURES, writeForecastFeatures } from "./forecast-features";
import { FORECAST_INPUTS, fitInputScale, writeForecastInputs } from "./forecast-inputs";

const AT = Date.UTC(2026, 0, 5, 12);
const PROFILE = { age: 64, sex: "male" } as const;

function featuresOf(window: ObservationWindow): (name: string) => number {
  const row = new Float32Array(FORECAST_FEATURES.length);
  writeForecastFeatures(window, PROFILE, AT, row, 0);
  return (name) => row[FORECAST_FEATURES.indexOf(name)]!;
}

/** Rising by 2 an hour to 100. */
function rising(): ObservationWindow {
  const window = new ObservationWindow();
  for (let hour = 8; hour >= 0; hour -= 1)
    window.observe(VITAL_SIGNS.heartRate.id, AT - hour * MS_PER_HOUR, 100 - 2 * hour);
  return window;
}

describe("writeForecastFeatures", () => {
  it("tells the value now, and past hours as their distance from it", () => {
    const feature = featuresOf(rising());
    expect(feature("heartRate.now")).toBe(100);
    expect(feature("heartRate.hoursSince")).toBe(0);
    expect(feature("heartRate.hour1")).toBe(-2);
    expect(feature("heartRate.hour6")).toBe(-12);
    expect(feature("heartRate.dayMean")).toBe(-9);
    expect(feature("heartRate.dayLowest")).toBe(-16);
    expect(feature("heartRate.hoursMeasured")).toBe(8);
    expect(feature("heartRate.slope")).toBeCloseTo(2, 5);
    expect(feature("age")).toBe(64);
    expect(feature("isMale")).toBe(1);
  });

  it("leaves missing what was not measured", () => {
    const feature = featuresOf(rising());
    expect(feature("temperature.now")).toBeNaN();
    expect(feature("temperature.slope")).toBeNaN();
    expect(feature("temperature.hoursMeasured")).toBe(0);
    expect(feature("inspiredOxygen")).toBeNaN();
  });

  it("is the same for a monitor that speaks every minute as for a chart kept by the hour", () => {
    const hourly = featuresOf(rising());
    const streaming = new ObservationWindow();
    for (let minute = 8 * 60 + 59; minute >= 0; minute -= 1)
      streaming.observe(
        VITAL_SIGNS.heartRate.id,
        AT - minute * MS_PER_MINUTE,
        100 - 2 * Math.ceil(minute / 60),
      );
    const feature = featuresOf(streaming);
    for (const name of ["now", "hour1", "hour6", "slope"])
      expect(Math.abs(feature(`heartRate.${name}`) - hourly(`heartRate.${name}`))).toBeLessThan(
        2.1,
      );
  });
});

describe("writeForecastInputs", () => {
  it("puts the missing in the middle and says that they are missing", () => {
    const row = new Float32Array(FORECAST_FEATURES.length * 2).fill(NaN);
    row[0] = 60;
    row[FORECAST_FEATURES.length] = 100;
    const scale = fitInputScale(row);
    expect(scale.mean[0]).toBe(80);
    expect(scale.deviation[0]).toBe(20);

    const inputs = new Float32Array(FORECAST_INPUTS);
    writeForecastInputs(scale, row, FORECAST_FEATURES.length, inputs, 0);
    expect([inputs[0], inputs[1]]).toEqual([1, 0]);
    const missing = inputs.subarray(FORECAST_FEATURES.length);
    expect([missing[0], missing[1]]).toEqual([0, 1]);
  });
});
