import { timeFormat } from "./time-format";

const time = timeFormat("UTC");
const at = (on: string) => Date.parse(`${on}T00:00:00Z`);

/** "Sat 21 Nov", of a date of the calendar, which has no zone. */
export const dayInWords = (on: string): string => time.day(at(on));

/** "Sat 21 Nov", or "Sat 21 Nov – Mon 23 Nov". */
export const daysInWords = (fromOn: string, toOn: string): string =>
  fromOn === toOn ? dayInWords(fromOn) : `${dayInWords(fromOn)} – ${dayInWords(toOn)}`;
