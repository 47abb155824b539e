import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MS_PER_MINUTE } from "../shared/time-range";
import {
  expectedBenefit,
  leadingAlert,
  type TriageAlert,
  type TriageFacts,
} from "./expected-benefit";

const NOW = Date.UTC(2026, 10, 21, 4);

const facts = (more: Partial<TriageFacts> = {}): TriageFacts => ({
  score: { score: 5, previousScore: 5 },
  risk: { risk: 0.02 },
  alerts: [],
  now: NOW,
  ...more,
});
const alert = (phase: TriageAlert["phase"], waitedMinutes = 0): TriageAlert => ({
  phase,
  priority: "medium",
  askedAt: NOW - waitedMinutes * MS_PER_MINUTE,
});
const worth = (more: Partial<TriageFacts>): number => expectedBenefit(facts(more)) ?? NaN;

describe("the worth of seeing a patient now", () => {
  it("grows with the score, with the risk, and with how uncertain the risk is", () => {
    const scores = fc.integer({ min: 0, max: 19 });
    const risks = fc.double({ min: 0, max: 0.9, noNaN: true });
    fc.assert(
      fc.property(scores, risks, (score, risk) => {
        const of = (points: number, probability: number, high = probability) =>
          worth({
            score: { score: points, previousScore: undefined },
            risk: { risk: probability, interval: [0, high] },
          });
        expect(of(score + 1, risk)).toBeGreaterThan(of(score, risk));
        expect(of(score, risk + 0.05)).toBeGreaterThan(of(score, risk));
        expect(of(score, risk, risk + 0.05)).toBeGreaterThan(of(score, risk));
      }),
    );
  });

  it("falls with what has been done about the alert", () => {
    const byPhase = (["raised", "acknowledged", "snoozed", "in-hand"] as const).map((phase) =>
      worth({ alerts: [alert(phase)] }),
    );
    expect(byPhase).toEqual(byPhase.toSorted((a, b) => b - a));
    expect(new Set(byPhase).size).toBe(4);
  });

  it("grows while nobody answers, by half at most", () => {
    const waited = [0, 10, 30, 300].map((minutes) => worth({ alerts: [alert("raised", minutes)] }));
    const [fresh = NaN, , halfHour] = waited;
    expect(waited).toEqual(waited.toSorted((a, b) => a - b));
    expect(halfHour).toBeCloseTo(fresh * 1.5);
    expect(waited[3]).toBe(halfHour);
  });

  it("is more for a patient whose score has risen, and no less for one who has improved", () => {
    const from = (previousScore: number) => worth({ score: { score: 6, previousScore } });
    expect(from(3)).toBeGreaterThan(from(6));
    expect(from(9)).toBe(from(6));
  });

  it("is not known of a patient of whom nothing is known", () => {
    expect(expectedBenefit(facts({ score: undefined, risk: undefined }))).toBeUndefined();
    expect(worth({ score: undefined })).toBeGreaterThan(0);
  });

  it("takes an unanswered alert for the one to tell, and of two the worse", () => {
    const high = { ...alert("raised"), priority: "high" as const };
    expect(leadingAlert([alert("in-hand"), alert("raised")])?.phase).toBe("raised");
    expect(leadingAlert([alert("raised"), high])).toBe(high);
    expect(leadingAlert([])).toBeUndefined();
  });
});
