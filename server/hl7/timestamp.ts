const TIMESTAMP = /^(\d{4})(\d{2})?(\d{2})?(\d{2})?(\d{2})?(\d{2})?(?:\.(\d{1,6}))?([+-]\d{4})?$/;

/** How much of an instant a message wrote down. */
export type TimestampPrecision = "day" | "minute";

/** Reads HL7 timestamps (DTM) of one hospital: epoch milliseconds, or undefined for what is not one. */
export type TimestampReader = (text: string, needed: TimestampPrecision) => number | undefined;

const MS_PER_MINUTE = 60_000;
const MS_PER_QUARTER = 15 * MS_PER_MINUTE; // offsets change at quarter hours at the finest
const MOST_REMEMBERED = 5_000;

/**
 * A time without a zone is in the hospital's zone. In the hour that autumn repeats the first of the
 * two is meant; a time in the hour that spring leaves out is read as if the clock had not been put on.
 */
export function createTimestampReader(timeZone: string): TimestampReader {
  const offsetAt = createOffsetFinder(timeZone);
  // A message repeats its few timestamps in every OBX.
  let lastText = "";
  let lastNeeded: TimestampPrecision = "day";
  let lastResult: number | undefined;

  return (text, needed) => {
    if (text === lastText && needed === lastNeeded) return lastResult;
    lastResult = read(text, needed, offsetAt);
    lastText = text;
    lastNeeded = needed;
    return lastResult;
  };
}

function read(
  text: string,
  needed: TimestampPrecision,
  offsetAt: (epochMs: number) => number,
): number | undefined {
  const match = TIMESTAMP.exec(text);
  if (!match) return undefined;
  const [, year, month, day, hour, minute, second, fraction, zone] = match;
  if (day === undefined || (needed === "minute" && minute === undefined)) return undefined;

  const parts = [year, month, day, hour ?? 0, minute ?? 0, second ?? 0].map(Number);
  const [y = 0, mo = 0, d = 0, h = 0, mi = 0, s = 0] = parts;
  const milliseconds = Math.floor(Number(`0.${fraction ?? "0"}`) * 1_000);
  const local = Date.UTC(y, mo - 1, d, h, mi, s, milliseconds);
  if (y < 1850 || !isSameDate(local, mo, d) || h > 23 || mi > 59 || s > 59) return undefined;

  if (zone !== undefined) {
    const offset = zoneOffset(zone);
    return offset === undefined ? undefined : local - offset;
  }
  return localToEpoch(local, offsetAt);
}

/** Refuses 30 February, which Date would silently move into March. */
const isSameDate = (epochMs: number, month: number, day: number): boolean => {
  const date = new Date(epochMs);
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
};

function zoneOffset(zone: string): number | undefined {
  const hours = Number(zone.slice(1, 3));
  const minutes = Number(zone.slice(3, 5));
  if (hours > 14 || minutes > 59) return undefined;
  return (zone.startsWith("-") ? -1 : 1) * (hours * 60 + minutes) * MS_PER_MINUTE;
}

function localToEpoch(local: number, offsetAt: (epochMs: number) => number): number {
  // The offset a day before and a day after bracket any single change between them.
  const before = offsetAt(local - 86_400_000);
  const after = offsetAt(local + 86_400_000);
  if (before === after) return local - before;

  const early = local - before;
  if (offsetAt(early) === before) return early;
  const late = local - after;
  return offsetAt(late) === after ? late : early;
}

/** The zone's offset from UTC in milliseconds at an instant; remembered, for `Intl` costs microseconds. */
function createOffsetFinder(timeZone: string): (epochMs: number) => number {
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  });
  const remembered = new Map<number, number>();

  return (epochMs) => {
    const quarter = Math.floor(epochMs / MS_PER_QUARTER);
    const known = remembered.get(quarter);
    if (known !== undefined) return known;

    const parts = new Map(
      format.formatToParts(quarter * MS_PER_QUARTER).map(({ type, value }) => [type, value]),
    );
    const part = (type: Intl.DateTimeFormatPartTypes) => Number(parts.get(type));
    const shown = Date.UTC(
      part("year"),
      part("month") - 1,
      part("day"),
      part("hour"),
      part("minute"),
      part("second"),
    );
    const offset = shown - quarter * MS_PER_QUARTER;
    if (remembered.size >= MOST_REMEMBERED) remembered.clear();
    remembered.set(quarter, offset);
    return offset;
  };
}

const pad = (value: number, digits: number): string => String(value).padStart(digits, "0");

/** An instant as HL7 writes it, in UTC and saying so. */
export function formatTimestamp(epochMs: number): string {
  const at = new Date(epochMs);
  return (
    `${pad(at.getUTCFullYear(), 4)}${pad(at.getUTCMonth() + 1, 2)}${pad(at.getUTCDate(), 2)}` +
    `${pad(at.getUTCHours(), 2)}${pad(at.getUTCMinutes(), 2)}${pad(at.getUTCSeconds(), 2)}` +
    `.${pad(at.getUTCMilliseconds(), 3)}+0000`
  );
}
