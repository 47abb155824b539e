import { describe, expect, it } from "vitest";
import { alarmBurden } from "./alarm-burden";
import { curvesOf } from "./curves";
import { auroc } from "./metrics";
import { CURVE_POINTS, Curves } from "./model-card";
import { seededRandom } from "./seeded-random";

const HOURS = 50;
const PATIENTS = 80;

/** Every fourth patient becomes septic in the 40th hour; scores are higher in the hours labelled so. */
function madeUpHours() {
  const random = seededRandom(7);
  const rows = HOURS * PATIENTS;
  const hours = {
    scores: new Float32Array(rows),
    labels: new Uint8Array(rows),
    hoursFromOnset: new Float32Array(rows).fill(NaN),
    earlyWarning: new Float32Array(rows),
  };
  const patients = Array.from({ length: PATIENTS }, (_, patient) => ({
    firstRow: patient * HOURS,
    rows: HOURS,
    isSeptic: patient % 4 === 0,
  }));
  for (const { firstRow, isSeptic } of patients)
    for (let hour = 0; hour < HOURS; hour += 1) {
      const row = firstRow + hour;
      const isLabelled = isSeptic && hour >= 34;
      hours.labels[row] = isLabelled ? 1 : 0;
      if (isSeptic) hours.hoursFromOnset[row] = hour - 40;
      hours.scores[row] = random() + (isLabelled ? 0.4 : 0);
      hours.earlyWarning[row] = Math.floor(random() * 6 + (isLabelled ? 3 : 0));
    }
  return { patients, hours };
}

const { patients, hours } = madeUpHours();
const curves = curvesOf(patients, hours);

const areaUnder = (points: readonly { x: number; y: number }[]): number =>
  points.reduce((area, { x, y }, index) => {
    const before = points[index - 1];
    return before ? area + ((x - before.x) * (y + before.y)) / 2 : area;
  }, 0);

describe("the curves of a card", () => {
  it("are what a card takes, of a hundred points at most", () => {
    expect(Curves.parse(curves)).toEqual(curves);
    expect(curves.roc).toHaveLength(CURVE_POINTS);
    expect(curves.precisionRecall?.length).toBeLessThanOrEqual(CURVE_POINTS);
  });

  it("span from nobody to everybody, and have the area that is reported", () => {
    const roc = (curves.roc ?? []).map(({ falsePositiveRate: x, sensitivity: y }) => ({ x, y }));
    expect(roc[0]).toEqual({ x: 0, y: 0 });
    expect(roc.at(-1)).toEqual({ x: 1, y: 1 });
    expect(areaUnder(roc)).toBeCloseTo(auroc(hours.scores, hours.labels), 2);
  });

  it("end at the share of septic hours when every hour is alarmed", () => {
    const septic = hours.labels.reduce((sum, label) => sum + label, 0);
    expect(curves.precisionRecall?.at(-1)).toEqual({
      sensitivity: 1,
      positivePredictiveValue: septic / hours.labels.length,
    });
  });

  it("tell hours of one score apart by no threshold", () => {
    const same = curvesOf(patients, { ...hours, scores: new Float32Array(hours.scores.length) });
    expect(same.roc).toEqual([
      { falsePositiveRate: 0, sensitivity: 0 },
      { falsePositiveRate: 1, sensitivity: 1 },
    ]);
  });

  it("hold the burden that an alarm at that threshold has", () => {
    const { alarmsPerPatientDay, caughtShare } = alarmBurden(
      patients,
      hours.hoursFromOnset,
      (row) => (hours.earlyWarning[row] ?? 0) >= 8,
    );
    expect(curves.alarmBurden?.earlyWarningScore).toContainEqual({
      alarmsPerPatientDay,
      caughtShare,
    });
    const { earlyWarning, ...others } = hours;
    expect(earlyWarning).toHaveLength(HOURS * PATIENTS);
    expect(curvesOf(patients, others).alarmBurden?.earlyWarningScore).toBeUndefined();
  });
});
