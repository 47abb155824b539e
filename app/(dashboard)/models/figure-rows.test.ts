import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { ModelCard } from "#models/deterioration/model-card";
import { burdenPoints, figureRows, withInterval } from "./figure-rows";

const SHIPPED = new URL("../../../models/artifacts/deterioration/2.0.0/card.json", import.meta.url);
const card = ModelCard.parse(JSON.parse(readFileSync(SHIPPED, "utf8")));
const { metrics } = card;
const rowOf = (name: string, from = card) => figureRows(from).find((row) => row.name === name);

describe("the headline figures of a card", () => {
  it("stand beside the same of what the model is compared with", () => {
    const { auroc } = metrics.model;
    const row = rowOf("AUROC");
    expect(row?.model).toBe(withInterval(auroc, metrics.modelAuroc95));
    expect(row?.earlyWarningScore).toBe(metrics.baselines.earlyWarningScore.auroc.toFixed(3));
  });

  it("have an interval where the card has one, of the baselines too", () => {
    const intervals = { hourMatchedAuroc: [0.7, 0.8] as [number, number] };
    const { baselines } = metrics;
    const changed = {
      ...card,
      metrics: {
        ...metrics,
        baselines: {
          ...baselines,
          earlyWarningScore: { ...baselines.earlyWarningScore, intervals },
        },
      },
    };
    const name = "Within equal lengths of stay (AUROC)";
    expect(rowOf(name)?.earlyWarningScore).not.toContain("to");
    expect(rowOf(name, changed)?.earlyWarningScore).toContain("(0.700 to 0.800)");
  });

  it("say that a lead was not measured when nobody was caught", () => {
    const { medianLeadHours, ...burden } = metrics.model.burden;
    expect(medianLeadHours).toBeDefined();
    const changed = { ...card, metrics: { ...metrics, model: { ...metrics.model, burden } } };
    expect(rowOf("Median lead", changed)?.model).toBe("Not measured");
  });
});

it("draws the working points of the model and of NEWS2 as they were measured", () => {
  expect(burdenPoints(metrics)).toContainEqual({
    name: "NEWS2 from 5",
    x: metrics.baselines.earlyWarningScoreAtLeast5.alarmsPerPatientDay,
    y: metrics.baselines.earlyWarningScoreAtLeast5.caughtShare,
  });
});
