import type { LocalHour } from "../arrivals/local-hour";
import { formatLocal } from "../shared/hospital-instant";
import { MS_PER_DAY } from "../shared/time-range";

const DAYS_PER_YEAR = 365.25;

/**
 * The zone's clocks for thousands of hours at once: the platform is asked twice for a day, and for each hour
 * only of the days on which the clocks change, because to ask takes long.
 */
export function hospitalClock(timeZone: string): (at: Date) => LocalHour {
  const offsetAt = (at: number) => Date.parse(`${formatLocal(new Date(at), timeZone)}Z`) - at;
  // To the minute, as `formatLocal` is.
  const minuteOf = (at: number) => Math.floor(at / 60_000) * 60_000;
  const midnights = new Map<number, number>();
  const midnightOffset = (day: number): number => {
    const known = midnights.get(day);
    if (known !== undefined) return known;
    const offset = offsetAt(day * MS_PER_DAY);
    midnights.set(day, offset);
    return offset;
  };
  const read = (at: Date): LocalHour => {
    const instant = minuteOf(at.getTime());
    const day = Math.floor(instant / MS_PER_DAY);
    const offset = midnightOffset(day);
    const isEven = offset === midnightOffset(day + 1);
    const local = new Date(instant + (isEven ? offset : offsetAt(instant)));
    const midnight = Date.UTC(local.getUTCFullYear(), local.getUTCMonth(), local.getUTCDate());
    return {
      date: local.toISOString().slice(0, 10),
      hour: local.getUTCHours(),
      weekday: (local.getUTCDay() + 6) % 7,
      yearShare: (midnight - Date.UTC(local.getUTCFullYear(), 0, 1)) / MS_PER_DAY / DAYS_PER_YEAR,
    };
  };

  // Every unit's hours are the same.
  const known = new Map<number, LocalHour>();
  return (at) => {
    const found = known.get(at.getTime());
    if (found) return found;
    const local = read(at);
    known.set(at.getTime(), local);
    return local;
  };
}
