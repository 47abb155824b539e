import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { alarmBurden } from "./alarm-burden";
import { fitCalibration } from "./calibrate";
import { auroc, averagePrecision, calibrationOf, matchedAuroc } from "./metrics";
import { seededRandom } from "./seeded-random";
import { bestThreshold, gainAt, normalisedUtility, utilityAt } from "./utility";

describe("auroc", () => {
  it("is 1 for a perfect order, 0 for its reverse, one half for a constant", () => {
    expect(auroc([0.1, 0.2, 0.8, 0.9], [0, 0, 1, 1])).toBe(1);
    expect(auroc([0.9, 0.8, 0.2, 0.1], [0, 0, 1, 1])).toBe(0);
    expect(auroc([0.5, 0.5, 0.5, 0.5], [0, 1, 0, 1])).toBe(0.5);
  });

  it("is the share of pairs in the right order, ties half", () => {
    const hour = fc.record({
      score: fc.integer({ min: 0, max: 6 }),
      label: fc.integer({ min: 0, max: 1 }),
    });
    fc.assert(
      fc.property(fc.array(hour, { minLength: 2, maxLength: 40 }), (hours) => {
        const positives = hours.filter(({ label }) => label === 1);
        const negatives = hours.filter(({ label }) => label === 0);
        fc.pre(positives.length > 0 && negatives.length > 0);
        const right = positives.flatMap((one) =>
          negatives.map((other) =>
            one.score > other.score ? 1 : one.score === other.score ? 0.5 : 0,
          ),
        );
        const expected = right.reduce<number>((sum, value) => sum + value, 0) / right.length;
        const area = auroc(
          hours.map(({ score }) => score),
          hours.map(({ label }) => label),
        );
        expect(area).toBeCloseTo(expected, 10);
      }),
    );
  });

  it("earns nothing within strata by knowing the hour", () => {
    const hours = Array.from({ length: 240 }, (_, row) => (row % 48) + 1);
    const labels = hours.map((hour, row) => (hour > 24 && row % 3 === 0 ? 1 : 0));
    expect(auroc(hours, labels)).toBeGreaterThan(0.7);
    const stratum = hours.map((hour) => Math.floor((hour - 1) / 6));
    expect(matchedAuroc(stratum, labels, hours)).toBe(0.5);
  });
});

it("averages precision over recall", () => {
  expect(averagePrecision([0.9, 0.8, 0.7, 0.6], [1, 0, 1, 0])).toBeCloseTo((1 + 2 / 3) / 2);
  expect(averagePrecision([0.5, 0.5, 0.5, 0.5], [1, 0, 0, 0])).toBe(0.25);
});

// Values of the challenge's own scoring code, `evaluate_sepsis_score.py`.
describe("the challenge's utility", () => {
  it.each([
    [-20, -0.05, 0],
    [-13, -0.05, 0],
    [-12, 0, 0],
    [-9, 0.5, 0],
    [-6, 1, 0],
    [-3, 2 / 3, -2 / 3],
    [0, 1 / 3, -4 / 3],
    [3, 0, -2],
    [4, 0, 0],
    [NaN, -0.05, 0],
  ])("%d h from onset: alarm %d, silence %d", (distance, alarm, silence) => {
    const at = utilityAt(distance);
    expect(at.alarm).toBeCloseTo(alarm);
    expect(at.silence).toBeCloseTo(silence);
  });

  it("is 0 for never and 1 for the best alarms", () => {
    const distances = [-14, -12, -8, -6, -2, 0, 3, 5, NaN, NaN];
    expect(normalisedUtility(distances, () => false)).toBe(0);
    expect(normalisedUtility(distances, (row) => gainAt(distances[row]!) > 0)).toBeCloseTo(1);
  });

  it("finds the threshold that gains most, and a quieter one for a share of it", () => {
    const distances = [-6, -4, NaN, NaN, -2, NaN];
    const scores = [0.9, 0.8, 0.7, 0.6, 0.5, 0.1];
    expect(bestThreshold(scores, distances)).toBe(0.5);
    expect(bestThreshold(scores, distances, 0.5)).toBe(0.8);
    expect(bestThreshold([1, 2], [NaN, NaN])).toBe(Number.MAX_VALUE);
  });
});

it("counts alarms with a lock-out and what they caught", () => {
  const distances = [
    ...Array<number>(24).fill(NaN),
    ...Array.from({ length: 24 }, (_, h) => h - 20),
  ];
  const burden = alarmBurden(
    [
      { firstRow: 0, rows: 24, isSeptic: false },
      { firstRow: 24, rows: 24, isSeptic: true },
    ],
    distances,
    (row) => row < 24 || row === 24 + 12,
  );
  expect(burden).toEqual({
    alarmsPerPatientDay: 2.5, // four in the first day, one in the second
    caughtShare: 1,
    positivePredictiveValue: 0.2,
    medianLeadHours: 8,
  });
});

it("turns logits into frequencies", () => {
  const random = seededRandom(7);
  const logits = Array.from({ length: 20_000 }, () => random() * 6 - 3);
  const labels = logits.map((logit) => (random() < 1 / (1 + Math.exp(-(0.5 * logit - 2))) ? 1 : 0));
  const { slope, intercept } = fitCalibration(logits, labels);
  expect(slope).toBeCloseTo(0.5, 1);
  expect(intercept).toBeCloseTo(-2, 1);
  const probabilities = logits.map((logit) => 1 / (1 + Math.exp(-(slope * logit + intercept))));
  expect(calibrationOf(probabilities, labels).expectedCalibrationError).toBeLessThan(0.02);
});
