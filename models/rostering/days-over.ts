import { MS_PER_DAY } from "../shared/time-range";
import { type ShiftCalendar, shiftInstants, wallClock } from "./shift-instants";

/**
 * How many of a roster's first days are over: midnight is past, and every shift that begins on them has ended,
 * whoever works it. A day of which the night is still worked is not over.
 */
export function daysOver(calendar: ShiftCalendar & { days: number }, now: Date): number {
  const clock = wallClock(calendar);
  const instants = shiftInstants(calendar);
  const endOf = (day: number): number =>
    Math.max(
      clock(day + 1, "00:00"),
      ...calendar.shifts.map(({ shiftId }) => instants(shiftId, day).endAt),
    );
  // One more than can be: a day has 25 hours when the clocks are put back.
  const begun = Math.ceil((now.getTime() - clock(0, "00:00")) / MS_PER_DAY) + 1;
  let over = Math.max(0, Math.min(calendar.days, begun));
  while (over > 0 && endOf(over - 1) > now.getTime()) over -= 1;
  return over;
}
