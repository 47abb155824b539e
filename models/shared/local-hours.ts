import { formatLocal } from "./hospital-instant";
import { MS_PER_DAY, MS_PER_HOUR } from "./time-range";

/** One hour as the clocks of a zone and its calendar have it. */
export interface LocalHour {
  /** `yyyy-mm-dd`. */
  date: string;
  hourOfDay: number;
  /** 0 is Monday. */
  weekday: number;
}

/** The hour of the week, 0 to 167 from Monday midnight. */
export const hourOfWeek = ({ hourOfDay, weekday }: LocalHour): number => 24 * weekday + hourOfDay;

/**
 * The hours of a time one after another, by a zone whose clocks are a whole number of hours, or of halves,
 * from Greenwich. An hour that comes twice in autumn comes twice.
 */
export function localHours(from: Date, count: number, timeZone: string): LocalHour[] {
  const start = from.getTime();
  const offsetAt = (at: number) => Date.parse(`${formatLocal(new Date(at), timeZone)}Z`) - at;
  let day = NaN;
  let offset = 0;
  let changesToday = false;
  return Array.from({ length: count }, (_, index) => {
    const at = start + index * MS_PER_HOUR;
    // Asked once for each day but for those on which the clocks change: to ask takes long.
    const today = Math.floor(at / MS_PER_DAY);
    if (today !== day) {
      day = today;
      offset = offsetAt(at);
      changesToday = offsetAt((today + 1) * MS_PER_DAY) !== offset;
    } else if (changesToday) offset = offsetAt(at);

    const local = new Date(at + offset);
    return {
      date: local.toISOString().slice(0, 10),
      hourOfDay: local.getUTCHours(),
      weekday: (local.getUTCDay() + 6) % 7,
    };
  });
}
