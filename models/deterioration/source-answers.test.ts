import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { ModelCard } from "./model-card";
import { sourceAttributesOf } from "./source-answers";
import { SOURCE_ATTRIBUTES, SourceAttributes } from "./source-attributes";

const SHIPPED = new URL("../artifacts/deterioration/2.0.0/card.json", import.meta.url);
const card = ModelCard.parse(JSON.parse(readFileSync(SHIPPED, "utf8")));

describe("the source attributes of a card", () => {
  it("are the 31 of the rule, each once and each with an answer", () => {
    const answered = sourceAttributesOf(card);
    expect(SOURCE_ATTRIBUTES).toHaveLength(31);
    expect(Object.keys(answered)).toEqual(SOURCE_ATTRIBUTES.map(({ name }) => name));
    for (const { text } of Object.values(answered)) expect(text).toMatch(/\w.*\.$/);
  });

  it("carry the figures of the card they are of", () => {
    const auroc = 0.123;
    const { metrics } = card;
    const changed = { ...card, metrics: { ...metrics, model: { ...metrics.model, auroc } } };
    expect(sourceAttributesOf(changed).internalValidity.text).toContain("AUROC 0.123");
  });

  it("say what was not measured, and say it no more once it was", () => {
    const { subgroups, unseenHospitals, ...without } = card.metrics;
    expect(subgroups && unseenHospitals).toBeDefined();
    const { internalFairness, externalValidity } = sourceAttributesOf({
      ...card,
      metrics: without,
    });
    expect(internalFairness.text).toContain("Not measured");
    expect(externalValidity.text).toBe("Not measured.");

    const sizes = { patients: 100, septicPatients: 10 };
    const measured = sourceAttributesOf({
      ...card,
      metrics: {
        ...card.metrics,
        subgroups: [
          { kind: "sex", group: "Women", ...sizes, auroc: 0.7 },
          { kind: "sex", group: "Men", ...sizes, auroc: 0.8 },
        ],
        unseenHospitals: [{ trainedOn: "A", testedOn: "B", patients: 9, auroc: 0.7, utility: 0.2 }],
      },
    });
    expect(measured.internalFairness.text).toContain("between 0.700 and 0.800");
    expect(measured.externalValidity.text).toContain("Trained on hospital A, on B: AUROC 0.700");
  });

  it("leave none out: a card that lacks one does not parse", () => {
    const answered = sourceAttributesOf(card);
    expect(ModelCard.safeParse({ ...card, sourceAttributes: answered }).success).toBe(true);
    const { funding, ...others } = answered;
    expect(funding.text).toContain("None");
    expect(SourceAttributes.safeParse(others).success).toBe(false);
  });
});
