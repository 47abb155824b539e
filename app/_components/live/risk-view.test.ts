import { describe, expect, it } from "vitest";
import { formatRisk, formatRiskLevel } from "#models/deterioration/risk-words";
import { viewRisk } from "./risk-view";

it.each([
  [0, "<0.1 %"],
  [0.004, "0.4 %"],
  [0.031, "3.1 %"],
  [0.0994, "9.9 %"],
  [0.0996, "10 %"],
  [0.345, "35 %"],
  [0.999, ">99 %"],
])("a risk of %d reads %s", (risk, text) => {
  expect(formatRisk(risk)).toBe(text);
});

it.each([
  [0.001, "<0.1×"],
  [0.0309, "0.9×"],
  [0.031, "1.0×"],
  [0.05, "1.6×"],
  [0.093, "3.0×"],
  [0.5, "16×"],
])("a risk of %d against a level of 0.031 reads %s", (risk, text) => {
  expect(formatRiskLevel({ risk, threshold: 0.031 })).toBe(text);
});

describe("the view of a risk", () => {
  const predicted = { modelVersion: "1", contributions: [], predictedAt: 0, threshold: 0.04 };

  it("at the threshold counts as above it", () => {
    const view = viewRisk({ ...predicted, risk: 0.04, previousRisk: 0.035 });
    expect(view).toMatchObject({ isAboveThreshold: true, level: "1.0×", trend: "steady" });
  });

  it("moves when it moves by a quarter of the alert level", () => {
    const view = viewRisk({ ...predicted, risk: 0.03, previousRisk: 0.015 });
    expect(view).toMatchObject({ isAboveThreshold: false, trend: "rising" });
  });

  it("not predicted is a dash and no bar", () => {
    expect(viewRisk(undefined)).toMatchObject({ text: "–", level: "–", share: undefined });
  });
});
