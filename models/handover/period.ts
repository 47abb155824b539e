import { MS_PER_DAY, MS_PER_HOUR, MS_PER_MINUTE, type TimeRange } from "../shared/time-range";
import { SHIFT_PLAN, shiftAt, shiftBefore, shiftToHandOver } from "./shift";

/** What is handed over: a shift, or the last hours. */
export interface HandoverPeriod extends TimeRange {
  title: string;
}

const LAST_HOURS = [8, 12] as const;
/** Longer than any shift, shorter than two. */
const LONGEST_MS = 24 * MS_PER_HOUR;
/** A shift is handed over before it ends. */
const FURTHEST_AHEAD_MS = 16 * MS_PER_HOUR;
/** What is older is read, not begun. */
const OLDEST_BEGUN_MS = 2 * MS_PER_DAY;

/** The periods to choose from, the usual one first. To the minute, so that a page read again asks for the same. */
export function handoverPeriods(now: Date, timeZone: string): HandoverPeriod[] {
  const usual = shiftToHandOver(SHIFT_PLAN, now, timeZone);
  const current = shiftAt(SHIFT_PLAN, now, timeZone);
  const isCurrent = usual.from.getTime() === current.from.getTime();
  const other = isCurrent ? shiftBefore(SHIFT_PLAN, current, timeZone) : current;
  const to = new Date(Math.floor(now.getTime() / MS_PER_MINUTE) * MS_PER_MINUTE);
  return [
    ...[usual, other].map(({ name, ...range }) => ({ title: `${name} shift`, ...range })),
    ...LAST_HOURS.map((hours) => ({
      title: `Last ${hours} h`,
      from: new Date(to.getTime() - hours * MS_PER_HOUR),
      to,
    })),
  ];
}

/** From the address: undefined for what is no period, or for one that is out of all measure. */
export function parsePeriod(
  { from, to }: { from: string | undefined; to: string | undefined },
  now: Date,
): TimeRange | undefined {
  const range = { from: new Date(from ?? ""), to: new Date(to ?? "") };
  const lengthMs = range.to.getTime() - range.from.getTime();
  const isGood =
    lengthMs > 0 &&
    lengthMs <= LONGEST_MS &&
    range.to.getTime() <= now.getTime() + FURTHEST_AHEAD_MS;
  return isGood ? range : undefined;
}

/** Whether somebody may still begin a handover of it. */
export const mayBegin = ({ to }: TimeRange, now: Date): boolean =>
  now.getTime() - to.getTime() <= OLDEST_BEGUN_MS;

export const isSamePeriod = (one: TimeRange, other: TimeRange): boolean =>
  one.from.getTime() === other.from.getTime() && one.to.getTime() === other.to.getTime();
