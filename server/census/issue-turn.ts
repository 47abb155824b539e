import { formatLocal } from "#models/shared/hospital-instant";
import { MS_PER_HOUR } from "#models/shared/time-range";

/** The last full hour, whose census has been counted: a forecast is issued as of then. */
export const issueHour = (now: Date): Date =>
  new Date(Math.floor(now.getTime() / MS_PER_HOUR) * MS_PER_HOUR);

/** When the turn of so many hours that `now` lies in began, on the hospital's clock, give or take its changes. */
export function turnBegan(now: Date, hours: number, timeZone: string): Date {
  const hourOfDay = Number(formatLocal(now, timeZone).slice(11, 13));
  return new Date(issueHour(now).getTime() - (hourOfDay % hours) * MS_PER_HOUR);
}
