import { describe, expect, it } from "vitest";
import { alarmBurden, alarmsOf, matchSensitivity } from "./alarm-burden";
import { bootstrapIntervals, INTERVAL_FIGURES } from "./bootstrap";
import { recalibrationOf } from "./calibrate";
import { judgeHours, type JudgedHours } from "./judge-hours";
import { averagePrecision, calibrationOf, matchedAuroc } from "./metrics";
import { seededRandom } from "./seeded-random";
import { normalisedUtility } from "./utility";

/** One septic patient of 12 h with onset at hour 12 (labelled from hour 6), one other of 8 h. */
const septic = { firstRow: 0, rows: 12, isSeptic: true };
const other = { firstRow: 12, rows: 8, isSeptic: false };
const iculos = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 1, 2, 3, 4, 5, 6, 7, 8];
const hoursFromOnset = iculos.map((hour, row) => (row < 12 ? hour - 12 : NaN));
const labels = iculos.map((hour, row) => (row < 12 && hour >= 6 ? 1 : 0));
const scores = [
  ...[0.1, 0.1, 0.2, 0.1, 0.6, 0.2, 0.7, 0.8, 0.3, 0.9, 0.9, 0.9],
  ...[0.1, 0.1, 0.6, 0.1, 0.1, 0.2, 0.1, 0.1],
];
const above = (limit: number) => scores.map((score) => (score >= limit ? 1 : 0));
const hours: JudgedHours = {
  scores,
  labels,
  hoursFromOnset,
  iculos,
  alarms: above(0.6),
  earlyAlarms: above(0.8),
};

describe("judgeHours", () => {
  const figures = judgeHours([septic, other], hours);

  it("agrees with the utility worked out by hand", () => {
    // Distances -7, -5, -4, -2, -1, 0: alarm minus silence is 5/6, then 1 + (distance + 6) / 9 each.
    const gained = 5 / 6 + 10 / 9 + 11 / 9 + 13 / 9 + 14 / 9 + 15 / 9 - 0.05;
    // The best alarms at -11 to -6, rising by a sixth, and at all later ones.
    const best = (1 + 2 + 3 + 4 + 5 + 6) / 6 + (10 + 11 + 12 + 13 + 14 + 15) / 9;
    expect(figures.utility).toBeCloseTo(gained / best, 10);
    const gainedEarly = 11 / 9 + 13 / 9 + 14 / 9 + 15 / 9;
    expect(figures.utilityFirst48h).toBeCloseTo(gainedEarly / best, 10);
  });

  it("agrees with the ranking counted by hand", () => {
    // Seven positive hours of 0.2, 0.3, 0.7, 0.8, 0.9 three times; thirteen others, two of 0.6 and two of 0.2.
    const pairs = 5 * 13 + 11 + (9 + 2 / 2);
    expect(figures.auroc).toBeCloseTo(pairs / (7 * 13), 10);
    const precision = [3 / 3, 3 / 3, 3 / 3, 4 / 4, 5 / 5, 6 / 8, 7 / 11];
    expect(figures.auprc).toBeCloseTo(precision.reduce((sum, one) => sum + one) / 7, 10);
    // Hours 1 to 6: one positive of 0.2 against eleven. Hours 7 to 12: six, all above two of 0.1.
    expect(figures.aurocHourMatched).toBeCloseTo((7 + 2 / 2 + 12) / (11 + 12), 10);
  });

  it("counts alarms with either lock-out", () => {
    // The septic one alarms at hour 5, seven before onset, and again at 11; the other at hour 3.
    expect(figures.burden).toEqual({
      alarmsPerPatientDay: 3 / (20 / 24),
      caughtShare: 1,
      positivePredictiveValue: 2 / 3,
      medianLeadHours: 7,
    });
    expect(figures.burdenLockOut12h.alarmsPerPatientDay).toBeCloseTo(2 / (20 / 24));
    expect(figures.burdenLockOut12h.positivePredictiveValue).toBe(1 / 2);
  });

  it("judges some of the patients by their own rows alone", () => {
    const alone = judgeHours([other], hours);
    expect(alone).toMatchObject({ patients: 1, septicPatients: 0, hours: 8 });
    expect(alone.utility).toBeNaN();
    expect(alone.auroc).toBeNaN();
    expect(alone.burden.alarmsPerPatientDay).toBe(3);
    expect(alone.burden.caughtShare).toBeNaN();
  });
});

describe("matchSensitivity", () => {
  it("finds the highest threshold that catches as many", () => {
    const burdenAt = (threshold: number) =>
      alarmBurden([septic, other], hoursFromOnset, (row) => (scores[row] ?? NaN) >= threshold);
    const found = matchSensitivity(scores, 1, burdenAt);
    expect(found?.threshold).toBeCloseTo(0.9);
    expect(found?.burden.alarmsPerPatientDay).toBeCloseTo(1 / (20 / 24));
    expect(matchSensitivity(scores, 1.1, burdenAt)).toBeUndefined();
  });
});

describe("the bootstrap", () => {
  it("has no width where every patient is the same, and lies on the figures themselves", () => {
    const copies = 20;
    const repeat = (values: ArrayLike<number>) =>
      Array.from({ length: copies }, () => Array.from(values).slice(0, 12)).flat();
    const patients = Array.from({ length: copies }, (_, copy) => ({
      ...septic,
      firstRow: copy * 12,
    }));
    const repeated: JudgedHours = {
      scores: repeat(scores),
      labels: repeat(labels),
      hoursFromOnset: repeat(hoursFromOnset),
      iculos: repeat(iculos),
      alarms: repeat(hours.alarms),
      earlyAlarms: repeat(hours.earlyAlarms),
    };
    const { burden, ...figures } = judgeHours(patients, repeated);
    const expected = {
      ...figures,
      alarmsPerPatientDay: burden.alarmsPerPatientDay,
      sensitivity: burden.caughtShare,
      ppv: burden.positivePredictiveValue,
    };
    const intervals = bootstrapIntervals(patients, repeated, { resamples: 20 });
    for (const name of INTERVAL_FIGURES) {
      expect(intervals[name][0], name).toBeCloseTo(expected[name], 9);
      expect(intervals[name][1], name).toBeCloseTo(expected[name], 9);
    }
  });

  it("holds the truth about as often as it says, and is the same for the same seed", () => {
    // Scores are the label and noise from 0 to 2: a positive hour is above a negative one in 7 of 8.
    const holds = Array.from({ length: 60 }, (_, seed) => {
      const { patients, made } = madeUp(100, seed);
      const { auroc } = bootstrapIntervals(patients, made, { resamples: 100, seed });
      return auroc[0] < 7 / 8 && auroc[1] > 7 / 8;
    });
    expect(holds.filter(Boolean).length).toBeGreaterThanOrEqual(52);
    const { patients, made } = madeUp(50, 1);
    const interval = (seed: number) =>
      bootstrapIntervals(patients, made, { resamples: 50, seed }).auroc;
    expect(interval(1)).toEqual(interval(1));
    expect(interval(1)).not.toEqual(interval(2));
  });

  it("narrows with the square root of the patients", () => {
    const widths = [100, 1_600].map((count) => {
      const { patients, made } = madeUp(count, 5);
      const [low, high] = bootstrapIntervals(patients, made, { resamples: 200 }).auroc;
      return high - low;
    });
    const ratio = (widths[0] ?? NaN) / (widths[1] ?? NaN);
    expect(ratio).toBeGreaterThan(2.5);
    expect(ratio).toBeLessThan(6);
  });
});

/** Patients of ten hours, every fourth septic with its last five hours labelled. */
function madeUp(count: number, seed: number) {
  const random = seededRandom(seed);
  const patients = Array.from({ length: count }, (_, index) => ({
    firstRow: index * 10,
    rows: 10,
    isSeptic: index % 4 === 0,
  }));
  const label = Array.from({ length: count * 10 }, (_, row) =>
    Math.floor(row / 10) % 4 === 0 && row % 10 >= 5 ? 1 : 0,
  );
  const made: JudgedHours = {
    labels: label,
    iculos: label.map((_, row) => (row % 10) + 1),
    hoursFromOnset: label.map((_, row) => (Math.floor(row / 10) % 4 === 0 ? (row % 10) - 11 : NaN)),
    scores: label.map((one) => one + 2 * random()),
    alarms: label,
    earlyAlarms: label,
  };
  return { patients, made };
}

it("keeps silent for as long as it is told", () => {
  const day = { firstRow: 0, rows: 24, isSeptic: false };
  const distances = Array<number>(24).fill(NaN);
  const alarms = (lockOutHours?: number) =>
    alarmsOf(day, distances, () => true, lockOutHours).alarms;
  expect([alarms(), alarms(12), alarms(1)]).toEqual([4, 2, 24]);
});

it("averages precision with ties taken together", () => {
  // At 0.9 one of one; at 0.5 three of four, two of them new.
  expect(averagePrecision([0.9, 0.5, 0.5, 0.5, 0.1], [1, 1, 1, 0, 0])).toBeCloseTo(
    (1 + 2 * (3 / 4)) / 3,
  );
});

it("ranks scores below and above 0, with 0 and -0 the same", () => {
  expect(averagePrecision([-2, -1, 3], [0, 1, 1])).toBe(1);
  expect(matchedAuroc([-0, 0, -1], [1, 0, 0], [1, 1, 1])).toBe(0.75);
});

it("measures calibration in ten bins of equal size", () => {
  // Ten hours a bin, predicted 0.05 too high in the even ones and right in the odd ones.
  const predicted = Array.from({ length: 100 }, (_, row) => {
    const bin = Math.floor(row / 10);
    return bin / 10 + (bin % 2 === 0 ? 0.05 : 0);
  });
  const happened = Array.from({ length: 100 }, (_, row) =>
    row % 10 < Math.floor(row / 10) ? 1 : 0,
  );
  const { expectedCalibrationError, bins } = calibrationOf(predicted, happened);
  expect(expectedCalibrationError).toBeCloseTo(0.025, 6);
  expect(bins[3]?.predicted).toBeCloseTo(0.3);
  expect(bins[3]?.observed).toBeCloseTo(0.3);
});

describe("recalibration", () => {
  it("finds slope and intercept that the labels were made with", () => {
    // Four groups of 10,000 hours whose frequency is exactly that of the halved logit minus one.
    const probabilities: number[] = [];
    const outcomes: number[] = [];
    for (const logit of [-3, -1, 1, 3]) {
      const frequency = 1 / (1 + Math.exp(-(logit / 2 - 1)));
      for (let row = 0; row < 10_000; row += 1) {
        probabilities.push(1 / (1 + Math.exp(-logit)));
        outcomes.push(row < Math.round(frequency * 10_000) ? 1 : 0);
      }
    }
    const { slope, intercept } = recalibrationOf(probabilities, outcomes);
    expect(slope).toBeCloseTo(0.5, 3);
    expect(intercept).toBeCloseTo(-1, 3);
  });

  it("comes back from far away, and says when there is nothing to find", () => {
    const far = recalibrationOf([0.0001, 0.0001, 0.001, 0.001], [0, 1, 1, 0]);
    expect(far.slope).toBeCloseTo(0, 3);
    expect(recalibrationOf([0.1, 0.2, 0.3], [0, 0, 0]).slope).toBeNaN();
    expect(recalibrationOf([0.1, 0.2, 0.8, 0.9], [0, 0, 1, 1]).slope).toBeNaN();
  });
});

it("gains what the best alarms gain, and less than nothing on the well", () => {
  expect(normalisedUtility(hoursFromOnset, (row) => row > 0 && row < 12)).toBeLessThan(1);
  expect(normalisedUtility(hoursFromOnset, (row) => row < 12)).toBeCloseTo(1);
});
