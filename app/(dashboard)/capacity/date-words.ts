import { timeFormat } from "@/_lib/format-time";

const time = timeFormat("UTC");

/** "21 Nov 2026", of a date of the calendar, which has no zone. */
export const dateInWords = (date: string): string => time.date(Date.parse(`${date}T00:00:00Z`));

/** A model's version, in which a day may be named that it has learnt until. */
export const versionInWords = (version: string): string =>
  version.replace(/\b\d{4}-\d{2}-\d{2}\b/, dateInWords);
