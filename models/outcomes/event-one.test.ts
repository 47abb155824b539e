import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { alarmFigures, bestEventOneThreshold } from "./event-one";

// Ten stays, four deaths, counted by hand.
const SCORES = [0.95, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1];
const DEATHS = [1, 1, 0, 0, 1, 0, 0, 0, 1, 0];

describe("event 1", () => {
  it.each([
    [1, { sensitivity: 0, positivePredictiveValue: 0, eventOne: 0 }],
    [0.9, { sensitivity: 0.5, positivePredictiveValue: 1, eventOne: 0.5 }],
    [0.7, { sensitivity: 0.5, positivePredictiveValue: 0.5, eventOne: 0.5 }],
    [0.6, { sensitivity: 0.75, positivePredictiveValue: 0.6, eventOne: 0.6 }],
    [0, { sensitivity: 1, positivePredictiveValue: 0.4, eventOne: 0.4 }],
  ])("from %d on is the lesser of sensitivity and positive predictive value", (from, expected) => {
    expect(alarmFigures(SCORES, DEATHS, from)).toEqual(expected);
  });

  it("is gained most where the two cross", () => {
    expect(bestEventOneThreshold(SCORES, DEATHS)).toBe(0.6);
  });

  it("alarms tied scores together or not at all", () => {
    // Of three at 0.5 one dies: alarm on all three, 1/3 and 1, or on none.
    expect(bestEventOneThreshold([0.5, 0.5, 0.5], [1, 0, 0])).toBe(0.5);
    expect(alarmFigures([0.5, 0.5, 0.5], [1, 0, 0], 0.5).eventOne).toBeCloseTo(1 / 3);
  });

  it("no other threshold does better", () => {
    const stay = fc.record({ score: fc.integer({ min: 0, max: 8 }), died: fc.boolean() });
    fc.assert(
      fc.property(fc.array(stay, { minLength: 2, maxLength: 30 }), (stays) => {
        fc.pre(stays.some(({ died }) => died));
        const scores = stays.map(({ score }) => score);
        const labels = stays.map(({ died }) => (died ? 1 : 0));
        const best = alarmFigures(scores, labels, bestEventOneThreshold(scores, labels)).eventOne;
        for (const other of scores) {
          expect(best).toBeGreaterThanOrEqual(alarmFigures(scores, labels, other).eventOne);
        }
      }),
    );
  });
});
