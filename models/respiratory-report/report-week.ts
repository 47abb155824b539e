import { dayAfter, weekdayOf } from "../shared/calendar-date";
import { parseLocal } from "../shared/hospital-instant";
import type { TimeRange } from "../shared/time-range";

/** A reporting week, Sunday to Saturday, as dates (`yyyy-mm-dd`) on the hospital's calendar. */
export interface ReportWeek {
  startsOn: string;
  /** The Wednesday. */
  snapshotOn: string;
  endsOn: string;
}

const SATURDAY = 5;
const DATE = /^\d{4}-\d{2}-\d{2}$/;
/** Census is taken here at this hour of the Wednesday: always the same, as the form asks for. */
const SNAPSHOT_CLOCK = "12:00";

/** The week in which a date lies. */
export function weekOf(date: string): ReportWeek {
  const endsOn = dayAfter(date, (SATURDAY - weekdayOf(date) + 7) % 7);
  return { startsOn: dayAfter(endsOn, -6), snapshotOn: dayAfter(endsOn, -3), endsOn };
}

/** The week that ends on this Saturday; undefined for what is no Saturday. */
export function parseWeek(endsOn: string): ReportWeek | undefined {
  const isDate = DATE.test(endsOn) && !Number.isNaN(Date.parse(endsOn));
  return isDate && weekdayOf(endsOn) === SATURDAY ? weekOf(endsOn) : undefined;
}

/** The newest weeks that are over on `today`, the newest first. */
export function weeksOver(today: string, count: number): ReportWeek[] {
  const { startsOn } = weekOf(today);
  return Array.from({ length: count }, (_, index) => weekOf(dayAfter(startsOn, -1 - 7 * index)));
}

/** Whether its Saturday has passed on `today`: before that its admissions are not complete. */
export const isOver = ({ endsOn }: ReportWeek, today: string): boolean => endsOn < today;

/** Noon of the Wednesday on the hospital's clocks. */
export const snapshotAt = ({ snapshotOn }: ReportWeek, timeZone: string): Date =>
  instant(`${snapshotOn}T${SNAPSHOT_CLOCK}`, timeZone);

/** From a midnight to the next on the hospital's clocks: 23 or 25 hours when they change. */
export const dayRange = (date: string, timeZone: string): TimeRange => ({
  from: instant(`${date}T00:00`, timeZone),
  to: instant(`${dayAfter(date, 1)}T00:00`, timeZone),
});

function instant(local: string, timeZone: string): Date {
  const at = parseLocal(local, timeZone);
  if (!at) throw new RangeError(`${local} is no reading of a clock`);
  return at;
}
