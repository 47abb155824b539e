import { describe, expect, it } from "vitest";
import { AlertStep } from "./alert";
import { describeStep, isAction, type ToldStep } from "./step-words";

const told = (more: Partial<ToldStep>): ToldStep => ({
  step: "raised",
  cause: "early-warning-score",
  priority: "high",
  ...more,
});

describe("a step in words", () => {
  it("is said of every step, each in words of its own", () => {
    const words = AlertStep.options.map((step) => describeStep(told({ step })));
    expect(words.every((text) => text.length > 5)).toBe(true);
    expect(new Set(words).size).toBe(words.length);
  });

  it("tells why it was escalated, and when the last rung was only asked again", () => {
    const escalated = (from: number, to: number) =>
      describeStep(
        told({ step: "escalated", details: { step: "escalated", why: "unanswered", from, to } }),
      );
    expect(escalated(0, 1)).toBe("Escalated: nobody answered");
    expect(escalated(3, 3)).toBe("Asked again: nobody answered");
  });

  it("tells what somebody found, and that nobody had to when the patient got better", () => {
    const by = { step: "resolved", how: "by-person", disposition: "artefact" } as const;
    const alone = { step: "resolved", how: "recovered" } as const;
    expect(describeStep(told({ step: "resolved", details: by }))).toBe("Resolved: Artefact");
    expect(describeStep(told({ step: "resolved", details: alone }))).toMatch(/got better/);
    expect(isAction(told({ step: "resolved", details: by }))).toBe(true);
    expect(isAction(told({ step: "resolved", details: alone }))).toBe(false);
    expect(isAction(told({ step: "raised" }))).toBe(false);
  });
});
