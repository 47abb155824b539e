import { parseLocal } from "../shared/hospital-instant";
import { type Result, err, ok } from "../shared/result";
import type { DateOrder } from "./import-kind";

// Reads one cell each. An error says what a cell must hold, never what it holds: it may be a name.

type Cell<T> = Result<T, string>;

export const text = (cell: string, most: number): Cell<string> =>
  cell.length <= most ? ok(cell) : err(`must have at most ${most} characters`);

export function number(cell: string, { from, to }: { from: number; to: number }): Cell<number> {
  // A comma stands for the point in most of Europe.
  const value = Number(cell.replace(",", "."));
  return /^-?\d+([.,]\d+)?$/.test(cell) && value >= from && value <= to
    ? ok(value)
    : err(`must be a number from ${from} to ${to}`);
}

const YES = new Set(["yes", "y", "true", "1", "x"]);
const NO = new Set(["no", "n", "false", "0"]);

export function yesOrNo(cell: string): Cell<boolean> {
  const word = cell.toLowerCase();
  if (YES.has(word)) return ok(true);
  return NO.has(word) ? ok(false) : err("must be yes or no");
}

/** A word that the hospital or another system uses for one of ours. */
export function oneOf<T extends string>(
  cell: string,
  words: Readonly<Record<string, T>>,
  must: string,
): Cell<T> {
  const found = words[cell.toLowerCase().replace(/[\s_-]+/g, " ")];
  return found === undefined ? err(`must be ${must}`) : ok(found);
}

/** Cells that hold several, with semicolons or bars between them. */
export const several = (cell: string): string[] =>
  cell
    .split(/[;|]/)
    .map((part) => part.trim())
    .filter((part) => part !== "");

const DATE = /^(\d{1,4})[-/.](\d{1,2})[-/.](\d{1,4})$/;

/** The date as `2026-03-29`. */
export function date(cell: string, order: DateOrder): Cell<string> {
  const must = err(`must be a date, ${WRITTEN[order]}`);
  const match = DATE.exec(cell);
  if (!match) return must;
  const [first = "", second = "", third = ""] = match.slice(1);
  // Who writes the year first says so, whatever the rest of the file does.
  const [year, month, day] =
    first.length === 4
      ? [first, second, third]
      : order === "month-first"
        ? [third, first, second]
        : [third, second, first];
  if (year.length !== 4) return must;
  const iso = `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  const at = new Date(`${iso}T00:00:00Z`);
  // 30 February is no date, though a clock would take it for one in March.
  return Number.isNaN(at.getTime()) || !at.toISOString().startsWith(iso) ? must : ok(iso);
}

const WRITTEN: Readonly<Record<DateOrder, string>> = {
  "year-first": "year first, such as 2026-12-31",
  "day-first": "day first, such as 31/12/2026",
  "month-first": "month first, such as 12/31/2026",
};

/** An instant of the hospital's clock: `31/12/2026 07:30`. */
export function dateTime(cell: string, order: DateOrder, timeZone: string): Cell<Date> {
  const [datePart = "", clock = ""] = cell.split(/[T\s]+/, 2);
  const on = date(datePart, order);
  const match = /^(\d{1,2}):(\d{2})(?::\d{2})?$/.exec(clock);
  if (!on.ok || !match) return err(`must be a date and a time, ${WRITTEN[order]} 07:30`);
  const [hour = "", minute = ""] = match.slice(1);
  const at = parseLocal(`${on.value}T${hour.padStart(2, "0")}:${minute}`, timeZone);
  return at && Number(hour) < 24 && Number(minute) < 60 ? ok(at) : err("must be a time of day");
}
