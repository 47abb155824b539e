/** One week of the region and of the hospital, both as reported. */
export interface SharedWeek {
  region: number;
  hospital: number;
  /** Weeks before the newest one. */
  age: number;
}

/** What the hospital takes of its region's flu admissions, and how unsure that is. */
export interface CatchmentShare {
  mean: number;
  /** Standard deviation of the share over its mean. */
  cv: number;
  /** Variance of a week's count over its mean: 1 when patients come one by one, more when in clusters. */
  dispersion: number;
  /** How many weeks of flu it was learnt from. */
  weeks: number;
}

/** A hospital's share moves as neighbours open and close: a week of two years ago counts half. */
const HALF_LIFE_WEEKS = 104;
/** Fewer say too little, and a share that is made up would look like one that was learnt. */
const LEAST_WEEKS = 8;
const LEAST_ADMISSIONS = 10;
/** In a week with fewer admissions in the region there is hardly anything to take a share of. */
const LEAST_IN_REGION = 5;

/**
 * The hospital's share by the ratio of sums over weeks of flu, recent ones first; its uncertainty is that of a
 * Poisson rate, widened by how much the weeks scatter about it (quasi-Poisson: McCullagh and Nelder, 1989,
 * section 6.2.3). Undefined when there are too few weeks or admissions to tell.
 */
export function learnCatchmentShare(weeks: readonly SharedWeek[]): CatchmentShare | undefined {
  const flu = weeks.filter(({ region }) => region >= LEAST_IN_REGION);
  const weighted = flu.map((week) => ({ ...week, weight: 0.5 ** (week.age / HALF_LIFE_WEEKS) }));
  const admissions = weighted.reduce((sum, { hospital, weight }) => sum + hospital * weight, 0);
  if (flu.length < LEAST_WEEKS || admissions < LEAST_ADMISSIONS) return undefined;

  const region = weighted.reduce((sum, { region, weight }) => sum + region * weight, 0);
  const mean = admissions / region;
  const scatter = weighted.reduce((sum, { region, hospital, weight }) => {
    const expected = region * mean;
    return sum + (weight * (hospital - expected) ** 2) / expected;
  }, 0);
  const total = weighted.reduce((sum, { weight }) => sum + weight, 0);
  const dispersion = Math.max(1, scatter / (total * (1 - 1 / flu.length)));
  return { mean, cv: Math.sqrt(dispersion / admissions), dispersion, weeks: flu.length };
}

/** Of those admitted for flu, who needs intensive care: drawn towards one in eight while few were counted. */
export function intensiveShare(weeks: readonly { general: number; intensive: number }[]): number {
  const intensive = weeks.reduce((sum, week) => sum + week.intensive, 0);
  const all = weeks.reduce((sum, week) => sum + week.general + week.intensive, 0);
  return (intensive + 2.5) / (all + 20);
}
