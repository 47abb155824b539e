import type { Interval } from "../deterioration/bootstrap";
import { seededRandom } from "../deterioration/seeded-random";

/** By row: what was predicted, what happened, and whether the chosen threshold alarmed. */
export interface JudgedRows {
  probabilities: ArrayLike<number>;
  labels: ArrayLike<number>;
  alarms: ArrayLike<number>;
}

export interface Figures<Value> {
  auroc: Value;
  auprc: Value;
  eventOne: Value;
  expectedCalibrationError: Value;
}

const RESAMPLES = 400;
const BINS = 10;

/**
 * The figures, and their 95 % intervals when whole stays are drawn again with replacement: hours of one stay resemble
 * each other, and intervals over hours would be far too narrow.
 */
export function judgeByStay(
  judged: JudgedRows,
  stays: readonly { firstRow: number; rows: number }[],
  seed = 1,
): { figures: Figures<number>; intervals: Figures<Interval> } {
  const { probabilities } = judged;
  const ranked = Int32Array.from({ length: probabilities.length }, (_, row) => row).sort(
    (one, other) => (probabilities[other] ?? 0) - (probabilities[one] ?? 0),
  );
  const stayOf = new Int32Array(probabilities.length);
  for (const [stay, { firstRow, rows }] of stays.entries()) {
    stayOf.fill(stay, firstRow, firstRow + rows);
  }
  const random = seededRandom(seed);
  const drawn: Figures<number>[] = [];
  const times = new Uint16Array(stays.length);
  for (let resample = 0; resample < RESAMPLES; resample += 1) {
    times.fill(0);
    for (let draw = 0; draw < stays.length; draw += 1) {
      const stay = Math.floor(random() * stays.length);
      times[stay] = (times[stay] ?? 0) + 1;
    }
    drawn.push(weightedFigures(judged, ranked, (row) => times[stayOf[row] ?? 0] ?? 0));
  }
  const interval = (of: (figures: Figures<number>) => number): Interval => middle95(drawn.map(of));
  return {
    figures: weightedFigures(judged, ranked, () => 1),
    intervals: {
      auroc: interval(({ auroc }) => auroc),
      auprc: interval(({ auprc }) => auprc),
      eventOne: interval(({ eventOne }) => eventOne),
      expectedCalibrationError: interval((its) => its.expectedCalibrationError),
    },
  };
}

/** One pass over the rows from the highest probability down; each counts as often as its stay was drawn. */
function weightedFigures(
  { probabilities, labels, alarms }: JudgedRows,
  ranked: Int32Array,
  weightOf: (row: number) => number,
): Figures<number> {
  let total = 0;
  let positives = 0;
  for (const row of ranked) {
    total += weightOf(row);
    if (labels[row]) positives += weightOf(row);
  }
  let seen = 0;
  let found = 0;
  let discordant = 0;
  let precision = 0;
  let alarmed = 0;
  let right = 0;
  const gaps = new Float64Array(BINS);
  for (let from = 0; from < ranked.length;) {
    const probability = probabilities[ranked[from] ?? 0];
    let tied = 0;
    let tiedPositives = 0;
    let to = from;
    for (; to < ranked.length && probabilities[ranked[to] ?? 0] === probability; to += 1) {
      const row = ranked[to] ?? 0;
      const weight = weightOf(row);
      const positive = labels[row] ? weight : 0;
      const bin = Math.min(BINS - 1, Math.floor(((seen + tied) / total) * BINS));
      gaps[bin] = (gaps[bin] ?? 0) + weight * (probability ?? NaN) - positive;
      tied += weight;
      tiedPositives += positive;
      if (!alarms[row]) continue;
      alarmed += weight;
      right += positive;
    }
    const negativesAbove = seen - found + (tied - tiedPositives) / 2;
    discordant += tiedPositives * negativesAbove;
    seen += tied;
    found += tiedPositives;
    if (tiedPositives > 0) precision += (tiedPositives / positives) * (found / seen);
    from = to;
  }
  return {
    auroc: 1 - discordant / (positives * (total - positives)),
    auprc: precision,
    eventOne: alarmed === 0 ? 0 : Math.min(right / positives, right / alarmed),
    expectedCalibrationError: gaps.reduce((sum, gap) => sum + Math.abs(gap), 0) / total,
  };
}

function middle95(values: number[]): Interval {
  values.sort((one, other) => one - other);
  const at = (share: number): number => values[Math.floor(share * (values.length - 1))] ?? NaN;
  return [at(0.025), at(0.975)];
}
