import { FLU_DAYS_MOST, type FluPath } from "../census/census-inputs";
import { formatLocal } from "../shared/hospital-instant";
import { MS_PER_DAY } from "../shared/time-range";

/** Flu admissions of one week of the hospital. */
export interface FluWeek {
  /** The Saturday, `yyyy-mm-dd`. */
  weekEndsOn: string;
  general: number;
  intensive: number;
}

const HOURS_PER_WEEK = 168;
const DAYS_PER_WEEK = 7;
/** The level of now is that of so many weeks. */
const RECENT_WEEKS = 2;
/** Older counts say nothing of now. */
const STALE_DAYS = 28;
/** Of a season so much is known before it comes: it may be earlier or later, smaller or greater. */
const SHIFTS_WEEKS = [-2, -1, 0, 1, 2];
const FACTORS = [0.6, 1, 1.6];
const WEIGHTS = [1, 2, 1];
/** A wave hardly grows faster than sixfold within weeks, whatever a small number is divided by. */
const MOST_GROWTH = 6;
/** Admissions a week that a season's curve is raised by, so that summers can be divided by. */
const FLOOR_PER_WEEK = 1;

/**
 * The weeks to come after the hospital's own past alone: today's level, going on as past seasons went on from
 * this week of the year, somewhat earlier or later, smaller or greater. Empty without a count of the last
 * weeks. `recentPerHour` is what the arrivals of these weeks contain.
 */
export function fluPaths(
  weeks: readonly FluWeek[],
  issuedAt: Date,
  timeZone: string,
): { paths: FluPath[]; recentPerHour: number } {
  const today = formatLocal(issuedAt, timeZone).slice(0, 10);
  const known = weeks.filter(({ weekEndsOn }) => weekEndsOn < today);
  const newest = known.at(-1);
  if (!newest || Date.parse(today) - Date.parse(newest.weekEndsOn) > STALE_DAYS * MS_PER_DAY)
    return { paths: [], recentPerHour: 0 };

  const recent = known.slice(-RECENT_WEEKS);
  const level = recent.reduce((sum, week) => sum + total(week), 0) / recent.length;
  const all = known.reduce((sum, week) => sum + total(week), 0);
  const intensive = known.reduce((sum, week) => sum + week.intensive, 0);
  // Drawn towards one in eight, as long as few were counted.
  const intensiveShare = (intensive + 2.5) / (all + 20);
  const curve = seasonCurve(known);
  const todayMs = Date.parse(`${today}T00:00:00Z`);

  const paths = SHIFTS_WEEKS.flatMap((shift) =>
    FACTORS.map((factor, index) => {
      const now = curve(todayMs - shift * DAYS_PER_WEEK * MS_PER_DAY);
      const perDay = Array.from({ length: FLU_DAYS_MOST }, (_, day) => {
        const then = curve(todayMs + (day - shift * DAYS_PER_WEEK) * MS_PER_DAY);
        const growth = Math.min(MOST_GROWTH, then / now);
        // How great it becomes is told only in time.
        const grown = 1 + (factor - 1) * Math.min(1, (day + 7) / 28);
        return (Math.max(level, FLOOR_PER_WEEK / 2) / DAYS_PER_WEEK) * growth * grown;
      });
      return {
        weight: (3 - Math.abs(shift)) * (WEIGHTS[index] ?? 1),
        generalPerDay: perDay.map((count) => count * (1 - intensiveShare)),
        intensivePerDay: perDay.map((count) => count * intensiveShare),
      };
    }),
  );
  return { paths, recentPerHour: level / HOURS_PER_WEEK };
}

const total = ({ general, intensive }: FluWeek): number => general + intensive;

/** Mean admissions a week of past years at a day of the year, smoothed over three weeks. */
function seasonCurve(weeks: readonly FluWeek[]): (dayMs: number) => number {
  const YEAR_WEEKS = 53;
  const sums = Array.from({ length: YEAR_WEEKS }, () => ({ count: 0, weeks: 0 }));
  for (const week of weeks) {
    const place = sums[weekOfYear(Date.parse(week.weekEndsOn) - 3 * MS_PER_DAY)];
    if (!place) continue;
    place.count += total(week);
    place.weeks += 1;
  }
  return (dayMs) => {
    const middle = weekOfYear(dayMs);
    const near = [-1, 0, 1].map((offset) => sums[(middle + offset + YEAR_WEEKS) % YEAR_WEEKS]);
    const seen = near.reduce((sum, place) => sum + (place?.weeks ?? 0), 0);
    const count = near.reduce((sum, place) => sum + (place?.count ?? 0), 0);
    // A week of the year that nobody has seen goes on as now.
    return FLOOR_PER_WEEK + (seen > 0 ? count / seen : 0);
  };
}

function weekOfYear(dayMs: number): number {
  const begins = Date.UTC(new Date(dayMs).getUTCFullYear(), 0, 1);
  return Math.floor((dayMs - begins) / (DAYS_PER_WEEK * MS_PER_DAY));
}
