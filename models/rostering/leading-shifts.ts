import type { ShiftId } from "./roster-ids";
import type { RosterShift } from "./roster-problem";
import type { DayRange } from "./roster-windows";
import { type ShiftCalendar, shiftInstants } from "./shift-instants";

const MINUTES_PER_DAY = 1440;

/**
 * The shifts that take over from each other through the day and carry its demand: those that are named, or the
 * fewest that cover the day, and of several such sets the one that overlaps least. Where none covers it, all of
 * them: no hour is left out that anybody can work.
 */
export function leadingShifts(
  shifts: readonly RosterShift[],
  named?: readonly ShiftId[],
): RosterShift[] {
  if (named) return shifts.filter(({ shiftId }) => named.includes(shiftId));
  let best: { shifts: RosterShift[]; minutes: number } | undefined;
  for (const set of subsetsOf(shifts)) {
    if (!coversDay(set)) continue;
    const minutes = set.reduce((sum, shift) => sum + lengthOf(shift), 0);
    const isBetter =
      !best ||
      set.length < best.shifts.length ||
      (set.length === best.shifts.length && minutes < best.minutes);
    if (isBetter) best = { shifts: set, minutes };
  }
  return best?.shifts ?? [...shifts];
}

/** More shifts than this a ward has not; of longer lists only the first ones are tried. */
const MOST_SHIFTS = 12;

function* subsetsOf(shifts: readonly RosterShift[]): Generator<RosterShift[]> {
  const tried = shifts.slice(0, MOST_SHIFTS);
  for (let bits = 1; bits < 2 ** tried.length; bits += 1) {
    yield tried.filter((_, at) => (bits >> at) & 1);
  }
}

const minuteOf = (clock: string): number => {
  const [hours, minutes] = clock.split(":").map(Number);
  return (hours ?? 0) * 60 + (minutes ?? 0);
};

/** By the clock, as on a day on which it does not change. */
function lengthOf({ from, to }: RosterShift): number {
  const minutes = minuteOf(to) - minuteOf(from);
  return minutes > 0 ? minutes : minutes + MINUTES_PER_DAY;
}

function coversDay(shifts: readonly RosterShift[]): boolean {
  const edges = shifts.map(({ from }) => minuteOf(from)).sort((a, b) => a - b);
  const [first] = edges;
  if (first === undefined) return false;
  let reached = first;
  // Once around the clock, from the first that begins until it begins again.
  for (const turn of [0, MINUTES_PER_DAY]) {
    for (const start of edges) {
      if (start + turn > reached) return reached >= first + MINUTES_PER_DAY;
      const longest = Math.max(
        ...shifts.filter(({ from }) => minuteOf(from) === start).map(lengthOf),
      );
      reached = Math.max(reached, start + turn + longest);
    }
  }
  return reached >= first + MINUTES_PER_DAY;
}

export interface OwnPeriod {
  day: number;
  shift: RosterShift;
  /** Milliseconds since 1970. Until its end, or until the next one takes over. */
  startAt: number;
  endAt: number;
}

/** Of each day and leading shift the time that is its own; the last day is excluded. */
export function ownPeriods(
  calendar: ShiftCalendar,
  leading: readonly RosterShift[],
  { fromDay, toDay }: DayRange,
): OwnPeriod[] {
  const instants = shiftInstants(calendar);
  // A day more, for the shift that takes over from the last.
  const all = Array.from({ length: toDay + 1 - fromDay }, (_, at) => fromDay + at)
    .flatMap((day) =>
      leading.map((shift) => {
        const { startAt, endAt } = instants(shift.shiftId, day);
        return { day, shift, startAt, endAt };
      }),
    )
    .sort((a, b) => a.startAt - b.startAt);
  return all
    .map((period, at) => {
      const next = all.slice(at + 1).find(({ startAt }) => startAt > period.startAt);
      return { ...period, endAt: Math.min(period.endAt, next?.startAt ?? period.endAt) };
    })
    .filter(({ day }) => day < toDay);
}
