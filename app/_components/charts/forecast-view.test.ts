import { describe, expect, it } from "vitest";
import type { EncounterForecast } from "#models/realtime/encounter-forecast";
import { MS_PER_HOUR } from "#models/shared/time-range";
import { viewForecast } from "./forecast-view";

const AT = Date.UTC(2026, 0, 5, 12);
const forecast: EncounterForecast = {
  state: "issued",
  modelVersion: "1.0.0",
  issuedAt: AT,
  signs: [
    {
      state: "forecast",
      kind: "heartRate",
      value: 88,
      observedAt: AT - 0.5 * MS_PER_HOUR,
      hours: [{ at: AT + MS_PER_HOUR, low: 79, median: 88, high: 97 }],
    },
    { state: "withheld", kind: "temperature", reason: "too-old" },
    { state: "withheld", kind: "meanPressure", reason: "too-few-hours" },
  ],
};
const NOW = { feedNow: AT, isSilent: false, isOutdated: false };

describe("viewForecast", () => {
  it("shows what is forecast, and says what is not and why", () => {
    const view = viewForecast(forecast, NOW);
    expect(view.issuedAt).toBe(AT);
    expect(view.fans.map(({ kind }) => kind)).toEqual(["heartRate"]);
    expect(view.withheld).toEqual([
      "Temperature (last measured over 2 h ago)",
      "Mean pressure (measured in fewer than 3 of the last 24 hours)",
    ]);
  });

  it("takes a fan away once its sign is older than two hours", () => {
    const view = viewForecast(forecast, { ...NOW, feedNow: AT + 1.6 * MS_PER_HOUR });
    expect(view.fans).toEqual([]);
    expect(view.issuedAt).toBeUndefined();
    expect(view.withheld[0]).toBe("Heart rate (last measured over 2 h ago)");
  });

  it.each([
    ["before the first", undefined, NOW, "has been received"],
    ["when newer ones do not come", forecast, { ...NOW, isOutdated: true }, "out of date"],
    ["when the monitor is silent", forecast, { ...NOW, isSilent: true }, "monitor"],
    ["without a model", { state: "none", reason: "no-model" }, NOW, "no model"],
    ["while scoring is down", { state: "none", reason: "scoring-down" }, NOW, "not running"],
    ["of a child", { state: "none", reason: "too-young" }, NOW, "adults"],
    ["without signs", { state: "none", reason: "no-signs" }, NOW, "no sign"],
  ] as const)("shows nothing %s, and says so", (_when, given, now, words) => {
    const view = viewForecast(given, now);
    expect(view.fans).toEqual([]);
    expect(view.problem).toContain(words);
  });
});
