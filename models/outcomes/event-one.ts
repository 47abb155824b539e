/** What raising an alarm from a threshold on would have done. */
export interface AlarmFigures {
  sensitivity: number;
  positivePredictiveValue: number;
  /** The score of event 1 of the PhysioNet/CinC Challenge 2012: the lesser of the two. */
  eventOne: number;
}

export function alarmFigures(
  scores: ArrayLike<number>,
  labels: ArrayLike<number>,
  threshold: number,
): AlarmFigures {
  return figuresOf(labels, (row) => (scores[row] ?? NaN) >= threshold);
}

/** The same where every row has a threshold of its own, chosen without it. */
export function figuresOf(
  labels: ArrayLike<number>,
  isAlarm: (row: number) => boolean,
): AlarmFigures {
  let positives = 0;
  let alarms = 0;
  let right = 0;
  for (let row = 0; row < labels.length; row += 1) {
    if (labels[row]) positives += 1;
    if (!isAlarm(row)) continue;
    alarms += 1;
    if (labels[row]) right += 1;
  }
  const sensitivity = right / positives;
  // Nobody alarmed: no alarm was wrong, and none was right.
  const positivePredictiveValue = alarms === 0 ? 0 : right / alarms;
  return {
    sensitivity,
    positivePredictiveValue,
    eventOne: Math.min(sensitivity, positivePredictiveValue),
  };
}

/** The threshold that gains most in event 1; of equal ones the highest. Tied scores alarm together. */
export function bestEventOneThreshold(
  scores: ArrayLike<number>,
  labels: ArrayLike<number>,
): number {
  const ranked = Int32Array.from({ length: scores.length }, (_, row) => row).sort(
    (one, other) => (scores[other] ?? 0) - (scores[one] ?? 0),
  );
  let positives = 0;
  for (let row = 0; row < labels.length; row += 1) positives += labels[row] ? 1 : 0;
  let best = -1;
  let threshold = Infinity;
  let right = 0;
  for (const [place, row] of ranked.entries()) {
    if (labels[row]) right += 1;
    const score = scores[row] ?? 0;
    if (scores[ranked[place + 1] ?? -1] === score) continue;
    const gained = Math.min(right / positives, right / (place + 1));
    if (gained <= best) continue;
    best = gained;
    threshold = score;
  }
  return threshold;
}
