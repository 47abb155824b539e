import { MS_PER_DAY, MS_PER_HOUR } from "../shared/time-range";

/** An hour as the hospital's clocks and calendar show it. */
export interface LocalHour {
  /** 2026-12-25 */
  date: string;
  /** 0 to 23. */
  hour: number;
  /** 0 is Monday. */
  weekday: number;
  /** How much of the year has passed, 0 to 1: the first of January is 0. */
  yearShare: number;
}

const DAYS_PER_YEAR = 365.25;

/** Reads hours on the clocks of that zone; the clocks' changes in spring and autumn are theirs. */
export function localHours(timeZone: string): (startsAt: Date) => LocalHour {
  const clocks = new Intl.DateTimeFormat("en-GB", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
  });
  const read = (startsAt: Date): LocalHour => {
    const parts = clocks.formatToParts(startsAt);
    const part = (type: Intl.DateTimeFormatPartTypes): number =>
      Number(parts.find((each) => each.type === type)?.value);
    const day = Date.UTC(part("year"), part("month") - 1, part("day"));
    return {
      date: new Date(day).toISOString().slice(0, 10),
      hour: part("hour"),
      weekday: weekdayOf(day),
      yearShare: (day - Date.UTC(part("year"), 0, 1)) / MS_PER_DAY / DAYS_PER_YEAR,
    };
  };

  // Asking the platform costs more than everything else that is done with an hour.
  const known = new Map<number, LocalHour>();
  return (startsAt) => {
    const key = Math.floor(startsAt.getTime() / MS_PER_HOUR);
    let local = known.get(key);
    if (!local) known.set(key, (local = read(startsAt)));
    return local;
  };
}

/** 0 is Monday; the first day of 1970 was a Thursday. */
const weekdayOf = (utcMidnight: number): number => (Math.floor(utcMidnight / MS_PER_DAY) + 3) % 7;

export const HOURS_PER_WEEK = 168;

export const hourOfWeek = ({ weekday, hour }: LocalHour): number => weekday * 24 + hour;
