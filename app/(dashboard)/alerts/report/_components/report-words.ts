import type { LivePrecision } from "#models/alerts/disposition";
import { duration, type TimeFormat } from "@/_lib/format-time";

/** Not known is a dash, never a zero. */
const UNKNOWN = "–";

export const rate = (value: number | undefined): string =>
  value === undefined ? UNKNOWN : value.toFixed(value < 10 ? 2 : 1);

export const share = (value: number | undefined): string =>
  value === undefined ? UNKNOWN : `${Math.round(value * 100)} %`;

/** `12 of 16: 75 % (50 to 90 %)`. */
export function precision({ answered, right, share: of, interval95 }: LivePrecision): string {
  if (of === undefined || !interval95) return "Nobody said";
  const [low, high] = interval95.map((bound) => Math.round(bound * 100));
  return `${right} of ${answered}: ${share(of)} (${low} to ${high} %)`;
}

export const answerTime = (seconds: number | null | undefined): string =>
  seconds == null ? UNKNOWN : duration(seconds);

/** Noon, so that it is the same day wherever the hospital is. */
const noonOf = (week: string): Date => new Date(`${week}T12:00:00Z`);

export const weekOf = (time: TimeFormat, week: string, isRunning: boolean): string =>
  isRunning ? `${time.date(noonOf(week))}, so far` : time.date(noonOf(week));

/** Without the year, for an axis. */
export const shortWeek = (time: TimeFormat, week: string): string =>
  time.date(noonOf(week)).replace(/ \d{4}$/, "");
