/** Area under the ROC curve: how often a positive hour is ranked above a negative one, ties half. */
export function auroc(scores: ArrayLike<number>, labels: ArrayLike<number>): number {
  return rankingOf(scores, labels).auroc;
}

/** Average precision: the area under the precision-recall curve by steps, tied scores taken together. */
export function averagePrecision(scores: ArrayLike<number>, labels: ArrayLike<number>): number {
  return rankingOf(scores, labels).averagePrecision;
}

/** Both areas from one sorting. */
export function rankingOf(scores: ArrayLike<number>, labels: ArrayLike<number>): RankingAreas {
  return areasOf(countTies(sortedKeys(scores, labels, () => 0)));
}

/**
 * AUROC within strata of time, pooled over pairs: only hours of about the same length of stay are compared, so
 * that knowing how long somebody has been here earns nothing.
 */
export function matchedAuroc(
  scores: ArrayLike<number>,
  labels: ArrayLike<number>,
  hours: ArrayLike<number>,
): number {
  let concordant = 0;
  let pairs = 0;
  const keys = sortedKeys(scores, labels, (row) => stratumOf(hours[row] ?? NaN));
  for (const ties of byStratum(keys)) {
    const within = concordanceOf(ties);
    concordant += within.concordant;
    pairs += within.pairs;
  }
  return concordant / pairs;
}

const STRATUM_HOURS = 6;
/** Hours of a stay, from 1, that are compared with each other. */
export const stratumOf = (hour: number): number => Math.floor((hour - 1) / STRATUM_HOURS);

/** Hours with the same score, from the lowest score to the highest. */
export interface Ties {
  positives: ArrayLike<number>;
  negatives: ArrayLike<number>;
  /** How many places of both are in use. */
  length: number;
}

export interface RankingAreas {
  auroc: number;
  averagePrecision: number;
}

/** NaN where there are no hours of one kind. */
export function areasOf(ties: Ties): RankingAreas {
  const { concordant, pairs } = concordanceOf(ties);
  return { auroc: concordant / pairs, averagePrecision: precisionOf(ties) };
}

export function concordanceOf({ positives, negatives, length }: Ties): {
  concordant: number;
  pairs: number;
} {
  let concordant = 0;
  let below = 0;
  let found = 0;
  for (let place = 0; place < length; place += 1) {
    const tied = negatives[place] ?? 0;
    concordant += (positives[place] ?? 0) * (below + tied / 2);
    below += tied;
    found += positives[place] ?? 0;
  }
  return { concordant, pairs: found * below };
}

function precisionOf({ positives, negatives, length }: Ties): number {
  let found = 0;
  let alarms = 0;
  let area = 0;
  for (let place = length - 1; place >= 0; place -= 1) {
    const here = positives[place] ?? 0;
    found += here;
    alarms += here + (negatives[place] ?? 0);
    if (here > 0) area += (here * found) / alarms;
  }
  return area / found;
}

const LABEL_BITS = 2;
const SCORE_BITS = 2 ** 32 * LABEL_BITS;

/**
 * A number for each row that sorts by stratum, then by score, and says the label: so that a million rows are
 * sorted by the engine's own numeric sort instead of by a comparison that looks up two rows each time. Scores are
 * compared as the 32-bit numbers that they are.
 */
function sortedKeys(
  scores: ArrayLike<number>,
  labels: ArrayLike<number>,
  stratum: (row: number) => number,
): Float64Array {
  const bits = sortableBits(scores);
  const keys = new Float64Array(scores.length);
  for (let row = 0; row < scores.length; row += 1) {
    keys[row] = stratum(row) * SCORE_BITS + (bits[row] ?? 0) * LABEL_BITS + (labels[row] ? 1 : 0);
  }
  return keys.sort();
}

/** Whole numbers from 0 in the order of the scores; equal for equal scores, 0 and -0 among them. */
export function sortableBits(scores: ArrayLike<number>): Uint32Array {
  const floats = Float32Array.from(scores, (score) => score + 0);
  const bits = new Uint32Array(floats.buffer);
  for (const [row, pattern] of bits.entries()) {
    // The sign bit is set for what is above 0; below it, the larger pattern is the lower number.
    bits[row] = pattern >>> 31 === 1 ? ~pattern : pattern | 0x8000_0000;
  }
  return bits;
}

function countTies(keys: Float64Array): Ties {
  const positives = new Float64Array(keys.length);
  const negatives = new Float64Array(keys.length);
  let length = 0;
  let last = NaN;
  for (const key of keys) {
    const score = Math.floor(key / LABEL_BITS);
    if (score !== last) length += 1;
    last = score;
    const counts = key % LABEL_BITS === 1 ? positives : negatives;
    counts[length - 1] = (counts[length - 1] ?? 0) + 1;
  }
  return { positives, negatives, length };
}

function* byStratum(keys: Float64Array): Generator<Ties> {
  for (let from = 0; from < keys.length;) {
    const end = (Math.floor((keys[from] ?? 0) / SCORE_BITS) + 1) * SCORE_BITS;
    let to = from;
    while (to < keys.length && (keys[to] ?? 0) < end) to += 1;
    yield countTies(keys.subarray(from, to));
    from = to;
  }
}

/** Mean squared error of probabilities, and how far they are from the frequencies in ten equal-sized bins. */
export function calibrationOf(
  probabilities: ArrayLike<number>,
  labels: ArrayLike<number>,
): { brier: number; expectedCalibrationError: number; bins: CalibrationBin[] } {
  const ranked = Int32Array.from({ length: probabilities.length }, (_, row) => row).sort(
    (one, other) => (probabilities[one] ?? 0) - (probabilities[other] ?? 0),
  );
  let brier = 0;
  for (const row of ranked) brier += ((probabilities[row] ?? 0) - (labels[row] ? 1 : 0)) ** 2;
  const edge = (bin: number): number => Math.floor((ranked.length * bin) / BINS);
  const parts = Array.from({ length: BINS }, (_, bin) => ranked.subarray(edge(bin), edge(bin + 1)));
  // Of fewer than ten hours some bins are empty, and say nothing.
  const bins = parts
    .filter((rows) => rows.length > 0)
    .map((rows) => ({
      predicted: rows.reduce((sum, row) => sum + (probabilities[row] ?? 0), 0) / rows.length,
      observed: rows.reduce((sum, row) => sum + (labels[row] ? 1 : 0), 0) / rows.length,
    }));
  const gaps = bins.map(({ predicted, observed }) => Math.abs(predicted - observed));
  return {
    brier: brier / ranked.length,
    expectedCalibrationError: gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length,
    bins,
  };
}

const BINS = 10;

export interface CalibrationBin {
  predicted: number;
  observed: number;
}
