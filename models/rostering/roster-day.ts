import { daysBetween } from "../shared/calendar-date";
import { localDate } from "../shared/hospital-instant";

/** Which day of a roster an instant is on by the hospital's clocks, from 0; outside of it less, or its days and more. */
export const rosterDayAt = (
  { startsOn, timeZone }: Readonly<{ startsOn: string; timeZone: string }>,
  instant: Date,
): number => daysBetween(startsOn, localDate(instant, timeZone));
