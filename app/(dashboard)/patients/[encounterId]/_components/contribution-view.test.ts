import { describe, expect, it } from "vitest";
import type { LiveRisk } from "#models/realtime/board";
import { cautionsOf, formatInterval, totalEffect, viewContributions } from "./contribution-view";

const risk: LiveRisk = {
  risk: 0.051,
  threshold: 0.04,
  previousRisk: undefined,
  modelVersion: "1.0.0",
  predictedAt: 0,
  contributions: [
    { label: "Lactate", value: "4.1 mmol/L", trend: "rising", ageMinutes: 375, logit: 0.8 },
    { label: "Heart rate", value: "118 /min", trend: "steady", ageMinutes: 0, logit: -0.4 },
    { label: "Age", logit: 0 },
    { label: "Everything else", logit: -0.2 },
  ],
};

describe("viewContributions", () => {
  it("says direction, value, trend and age, sized by the largest, and leaves out what does nothing", () => {
    expect(viewContributions(risk.contributions)).toEqual([
      {
        label: "Lactate",
        value: "4.1 mmol/L",
        detail: "rising, 6 h old",
        direction: "raises",
        share: 1,
        effect: "+0.80",
      },
      {
        label: "Heart rate",
        value: "118 /min",
        detail: "steady",
        direction: "lowers",
        share: 0.5,
        effect: "−0.40",
      },
      {
        label: "Everything else",
        value: undefined,
        detail: "",
        direction: "lowers",
        share: 0.25,
        effect: "−0.20",
      },
    ]);
  });

  it("adds up to what the table says of all together", () => {
    expect(totalEffect(risk.contributions)).toBe("+0.20");
    expect(totalEffect([])).toBe("±0.00");
  });
});

describe("cautionsOf", () => {
  it.each([
    ["of a patient unlike the others", { isUnfamiliar: true }, "rely on NEWS2"],
    ["of both at once", { isUnfamiliar: true, interval: [0.01, 0.09] }, "rely on NEWS2"],
    ["when the interval holds the alert level", { interval: [0.03, 0.07] }, "not sure"],
  ] as const)("warns %s", (_what, change, words) => {
    expect(cautionsOf({ ...risk, ...change })).toEqual([expect.stringContaining(words)]);
  });

  it("asks for a look at the sensor, beside what else must be said", () => {
    const doubts = ["Heart rate jumped within an hour", "SpO₂ has not changed at all for hours"];
    expect(cautionsOf({ ...risk, isUnfamiliar: true, doubts })).toEqual([
      expect.stringContaining("rely on NEWS2"),
      "Check the sensor: Heart rate jumped within an hour; SpO₂ has not changed at all for hours.",
    ]);
  });

  it("is silent when nothing speaks against the number", () => {
    expect(cautionsOf(risk)).toEqual([]);
    const sure = { ...risk, isUnfamiliar: false, interval: [0.045, 0.06] as const, doubts: [] };
    expect(cautionsOf(sure)).toEqual([]);
  });
});

it("gives the interval only when it is known", () => {
  expect(formatInterval(risk)).toBeUndefined();
  expect(formatInterval({ interval: [0.031, 0.07] })).toBe("between 3.1 % and 7.0 %");
});
