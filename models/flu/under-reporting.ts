/** What had been published for a week at one time, and what is published now. */
export interface Revision {
  location: string;
  /** How old the week was when first seen: 0 is the newest. */
  lag: number;
  /** How long ago that was, weeks. */
  age: number;
  then: number;
  now: number;
}

/** Reporting habits change within a season. */
const HALF_LIFE_WEEKS = 2;
const SHRINK_TO_ALL = 5;
/** One report that came in very late, or was taken back, says little of the next one. */
const CLIP = [-0.1, 0.3] as const;
/** Older revisions are another season's habits. */
const OLDEST_WEEKS = 60;
export const LAGS = [0, 1, 2] as const;

/** By how much reports of that lag have grown since, as a logarithm; nothing where nothing is known. */
export interface UnderReporting {
  of(location: string, lag: number): number;
}

/**
 * From the revisions of the recent past, the newest counting most; a place's own are drawn towards all places',
 * for one state's are few.
 */
export function underReporting(revisions: readonly Revision[]): UnderReporting {
  const sums = new Map<string, { weight: number; sum: number }>();
  const add = (key: string, weight: number, value: number) => {
    const held = sums.get(key) ?? { weight: 0, sum: 0 };
    sums.set(key, { weight: held.weight + weight, sum: held.sum + weight * value });
  };
  for (const { location, lag, age, then, now } of revisions) {
    if (age > OLDEST_WEEKS || age <= 0) continue;
    const growth = Math.min(CLIP[1], Math.max(CLIP[0], Math.log((now + 1) / (then + 1))));
    const weight = 0.5 ** (age / HALF_LIFE_WEEKS);
    add(`${location} ${lag}`, weight, growth);
    add(`all ${lag}`, weight, growth);
  }
  const meanOfAll = (lag: number): number => {
    const all = sums.get(`all ${lag}`);
    return all && all.weight > 0 ? all.sum / all.weight : 0;
  };
  return {
    of(location, lag) {
      const own = sums.get(`${location} ${lag}`) ?? { weight: 0, sum: 0 };
      return (own.sum + SHRINK_TO_ALL * meanOfAll(lag)) / (own.weight + SHRINK_TO_ALL);
    },
  };
}

/** A count as it may become once all reports are in. */
export const grown = (count: number, growth: number): number =>
  Math.max(0, (count + 1) * Math.exp(growth) - 1);
