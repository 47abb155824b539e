import { describe, expect, it } from "vitest";
import { ObservationWindow } from "../deterioration/observation-window";
import { MS_PER_HOUR } from "../shared/time-range";
import { VITAL_SIGNS } from "../vitals/vital-sign";
import { heldToBody, whyNoForecast, windowPosition } from "./forecast-signs";

const AT = Date.UTC(2026, 0, 5, 12);
const HEART_RATE = windowPosition("heartRate");

function measured(...hoursBack: number[]): ObservationWindow {
  const window = new ObservationWindow();
  for (const hours of hoursBack.toSorted((a, b) => b - a))
    window.observe(VITAL_SIGNS.heartRate.id, AT - hours * MS_PER_HOUR, 80);
  return window;
}

describe("whyNoForecast", () => {
  it.each([
    ["never measured", measured(), "never-measured"],
    ["last measured beyond two days", measured(52, 51, 50), "never-measured"],
    ["last measured over two hours ago", measured(5, 4, 3, 2.01), "too-old"],
    ["measured in too few hours", measured(1, 0.5), "too-few-hours"],
    ["measured often, but long ago", measured(40, 39, 38, 37, 0.2), "too-few-hours"],
    ["measured just within two hours", measured(5, 4, 2), undefined],
    ["measured every hour", measured(3, 2, 1, 0), undefined],
  ] as const)("of a sign %s", (_what, window, reason) => {
    expect(whyNoForecast(window, HEART_RATE, AT)).toBe(reason);
  });
});

it("holds a value to what a body can show", () => {
  expect(heldToBody("oxygenSaturation", 103)).toBe(100);
  expect(heldToBody("heartRate", -5)).toBe(0);
  expect(heldToBody("heartRate", 95)).toBe(95);
});
