import { createReadStream } from "node:fs";
import { join } from "node:path";
import { createGunzip } from "node:zlib";
import { parse } from "csv-parse";
import { z } from "zod";

const FILE = "england_trust_discharged_patients.csv.gz";

const DischargeRow = z.object({
  nhs_trust22_code: z.string().min(1),
  date: z.iso.date(),
  /** `NA` where the trust did not report. */
  discharged_total: z.union([
    z.literal(["", "NA"]).transform(() => undefined),
    z.coerce.number().int().min(0),
  ]),
});

/** By date, oldest first, by trust: patients discharged. Who did not report is left out. */
export type DailyDischarges = Map<string, Map<string, number>>;

/** Reads the discharges of every English trust. Throws with the line and what is wrong with it. */
export async function readDischarges(folder: string): Promise<DailyDischarges> {
  const file = join(folder, FILE);
  const days: DailyDischarges = new Map();
  const rows = createReadStream(file)
    .pipe(createGunzip())
    .pipe(parse({ columns: true, info: true }));
  for await (const line of rows) {
    const { record, info } = Line.parse(line);
    const parsed = DischargeRow.safeParse(record);
    if (!parsed.success) {
      throw new Error(`${file}, line ${info.lines}: ${z.prettifyError(parsed.error)}`);
    }
    const { nhs_trust22_code: trust, date, discharged_total: discharged } = parsed.data;
    // A row without a trust's code is of nobody.
    if (trust === "NA") continue;
    const day = days.get(date) ?? new Map<string, number>();
    if (discharged !== undefined) day.set(trust, discharged);
    days.set(date, day);
  }
  return new Map([...days].sort(([a], [b]) => a.localeCompare(b)));
}

const Line = z.object({ record: z.unknown(), info: z.object({ lines: z.number() }) });
