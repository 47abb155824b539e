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
import { type HourlySeries, seasonalNaive } from "#models/forecasts/seasonal-naive";
import { MS_PER_DAY, MS_PER_HOUR } from "#models/shared/time-range";
import type { Job } from "../jobs/job";
import { SETTLED_HOURS } from "./count-hours";

/** Of hourly forecasts every one is stored; scored is each at these hours ahead. All of them would be a million a month. */
export const SCORED_HOURS_AHEAD = [1, 2, 3, 4, 6, 8, 12, 18, 24, 36, 48, 60, 72] as const;

const SCORED: Readonly<Partial<Record<ForecastKind, readonly number[] | undefined>>> = {
  arrivals: undefined,
  "census-hourly": SCORED_HOURS_AHEAD,
  "census-daily": undefined,
};
const KINDS = ["arrivals", "census-hourly", "census-daily"] as const;

/** What was never scored is looked for as far back: longer than the farthest forecast reaches. */
const OLDEST_DAYS = 35;
/** Far enough back for the same hour of last week, four weeks ahead, over eight weeks. */
const SERIES_DAYS = OLDEST_DAYS + 56 + 2 * 28 + 7;
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
    const oldest = to.getTime() - OLDEST_DAYS * MS_PER_DAY;
    let scored = 0;
    for (const kind of KINDS) {
      const newest = (await scoredUntil(pool, kind))?.getTime() ?? 0;
      const from = new Date(Math.max(oldest, newest - LOOK_BACK_HOURS * MS_PER_HOUR));
      scored += await scoreKind(pool, kind, { from, to, signal });
    }
    return scored > 0 ? { scored } : undefined;
  },
};

/** Scores what has a target in that time and no score yet. Returns how many. */
export async function scoreKind(
  db: Queryable,
  kind: ForecastKind,
  { from, to, signal }: { from: Date; to: Date; signal: AbortSignal },
): Promise<number> {
  const truths = new Map<string, HourlySeries>();
  const truthOf = async (value: UnscoredValue): Promise<HourlySeries> => {
    const key = `${value.unitId} ${value.siteId}`;
    const known = truths.get(key);
    if (known) return known;
    const range = { from: new Date(to.getTime() - SERIES_DAYS * MS_PER_DAY), to };
    const read = await countedSeries(db, kind, value, range);
    truths.set(key, read);
    return read;
  };

  let scored = 0;
  for (let isMore = true; isMore && !signal.aborted;) {
    const asked = { kind, from, to, hoursAhead: SCORED[kind], limit: VALUES_READ };
    const values = await unscoredValues(db, asked);
    const scores: ScoredValue[] = [];
    for (const [index, value] of values.entries()) {
      if (index % VALUES_AT_ONCE === 0) await othersTurn();
      const score = scoreValue(kind, value, await truthOf(value));
      if (score) scores.push({ ...score, value });
    }
    if (scores.length > 0) await saveScores(db, scores);
    scored += scores.length;
    // Values of hours that nobody counted stay unscored, and are not asked for for ever.
    isMore = values.length === VALUES_READ && scores.length > 0;
  }
  return scored;
}

function scoreValue(kind: ForecastKind, value: UnscoredValue, truth: HourlySeries) {
  const hourOf = (at: Date) => Math.round(at.getTime() / MS_PER_HOUR);
  const [issuedHour, targetHour] = [hourOf(value.issuedAt), hourOf(value.targetAt)];
  const actual = truth(targetHour);
  if (actual === undefined) return undefined;
  // The census of the hour of issue was known, the arrivals of the hour that begins then were not.
  const knownBefore = kind === "arrivals" ? issuedHour : issuedHour + 1;
  const naive = seasonalNaive(truth, { issuedHour: knownBefore, targetHour }, value.levels);
  return scoreForecast(kind, value, { actual, naive });
}
