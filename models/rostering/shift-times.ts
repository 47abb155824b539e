import { dayAfter } from "../shared/calendar-date";
import { parseLocal } from "../shared/hospital-instant";
import { MS_PER_MINUTE, type TimeRange } from "../shared/time-range";
import type { RosterShift } from "./roster-problem";

/**
 * When a shift of a date is, by the clock that is then: a night over the change of the clocks is an hour shorter
 * or longer.
 *
 * @throws RangeError for what is no date, or a zone that is unknown
 */
export function shiftTimes(
  { from, to }: Pick<RosterShift, "from" | "to">,
  on: string,
  timeZone: string,
): TimeRange {
  const endsOn = to > from ? on : dayAfter(on, 1);
  const starts = parseLocal(`${on}T${from}`, timeZone);
  const ends = parseLocal(`${endsOn}T${to}`, timeZone);
  if (!starts || !ends) throw new RangeError(`no such shift: ${on} ${from}-${to}`);
  return { from: starts, to: ends };
}

/** Minutes that are paid: by the clock that is then, less the break. */
export const paidMinutes = (
  { from, to }: TimeRange,
  { unpaidBreakMinutes }: Pick<RosterShift, "unpaidBreakMinutes">,
): number => Math.max(0, (to.getTime() - from.getTime()) / MS_PER_MINUTE - unpaidBreakMinutes);
