/**
 * The clinical utility of the PhysioNet/CinC Challenge 2019 (Reyna et al., Crit Care Med 2020): what an alarm
 * or its absence at each hour is worth. An hour is told by its distance from onset, NaN for a patient who never
 * becomes septic. Onset is six hours after the first hour labelled 1.
 */
export interface HourUtility {
  alarm: number;
  silence: number;
}

const EARLIEST = -12;
const BEST = -6;
const LATEST = 3;
const FALSE_ALARM = -0.05;
const MISSED = -2;

export const LABEL_LEAD_HOURS = 6;

export function utilityAt(hoursFromOnset: number): HourUtility {
  if (Number.isNaN(hoursFromOnset)) return { alarm: FALSE_ALARM, silence: 0 };
  if (hoursFromOnset > LATEST) return { alarm: 0, silence: 0 };
  if (hoursFromOnset <= BEST) {
    const rising = (hoursFromOnset - EARLIEST) / (BEST - EARLIEST);
    return { alarm: Math.max(rising, FALSE_ALARM), silence: 0 };
  }
  const share = (hoursFromOnset - BEST) / (LATEST - BEST);
  return { alarm: 1 - share, silence: MISSED * share };
}

/** What an alarm at that hour gains over silence. */
export function gainAt(hoursFromOnset: number): number {
  const { alarm, silence } = utilityAt(hoursFromOnset);
  return alarm - silence;
}

/**
 * Sum over hours of what alarms gained, on the scale where never alarming is 0 and the best possible is 1.
 * NaN when no hour could gain anything.
 */
export function normalisedUtility(
  hoursFromOnset: ArrayLike<number>,
  isAlarm: (row: number) => boolean,
): number {
  let gained = 0;
  let best = 0;
  for (let row = 0; row < hoursFromOnset.length; row += 1) {
    const gain = gainAt(hoursFromOnset[row] ?? NaN);
    if (isAlarm(row)) gained += gain;
    if (gain > 0) best += gain;
  }
  return best === 0 ? NaN : gained / best;
}

/** Above every score: an alarm that is never raised. */
const NEVER = Number.MAX_VALUE;

/**
 * The highest score at or above which alarming gains at least `share` of the most that any threshold gains. A
 * little less than the most is often had with far fewer alarms, and each of them costs a nurse's attention.
 */
export function bestThreshold(
  scores: ArrayLike<number>,
  hoursFromOnset: ArrayLike<number>,
  share = 1,
): number {
  const ranked = Int32Array.from({ length: scores.length }, (_, row) => row).sort(
    (one, other) => (scores[other] ?? 0) - (scores[one] ?? 0),
  );
  const steps: { threshold: number; gained: number }[] = [];
  let gained = 0;
  for (const [place, row] of ranked.entries()) {
    gained += gainAt(hoursFromOnset[row] ?? NaN);
    const next = ranked[place + 1];
    const isLastOfItsScore = next === undefined || scores[next] !== scores[row];
    if (isLastOfItsScore) steps.push({ threshold: scores[row] ?? NEVER, gained });
  }
  const most = steps.reduce((highest, step) => Math.max(highest, step.gained), 0);
  if (most === 0) return NEVER;
  return steps.find((step) => step.gained >= share * most)?.threshold ?? NEVER;
}
