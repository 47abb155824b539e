import { dayAfter } from "../shared/calendar-date";
import { parseLocal } from "../shared/hospital-instant";
import { MS_PER_DAY, MS_PER_MINUTE } from "../shared/time-range";
import type { ShiftId } from "./roster-ids";
import type { RosterProblem, RosterShift } from "./roster-problem";

/** When a shift of a day is, by the clock that is then. */
export interface ShiftInstants {
  /** Milliseconds since 1970. */
  startAt: number;
  endAt: number;
  /** Without the unpaid break; an hour more or less on the nights when the clocks change. */
  paidMinutes: number;
}

export type ShiftCalendar = Pick<RosterProblem, "startsOn" | "timeZone" | "shifts">;

/**
 * When each shift is on each day, which may be before the roster's first (negative). Throws for a shift that
 * is not one of the calendar's.
 */
export function shiftInstants(
  calendar: ShiftCalendar,
): (shiftId: ShiftId, day: number) => ShiftInstants {
  const clock = wallClock(calendar);
  const known = new Map(
    calendar.shifts.map((shift) => [
      shift.shiftId,
      { shift, byDay: new Map<number, ShiftInstants>() },
    ]),
  );
  return (shiftId, day) => {
    const of = known.get(shiftId);
    if (!of) throw new Error(`no shift "${shiftId}" among those of the roster`);
    const found = of.byDay.get(day);
    if (found) return found;
    const made = instantsOf(of.shift, day, clock);
    of.byDay.set(day, made);
    return made;
  };
}

function instantsOf(shift: RosterShift, day: number, clock: WallClock): ShiftInstants {
  const endsOn = shift.to > shift.from ? day : day + 1;
  const startAt = clock(day, shift.from);
  const endAt = clock(endsOn, shift.to);
  const minutes = (endAt - startAt) / MS_PER_MINUTE;
  return { startAt, endAt, paidMinutes: Math.max(0, minutes - shift.unpaidBreakMinutes) };
}

/** The instant at which the hospital's clock shows that time on a day of the roster. */
type WallClock = (day: number, time: string) => number;

/** The zone is asked twice a day, and for each time only of the days on which its clocks change: it takes long. */
export function wallClock({ startsOn, timeZone }: Omit<ShiftCalendar, "shifts">): WallClock {
  const instantOf = (day: number, time: string): number => {
    const instant = parseLocal(`${dayAfter(startsOn, day)}T${time}`, timeZone);
    if (!instant) throw new Error(`no instant of day ${day} at ${time}`);
    return instant.getTime();
  };
  const midnights = new Map<number, number>();
  const midnightOf = (day: number): number => {
    const known = midnights.get(day);
    if (known !== undefined) return known;
    const made = instantOf(day, "00:00");
    midnights.set(day, made);
    return made;
  };
  return (day, time) => {
    const midnight = midnightOf(day);
    if (midnightOf(day + 1) - midnight !== MS_PER_DAY) return instantOf(day, time);
    return midnight + minutesOf(time) * MS_PER_MINUTE;
  };
}

const minutesOf = (time: string): number => {
  const [hours, minutes] = time.split(":").map(Number);
  return (hours ?? 0) * 60 + (minutes ?? 0);
};

/** Minutes from the end of one to the start of the other; negative where they overlap. */
export const minutesBetween = (
  earlier: Pick<ShiftInstants, "endAt">,
  later: Pick<ShiftInstants, "startAt">,
): number => (later.startAt - earlier.endAt) / MS_PER_MINUTE;
