import type { TurnaroundDay, UnitOnBoard } from "#models/realtime/bed-board";
import { duration, type TimeFormat } from "@/_lib/format-time";

/** "Turn-around today: median 42 min, longest 1 h 5 min, 3 beds". */
export function turnaroundWords(
  { hasHousekeeping, turnaround }: Pick<UnitOnBoard, "hasHousekeeping" | "turnaround">,
  { now, time }: { now: number; time: TimeFormat },
): string {
  if (!hasHousekeeping) return "Housekeeping off: a left bed is available at once.";
  const last = turnaround.at(-1);
  if (!last) return "Turn-around: no bed cleaned in 7 days.";
  const isToday = time.date(noonOf(last.on)) === time.date(now);
  return `Turn-around ${isToday ? "today" : time.day(noonOf(last.on))}: ${describeDay(last)}.`;
}

const describeDay = ({ cleanings, medianMinutes, longestMinutes }: TurnaroundDay): string => {
  const beds = cleanings === 1 ? "1 bed" : `${cleanings} beds`;
  const longest = cleanings > 1 ? `, longest ${inWords(longestMinutes)}` : "";
  return `median ${inWords(medianMinutes)}${longest}, ${beds}`;
};

const inWords = (minutes: number): string => duration(minutes * 60);

/** An instant of that calendar day in whichever time zone the hospital has, bar those beyond UTC+12. */
const noonOf = (on: string): number => Date.parse(`${on}T12:00:00Z`);
