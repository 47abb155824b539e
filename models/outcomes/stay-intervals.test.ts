import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { auroc, averagePrecision, calibrationOf } from "../deterioration/metrics";
import { alarmFigures } from "./event-one";
import { judgeByStay } from "./stay-intervals";

const each = (rows: number) =>
  Array.from({ length: rows }, (_, row) => ({ firstRow: row, rows: 1 }));

describe("judgeByStay", () => {
  it("gives the figures of the plain definitions, ties included", () => {
    const row = fc.record({ probability: fc.integer({ min: 0, max: 9 }), died: fc.boolean() });
    fc.assert(
      fc.property(fc.array(row, { minLength: 20, maxLength: 40 }), (rows) => {
        fc.pre(rows.some(({ died }) => died) && rows.some(({ died }) => !died));
        const probabilities = rows.map(({ probability }) => probability / 10);
        const labels = rows.map(({ died }) => (died ? 1 : 0));
        const alarms = probabilities.map((probability) => (probability >= 0.6 ? 1 : 0));
        const { figures } = judgeByStay({ probabilities, labels, alarms }, each(rows.length));
        expect(figures.auroc).toBeCloseTo(auroc(probabilities, labels), 10);
        expect(figures.auprc).toBeCloseTo(averagePrecision(probabilities, labels), 10);
        expect(figures.eventOne).toBeCloseTo(alarmFigures(probabilities, labels, 0.6).eventOne, 10);
      }),
      { numRuns: 20 },
    );
  });

  it("measures calibration in tenths of the rows", () => {
    const probabilities = Array.from({ length: 200 }, (_, row) => (row + 0.5) / 200);
    const labels = probabilities.map((_, row) => (row % 3 === 0 ? 1 : 0));
    const { figures } = judgeByStay({ probabilities, labels, alarms: labels }, each(200));
    const { expectedCalibrationError } = calibrationOf(probabilities, labels);
    expect(figures.expectedCalibrationError).toBeCloseTo(expectedCalibrationError, 10);
  });

  it("widens the intervals when rows of a stay go together", () => {
    const labels = Array.from({ length: 400 }, (_, row) =>
      Math.floor(row / 20) % 4 === 0 ? 1 : 0,
    );
    const probabilities = labels.map((label, row) => 0.3 + 0.2 * label + ((row * 37) % 40) / 100);
    const judged = { probabilities, labels, alarms: labels };
    const alone = judgeByStay(judged, each(400)).intervals.auroc;
    const together = judgeByStay(
      judged,
      Array.from({ length: 20 }, (_, stay) => ({ firstRow: stay * 20, rows: 20 })),
    ).intervals.auroc;
    const { figures } = judgeByStay(judged, each(400));
    for (const [low, high] of [alone, together]) {
      expect(low).toBeLessThanOrEqual(figures.auroc);
      expect(high).toBeGreaterThanOrEqual(figures.auroc);
    }
    expect(judgeByStay(judged, each(400)).intervals.auroc).toEqual(alone);
  });
});
