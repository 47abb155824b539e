/** A clock's reading as a form sends it: a date and a time without a zone. */
const LOCAL = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})$/;

/**
 * The instant of a clock's reading in that zone; undefined for what is none. A reading that the clocks
 * skip in spring is the instant an hour later, one that comes twice in autumn is the first.
 */
export function parseLocal(text: string, timeZone: string): Date | undefined {
  if (!LOCAL.test(text)) return undefined;
  const asUtc = Date.parse(`${text}Z`);
  if (Number.isNaN(asUtc)) return undefined;
  // The offsets on either side of the day: one of them holds at the instant.
  const offsets = [asUtc - DAY_MS, asUtc + DAY_MS].map((at) => offsetAt(at, timeZone));
  const instants = offsets.map((offset) => asUtc - offset);
  const exact = instants.filter((at) => formatLocal(new Date(at), timeZone) === text);
  return new Date(exact.length > 0 ? Math.min(...exact) : Math.max(...instants));
}

/** As an input of the type `datetime-local` takes it. */
export function formatLocal(instant: Date, timeZone: string): string {
  return new Date(instant.getTime() + offsetAt(instant.getTime(), timeZone))
    .toISOString()
    .slice(0, 16);
}

/** The day that the clocks of the zone show: `2026-11-30`. */
export const localDate = (instant: Date, timeZone: string): string =>
  formatLocal(instant, timeZone).slice(0, 10);

/** With how far its clock is from Greenwich, so that the hour that comes twice is told apart: `2026-10-25T02:30:00+02:00`. */
export function formatWithOffset(instant: Date, timeZone: string): string {
  const minutes = offsetAt(instant.getTime(), timeZone) / 60_000;
  const twoDigits = (value: number) => String(value).padStart(2, "0");
  const ahead = Math.abs(minutes);
  const offset = `${minutes < 0 ? "-" : "+"}${twoDigits(Math.floor(ahead / 60))}:${twoDigits(ahead % 60)}`;
  return `${formatLocal(instant, timeZone)}:00${offset}`;
}

const DAY_MS = 86_400_000;

/** One a zone: to make one takes longer than to ask it a hundred times. */
const clocks = new Map<string, Intl.DateTimeFormat>();

function clockOf(timeZone: string): Intl.DateTimeFormat {
  const known = clocks.get(timeZone);
  if (known) return known;
  const clock = new Intl.DateTimeFormat("en-GB", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
  });
  clocks.set(timeZone, clock);
  return clock;
}

/** How far the zone's clocks are ahead of Greenwich at that instant, milliseconds. */
function offsetAt(at: number, timeZone: string): number {
  const parts = clockOf(timeZone).formatToParts(at);
  const part = (type: Intl.DateTimeFormatPartTypes) =>
    Number(parts.find((each) => each.type === type)?.value);
  const local = Date.UTC(
    part("year"),
    part("month") - 1,
    part("day"),
    part("hour"),
    part("minute"),
  );
  return local - Math.floor(at / 60_000) * 60_000;
}
