import type { FanPoint } from "#models/census/outlook";
import { MS_PER_DAY } from "#models/shared/time-range";

/** Flu admissions of a week of the hospital, general and intensive together. */
export interface FluWeekCount {
  /** The Saturday, `yyyy-mm-dd`. */
  weekEndsOn: string;
  admissions: number;
}

/** One week of the year from August on, in each season, and what is expected of it in this one. */
export interface SeasonRow {
  /** 0 is the week of the first Saturday in August. */
  week: number;
  /** The Saturday in the present season, `yyyy-mm-dd`. */
  weekEndsOn: string;
  /** By the year a season began in. */
  counted: Readonly<Record<number, number>>;
  forecast?: FanPoint;
}

export interface SeasonRows {
  rows: SeasonRow[];
  /** Years in which a season began, the present one first. */
  seasons: number[];
}

const WEEKS = 53;
const WEEK_MS = 7 * MS_PER_DAY;
const AUGUST = 7;

/** The year in which the season of that Saturday began. A season goes from August to July, with the summer at its ends. */
export function seasonOf(saturday: string): number {
  const at = Date.parse(saturday);
  const year = new Date(at).getUTCFullYear();
  return at >= firstSaturday(year) ? year : year - 1;
}

/** Epoch milliseconds of the first Saturday in August. */
function firstSaturday(year: number): number {
  const first = new Date(Date.UTC(year, AUGUST, 1));
  return first.getTime() + (6 - first.getUTCDay()) * MS_PER_DAY;
}

/**
 * The present season over those before it, week by week. `present` is a day of the present season; `expected`
 * is keyed by the Saturday of its week.
 */
export function seasonRows(
  weeks: readonly FluWeekCount[],
  expected: ReadonlyMap<string, FanPoint>,
  present: string,
): SeasonRows {
  const season = seasonOf(present);
  const begins = firstSaturday(season);
  const rows: SeasonRow[] = Array.from({ length: WEEKS }, (_, week) => {
    const weekEndsOn = new Date(begins + week * WEEK_MS).toISOString().slice(0, 10);
    const forecast = expected.get(weekEndsOn);
    return { week, weekEndsOn, counted: {}, ...(forecast && { forecast }) };
  });
  const seasons = new Set([season]);
  for (const { weekEndsOn, admissions } of weeks) {
    const of = seasonOf(weekEndsOn);
    const week = Math.round((Date.parse(weekEndsOn) - firstSaturday(of)) / WEEK_MS);
    const row = rows[week];
    if (!row) continue;
    row.counted = { ...row.counted, [of]: admissions };
    seasons.add(of);
  }
  return { rows, seasons: [...seasons].toSorted((one, other) => other - one) };
}

/** "2025/26" */
export const seasonName = (begins: number): string =>
  `${begins}/${String((begins + 1) % 100).padStart(2, "0")}`;
