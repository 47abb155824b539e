import { createReadStream } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "csv-parse";
import { z } from "zod";
import type { ArrivalHour, HospitalCalendar } from "#models/arrivals/arrival-hour";

/** Columns that mark a day as unlike others; all of them are known years ahead. */
const SPECIAL_DAYS = ["xmas", "xmas2", "nye", "nyd", "thx", "thx1", "ind", "game_day"] as const;

const Flag = z.enum(["0", "1"]);

const HourlyRow = z.object({
  Date: z.iso.date(),
  Hour: z.coerce.number().int().min(0).max(23),
  Arrivals: z.coerce.number().int().min(0),
  /** °F; `NA` where nobody measured. */
  temp: z.union([z.literal(["", "NA"]).transform(() => undefined), z.coerce.number()]),
  xmas: Flag,
  xmas2: Flag,
  nye: Flag,
  nyd: Flag,
  thx: Flag,
  thx1: Flag,
  ind: Flag,
  game_day: Flag,
});

export interface HourlyFile {
  /** Oldest hour first. */
  hours: ArrivalHour[];
  /**
   * The file's clock as written, which has 24 hours on every day: the hour that the clocks skip in spring is in it,
   * the one that comes twice in autumn is in it once. So it is read as a clock that never changes.
   */
  calendar: HospitalCalendar;
}

/** Reads the one CSV file of the folder, or the file itself. Throws with the line and what is wrong with it. */
export async function readHourlyFile(path: string): Promise<HourlyFile> {
  const file = await theFileAt(path);
  const hours: ArrivalHour[] = [];
  const specialDays = new Map<string, string>();
  const rows = createReadStream(file).pipe(parse({ columns: true, info: true, trim: true }));
  for await (const line of rows) {
    const { record, info } = Line.parse(line);
    const parsed = HourlyRow.safeParse(record);
    if (!parsed.success) {
      throw new Error(`${file}, line ${info.lines}: ${z.prettifyError(parsed.error)}`);
    }
    const { Date: date, Hour: hour, Arrivals: arrivals, temp, ...flags } = parsed.data;
    const startsAt = new Date(`${date}T${String(hour).padStart(2, "0")}:00:00Z`);
    const last = hours.at(-1);
    if (last && last.startsAt >= startsAt) {
      throw new Error(`${file}, line ${info.lines}: the hour is not later than the one before`);
    }
    const special = SPECIAL_DAYS.find((day) => flags[day] === "1");
    if (special) specialDays.set(date, special);
    hours.push({
      startsAt,
      arrivals,
      ...(temp !== undefined && { temperatureCelsius: ((temp - 32) * 5) / 9 }),
    });
  }
  return { hours, calendar: { timeZone: "UTC", specialDays } };
}

const Line = z.object({ record: z.unknown(), info: z.object({ lines: z.number() }) });

async function theFileAt(path: string): Promise<string> {
  if (!(await stat(path)).isDirectory()) return path;
  const files = (await readdir(path)).filter((name) => name.endsWith(".csv"));
  const [only, ...others] = files;
  if (only === undefined) throw new Error(`${path} holds no CSV file`);
  if (others.length > 0) throw new Error(`${path} holds several CSV files: name the one to read`);
  return join(path, only);
}
