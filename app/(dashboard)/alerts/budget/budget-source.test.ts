import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { stepWithin } from "#models/alerts/alert-budget";
import { AlertFrontier } from "#models/alerts/alert-frontier";
import { budgetRange, recordedSource } from "./budget-source";
import { FIGURE_ROWS, levelsInWords } from "./budget-words";

const FRONTIER = AlertFrontier.parse(
  JSON.parse(readFileSync("models/artifacts/alert-frontier/1.0.0/frontier.json", "utf8")),
);

describe("recorded patients", () => {
  const source = recordedSource(FRONTIER, "intensive");

  it("tell of every step what it did on patients on whom it was not chosen", () => {
    for (const [index, { levels, figures }] of source.steps.entries()) {
      const step = FRONTIER.steps[index];
      expect(figures.alertsPerBedDay).toBe(step?.tune.alertsPerPatientDay);
      expect(source.figuresOf({ ...levels, persistence: 7 })?.alertsPerBedDay).toBe(
        step?.test.alertsPerPatientDay,
      );
    }
  });

  it("have a step for every place of the slider", () => {
    const { min, max } = budgetRange(source.steps);
    expect(max).toBeGreaterThan(min);
    expect(stepWithin(min, source.steps)).toBeDefined();
    expect(stepWithin(max, source.steps)).toBe(source.steps.at(-1));
  });

  it("say nothing of a policy that was not tried on them, or of the night", () => {
    expect(recordedSource(FRONTIER, undefined).inForce).toBeUndefined();
    const night = FIGURE_ROWS.find(({ label }) => label === "At night");
    expect(source.inForce && night?.value(source.inForce)).toBeUndefined();
  });
});

it.each([
  [null, 0.032, "Risk from 3.2\u00a0%, the model's own level; high from 2 times that"],
  [null, undefined, "Risk from the model's own level; high from 2 times that"],
  [0.05, 0.032, "Risk from 5\u00a0%; high from 2 times that"],
])("says a risk of %s where the model's is %s", (riskThreshold, modelThreshold, words) => {
  const levels = {
    ...{ mediumFrom: 5, highFrom: 7, riskThreshold, riskHighFactor: 2 },
    ...{ persistence: 5, recovery: 240 },
  };
  expect(levelsInWords(levels, modelThreshold)).toEqual([
    "NEWS2 5 medium, 7 high",
    words,
    "Raised after 5 min",
    "Ends after 4 h below",
  ]);
});
