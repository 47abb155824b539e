import { setImmediate as othersTurn } from "node:timers/promises";
import {
  countedSeries,
  saveScores,
  scoredUntil,
  type ScoredValue,
  unscoredValues,
  type UnscoredValue,
} from "#db/forecast-scores";
import type { Queryable } from "#db/pool";
import type { ForecastKind } from "#models/forecasts/forecast-issue";
import { scoreForecast } from "#models/forecasts/score-forecast";
import {
  BY_THE_HOUR,
  BY_THE_WEEK,
  type CountedSeries,
  type Rhythm,
  seasonalNaive,
} from "#models/forecasts/seasonal-naive";
import { MS_PER_DAY, MS_PER_HOUR } from "#models/shared/time-range";
import type { Job } from "../jobs/job";
import { SETTLED_HOURS } from "./count-hours";

/** Of hourly forecasts every one is stored; scored is each at these hours ahead. All of them would be a million a month. */
export const SCORED_HOURS_AHEAD = [1, 2, 3, 4, 6, 8, 12, 18, 24, 36, 48, 60, 72] as const;

/** Nurses are demanded, and nobody counts how many were needed. */
export type ScoredKind = Exclude<ForecastKind, "nurse-demand">;

interface Scoring {
  rhythm: Rhythm;
  /** So far back reaches what the naive forecast is made of. */
  seriesDays: number;
  hoursAhead?: readonly number[];
  series?: readonly string[];
  /** Counted days after the time they are of, and so looked for again for weeks. */
  isCountedLate?: boolean;
}

/** What was never scored is looked for as far back: longer than the farthest forecast reaches. */
const OLDEST_DAYS = 35;
/** Far enough back for the same hour of last week, four weeks ahead, over eight weeks. */
const HOURLY_DAYS = OLDEST_DAYS + 56 + 2 * 28 + 7;
/** Over a year of weeks, five of which lie between two that are compared. */
const WEEKLY_DAYS = OLDEST_DAYS + 7 * (52 + 2 * 5);

const SCORED: Readonly<Record<ScoredKind, Scoring>> = {
  arrivals: { rhythm: BY_THE_HOUR, seriesDays: HOURLY_DAYS },
  "census-hourly": {
    ...{ rhythm: BY_THE_HOUR, seriesDays: HOURLY_DAYS, hoursAhead: SCORED_HOURS_AHEAD },
  },
  "census-daily": { rhythm: BY_THE_HOUR, seriesDays: HOURLY_DAYS },
  // Which beds flu takes, nobody counts.
  flu: {
    ...{ rhythm: BY_THE_WEEK, seriesDays: WEEKLY_DAYS, series: ["general", "intensive"] },
    isCountedLate: true,
  },
};
const KINDS = ["arrivals", "census-hourly", "census-daily", "flu"] as const;
/** A count that came late leaves a hole behind the newest score. */
const LOOK_BACK_HOURS = 12;
/** So many values are scored before others take their turn: about 10 ms. */
const VALUES_AT_ONCE = 100;
const VALUES_READ = 500;

/** Scores every forecast whose truth has arrived and settled. */
export const scoreForecasts: Job = {
  name: "score-forecasts",
  schedule: "30 3 * * * *",
  async run({ pool, now, signal }) {
    const to = new Date(now.getTime() - SETTLED_HOURS * MS_PER_HOUR);
    const oldest = new Date(to.getTime() - OLDEST_DAYS * MS_PER_DAY);
    let scored = 0;
    for (const kind of KINDS) {
      const newest = SCORED[kind].isCountedLate ? oldest : await scoredUntil(pool, kind, oldest);
      const again = (newest ?? oldest).getTime() - LOOK_BACK_HOURS * MS_PER_HOUR;
      const from = new Date(Math.max(oldest.getTime(), again));
      scored += await scoreKind(pool, kind, { from, to, signal });
    }
    return scored > 0 ? { scored } : undefined;
  },
};

/** Scores what has a target in that time and no score yet. Returns how many. */
export async function scoreKind(
  db: Queryable,
  kind: ScoredKind,
  { from, to, signal }: { from: Date; to: Date; signal: AbortSignal },
): Promise<number> {
  const { seriesDays, hoursAhead, series } = SCORED[kind];
  const truths = new Map<string, CountedSeries>();
  const truthOf = async (value: UnscoredValue): Promise<CountedSeries> => {
    const key = `${value.unitId} ${value.siteId} ${value.series}`;
    const known = truths.get(key);
    if (known) return known;
    const range = { from: new Date(to.getTime() - seriesDays * MS_PER_DAY), to };
    const read = await countedSeries(db, kind, value, range);
    truths.set(key, read);
    return read;
  };

  let scored = 0;
  let skip = 0;
  for (let isMore = true; isMore && !signal.aborted;) {
    const asked = { kind, from, to, hoursAhead, series, limit: VALUES_READ, skip };
    const values = await unscoredValues(db, asked);
    const scores: ScoredValue[] = [];
    for (const [index, value] of values.entries()) {
      if (index % VALUES_AT_ONCE === 0) await othersTurn();
      const score = scoreValue(kind, value, await truthOf(value));
      if (score) scores.push({ ...score, value });
    }
    if (scores.length > 0) await saveScores(db, scores);
    scored += scores.length;
    // What nobody has counted stays unscored, and must not keep what comes after it from being scored.
    skip += values.length - scores.length;
    isMore = values.length === VALUES_READ;
  }
  return scored;
}

function scoreValue(kind: ScoredKind, value: UnscoredValue, truth: CountedSeries) {
  const steps = stepsOf(kind, value);
  const actual = truth(steps.target);
  if (actual === undefined) return undefined;
  const naive = seasonalNaive(truth, steps, value.levels, SCORED[kind].rhythm);
  return scoreForecast(kind, value, { actual, naive });
}

/** The step that is meant, and the first one that was not known when the forecast was issued. */
function stepsOf(kind: ScoredKind, { issuedAt, targetAt }: UnscoredValue) {
  if (kind === "flu")
    return { target: fluWeekOfTarget(targetAt), issued: fluWeekOfIssue(issuedAt) };
  const hourOf = (at: Date) => Math.round(at.getTime() / MS_PER_HOUR);
  // The census of the hour of issue was known, the arrivals of the hour that begins then were not.
  const issued = hourOf(issuedAt) + (kind === "arrivals" ? 0 : 1);
  return { target: hourOf(targetAt), issued };
}

/** In weeks since the midnight after the first Saturday of 1970, 3 January. */
const weeksSince = (at: Date): number => (at.getTime() - 3 * MS_PER_DAY) / (7 * MS_PER_DAY);

/** The week that ends at the midnight: rounded, for midnight is at another instant in each time zone. */
const fluWeekOfTarget = (targetAt: Date): number => Math.round(weeksSince(targetAt));

/** The week of the issue was not over. The ones before are taken as counted, in favour of the naive forecast. */
const fluWeekOfIssue = (issuedAt: Date): number => Math.floor(weeksSince(issuedAt)) + 1;
