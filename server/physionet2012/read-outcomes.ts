import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { MalformedRecordError } from "../physionet/read-patients";

export const OUTCOMES_FILE = "Outcomes-a.txt";
export const OUTCOMES_HEADER = [
  "RecordID",
  "SAPS-I",
  "SOFA",
  "Length_of_stay",
  "Survival",
  "In-hospital_death",
] as const;

export interface StayOutcome {
  died: boolean;
  /** Of the first day; undefined where the records have −1. */
  saps: number | undefined;
  sofa: number | undefined;
}

/** What became of each stay. Length of stay and survival are checked and left: they are known too late to predict with. */
export async function readOutcomes(dir: string): Promise<ReadonlyMap<string, StayOutcome>> {
  const lines = (await readFile(join(dir, OUTCOMES_FILE), "utf8")).split(/\r?\n/);
  if (lines.at(-1) === "") lines.pop();
  const outcomes = new Map<string, StayOutcome>();
  for (const [index, line] of lines.entries()) {
    const fail = (detail: string): never => {
      throw new MalformedRecordError(OUTCOMES_FILE, index + 1, undefined, detail);
    };
    if (index === 0) {
      if (line !== OUTCOMES_HEADER.join(",")) fail("unexpected header");
      continue;
    }
    const { stayId, outcome } = parseOutcome(line, fail);
    if (outcomes.has(stayId)) fail(`stay ${stayId} twice`);
    outcomes.set(stayId, outcome);
  }
  return outcomes;
}

function parseOutcome(
  line: string,
  fail: (detail: string) => never,
): { stayId: string; outcome: StayOutcome } {
  const cells = line.split(",");
  if (cells.length !== OUTCOMES_HEADER.length) {
    fail(`${cells.length} fields, expected ${OUTCOMES_HEADER.length}`);
  }
  const [stayId = "", saps = "", sofa = "", lengthOfStay = "", survival = "", death = ""] = cells;
  if (!/^\d+$/.test(stayId)) fail("RecordID is not a number");
  if (death !== "0" && death !== "1") fail("In-hospital_death is neither 0 nor 1");
  const whole = (column: string, text: string): number =>
    /^(-1|\d+)$/.test(text) ? Number(text) : fail(`${column} is not a whole number from -1`);
  whole("Length_of_stay", lengthOfStay);
  whole("Survival", survival);
  const known = (value: number): number | undefined => (value < 0 ? undefined : value);
  return {
    stayId,
    outcome: {
      died: death === "1",
      saps: known(whole("SAPS-I", saps)),
      sofa: known(whole("SOFA", sofa)),
    },
  };
}
