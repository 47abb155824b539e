/** Area under the ROC curve: how often a positive hour is ranked above a negative one, ties half. */
export function auroc(scores: ArrayLike<number>, labels: ArrayLike<number>): number {
  const { concordant, pairs } = concordance(rowsOf(scores.length), scores, labels);
  return concordant / pairs;
}

/**
 * AUROC within strata of time, pooled over pairs: only hours of about the same length of stay are compared, so
 * that knowing how long somebody has been here earns nothing.
 */
export function matchedAuroc(
  scores: ArrayLike<number>,
  labels: ArrayLike<number>,
  hours: ArrayLike<number>,
  stratumHours = 6,
): number {
  const strata = new Map<number, number[]>();
  for (let row = 0; row < scores.length; row += 1) {
    const stratum = Math.floor(((hours[row] ?? 0) - 1) / stratumHours);
    const rows = strata.get(stratum);
    if (rows) rows.push(row);
    else strata.set(stratum, [row]);
  }
  let concordant = 0;
  let pairs = 0;
  for (const rows of strata.values()) {
    const within = concordance(Int32Array.from(rows), scores, labels);
    concordant += within.concordant;
    pairs += within.pairs;
  }
  return concordant / pairs;
}

function concordance(
  rows: Int32Array,
  scores: ArrayLike<number>,
  labels: ArrayLike<number>,
): { concordant: number; pairs: number } {
  const ranked = rows.sort((one, other) => (scores[one] ?? 0) - (scores[other] ?? 0));
  let concordant = 0;
  let negatives = 0;
  let positives = 0;
  for (let from = 0; from < ranked.length;) {
    const score = scores[ranked[from] ?? 0];
    let tiedPositives = 0;
    let tiedNegatives = 0;
    let to = from;
    for (; to < ranked.length && scores[ranked[to] ?? 0] === score; to += 1) {
      if (labels[ranked[to] ?? 0]) tiedPositives += 1;
      else tiedNegatives += 1;
    }
    concordant += tiedPositives * (negatives + tiedNegatives / 2);
    positives += tiedPositives;
    negatives += tiedNegatives;
    from = to;
  }
  return { concordant, pairs: positives * negatives };
}

/** Average precision: the area under the precision-recall curve by steps, tied scores taken together. */
export function averagePrecision(scores: ArrayLike<number>, labels: ArrayLike<number>): number {
  const ranked = rowsOf(scores.length).sort(
    (one, other) => (scores[other] ?? 0) - (scores[one] ?? 0),
  );
  let total = 0;
  for (let row = 0; row < labels.length; row += 1) total += labels[row] ? 1 : 0;
  let area = 0;
  let found = 0;
  for (let from = 0; from < ranked.length;) {
    const score = scores[ranked[from] ?? 0];
    let positives = 0;
    let to = from;
    for (; to < ranked.length && scores[ranked[to] ?? 0] === score; to += 1) {
      if (labels[ranked[to] ?? 0]) positives += 1;
    }
    found += positives;
    area += (positives / total) * (found / to);
    from = to;
  }
  return area;
}

/** Mean squared error of probabilities, and how far they are from the frequencies in ten equal-sized bins. */
export function calibrationOf(
  probabilities: ArrayLike<number>,
  labels: ArrayLike<number>,
): { brier: number; expectedCalibrationError: number; bins: CalibrationBin[] } {
  const ranked = rowsOf(probabilities.length).sort(
    (one, other) => (probabilities[one] ?? 0) - (probabilities[other] ?? 0),
  );
  let brier = 0;
  for (const row of ranked) brier += ((probabilities[row] ?? 0) - (labels[row] ? 1 : 0)) ** 2;
  const bins = Array.from({ length: 10 }, (_, bin) => {
    const rows = ranked.subarray((ranked.length * bin) / 10, (ranked.length * (bin + 1)) / 10);
    return {
      predicted: rows.reduce((sum, row) => sum + (probabilities[row] ?? 0), 0) / rows.length,
      observed: rows.reduce((sum, row) => sum + (labels[row] ? 1 : 0), 0) / rows.length,
    };
  });
  const gaps = bins.map(({ predicted, observed }) => Math.abs(predicted - observed));
  return {
    brier: brier / ranked.length,
    expectedCalibrationError: gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length,
    bins,
  };
}

export interface CalibrationBin {
  predicted: number;
  observed: number;
}

const rowsOf = (length: number): Int32Array => Int32Array.from({ length }, (_, row) => row);
