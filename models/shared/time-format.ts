/**
 * Every date and time on a screen, in the hospital's time zone whatever the browser's. Server
 * components get one from `hospitalTime()`, client components from `useHospitalTime()`.
 */
export interface TimeFormat {
  timeZone: string;
  /** 14:05 */
  clock(instant: Date | number): string;
  /** 14:05:09 */
  clockWithSeconds(instant: Date | number): string;
  /** Sat 21 Nov */
  day(instant: Date | number): string;
  /** 21 Nov 2026 */
  date(instant: Date | number): string;
  /** Sat 21 Nov, 14:05 */
  dayAndClock(instant: Date | number): string;
  /** 21 Nov 2026, 14:05 */
  dateAndClock(instant: Date | number): string;
}

const LOCALE = "en-GB";
const CLOCK = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" } as const;
const DAY = { weekday: "short", day: "numeric", month: "short" } as const;
const DATE = { day: "numeric", month: "short", year: "numeric" } as const;

export function timeFormat(timeZone: string): TimeFormat {
  // A formatter costs more to make than to use, and a board uses thousands.
  const formatter = (options: Intl.DateTimeFormatOptions) => {
    const format = new Intl.DateTimeFormat(LOCALE, { ...options, timeZone });
    return (instant: Date | number) => format.format(instant);
  };
  const clock = formatter(CLOCK);
  // Intl puts its comma differently in each version; the page and the server must agree to the letter.
  const weekday = formatter({ weekday: "short" });
  const dayAndMonth = formatter({ day: DAY.day, month: DAY.month });
  const day = (instant: Date | number) => `${weekday(instant)} ${dayAndMonth(instant)}`;
  const date = formatter(DATE);

  return {
    timeZone,
    clock,
    clockWithSeconds: formatter({ ...CLOCK, second: "2-digit" }),
    day,
    date,
    dayAndClock: (instant) => `${day(instant)}, ${clock(instant)}`,
    dateAndClock: (instant) => `${date(instant)}, ${clock(instant)}`,
  };
}

/** The time alone would be read as today's. */
export const dayOrClock = (instant: Date | number, now: Date | number, time: TimeFormat): string =>
  time.date(instant) === time.date(now) ? time.clock(instant) : time.dayAndClock(instant);

const MINUTE_S = 60;
const HOUR_S = 60 * MINUTE_S;
const DAY_S = 24 * HOUR_S;

/** A length of time in its two largest units: `8 s`, `4 min`, `2 h 10 min`, `3 d 4 h`. */
export function duration(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  if (whole < MINUTE_S) return `${whole} s`;
  if (whole < HOUR_S) return `${Math.floor(whole / MINUTE_S)} min`;
  if (whole < DAY_S) return twoUnits(whole, HOUR_S, "h", MINUTE_S, "min");
  return twoUnits(whole, DAY_S, "d", HOUR_S, "h");
}

function twoUnits(
  seconds: number,
  large: number,
  largeName: string,
  small: number,
  smallName: string,
): string {
  const rest = Math.floor((seconds % large) / small);
  const first = `${Math.floor(seconds / large)} ${largeName}`;
  return rest > 0 ? `${first} ${rest} ${smallName}` : first;
}

/** How long before `now` it was: `just now`, `4 min ago`. */
export function ago(instant: Date | number, now: Date | number): string {
  const seconds = (Number(now) - Number(instant)) / 1_000;
  return seconds < 5 ? "just now" : `${duration(seconds)} ago`;
}

/** The remaining time as a countdown shows it: `0:59`, `12:05`. */
export function countdown(seconds: number): string {
  const whole = Math.max(0, Math.ceil(seconds));
  return `${Math.floor(whole / MINUTE_S)}:${String(whole % MINUTE_S).padStart(2, "0")}`;
}
