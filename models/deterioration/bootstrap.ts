import { seededRandom } from "./seeded-random";
import { gainAt } from "./utility";

interface Rows {
  firstRow: number;
  rows: number;
}

export type Interval = [low: number, high: number];

const RESAMPLES = 400;

/**
 * The 95 % intervals of AUROC and utility when whole patients are drawn again with replacement: hours of one
 * patient resemble each other, and intervals over hours would be far too narrow.
 */
export function bootstrapByPatient(
  patients: readonly Rows[],
  {
    scores,
    labels,
    hoursFromOnset,
    threshold,
  }: {
    scores: ArrayLike<number>;
    labels: ArrayLike<number>;
    hoursFromOnset: ArrayLike<number>;
    threshold: number;
  },
  seed = 1,
): { auroc: Interval; utility: Interval } {
  const random = seededRandom(seed);
  const patientOf = new Int32Array(scores.length);
  const gained = new Float64Array(patients.length);
  const best = new Float64Array(patients.length);
  for (const [patient, { firstRow, rows }] of patients.entries()) {
    for (let row = firstRow; row < firstRow + rows; row += 1) {
      patientOf[row] = patient;
      const gain = gainAt(hoursFromOnset[row] ?? NaN);
      if ((scores[row] ?? NaN) >= threshold) gained[patient] = (gained[patient] ?? 0) + gain;
      if (gain > 0) best[patient] = (best[patient] ?? 0) + gain;
    }
  }
  const ranked = Int32Array.from({ length: scores.length }, (_, row) => row).sort(
    (one, other) => (scores[one] ?? 0) - (scores[other] ?? 0),
  );

  const aurocs: number[] = [];
  const utilities: number[] = [];
  for (let resample = 0; resample < RESAMPLES; resample += 1) {
    const times = new Uint8Array(patients.length);
    for (let draw = 0; draw < patients.length; draw += 1) {
      const patient = Math.floor(random() * patients.length);
      times[patient] = (times[patient] ?? 0) + 1;
    }
    const sum = (values: Float64Array): number =>
      values.reduce((total, value, patient) => total + value * (times[patient] ?? 0), 0);
    utilities.push(sum(gained) / sum(best));
    aurocs.push(weightedAuroc(ranked, labels, (row) => times[patientOf[row] ?? 0] ?? 0));
  }
  return { auroc: middle95(aurocs), utility: middle95(utilities) };
}

/** Ties are taken in the order of the file: among 32-bit probabilities there are too few to matter. */
function weightedAuroc(
  ranked: Int32Array,
  labels: ArrayLike<number>,
  weight: (row: number) => number,
): number {
  let below = 0;
  let positives = 0;
  let concordant = 0;
  for (const row of ranked) {
    const times = weight(row);
    if (labels[row]) {
      concordant += times * below;
      positives += times;
    } else {
      below += times;
    }
  }
  return concordant / (positives * below);
}

function middle95(values: number[]): Interval {
  values.sort((one, other) => one - other);
  const at = (share: number): number => values[Math.floor(share * (values.length - 1))] ?? NaN;
  return [at(0.025), at(0.975)];
}
