import { join } from "node:path";
import type { Sex } from "#models/encounters/demographics";
import { PLAUSIBLE_HEIGHT_CM } from "#models/outcomes/physionet2012-variables";
import { plausibleValue } from "#models/outcomes/recorded-variable";
import { PLAUSIBLE_WEIGHT_KG, YAIB_VARIABLES } from "#models/outcomes/yaib-variables";
import { MalformedTableError, readBlocks, type RowBlock } from "./parquet-table";

export const DYNAMIC_FILE = "dyn.parquet";
export const STATIC_FILE = "sta.parquet";
export const OUTCOME_FILE = "outc.parquet";
export const DYNAMIC_COLUMNS = ["stay_id", "time", ...YAIB_VARIABLES.map(({ column }) => column)];
export const STATIC_COLUMNS = ["stay_id", "age", "sex", "height", "weight"];
export const OUTCOME_COLUMNS = ["stay_id", "time", "label"];
const SECONDS_PER_HOUR = 3_600;

interface Person {
  age: number | undefined;
  sex: Sex;
  heightCm: number | undefined;
  weightKg: number | undefined;
}

export interface LabelledHour {
  /** Since admission to intensive care, from 0. */
  hour: number;
  /** One for each of `YAIB_VARIABLES`, in our unit; NaN where not measured. */
  values: Float64Array;
  label: boolean;
}

export interface LabelledStay extends Person {
  stayId: number;
  hours: readonly LabelledHour[];
}

export interface CohortProgress {
  /** Of the hourly table, decoded. */
  share: number;
  stays: number;
  /** Values no body could show, passed over. */
  implausible: number;
}

/**
 * Reads a YAIB cohort one stay at a time: `sta.parquet` and `outc.parquet` first, which are small, then the
 * hours of `dyn.parquet` by row group. Throws `MalformedTableError` at the first row that is not as
 * documented, and where the three files do not speak of the same stays and hours.
 */
export async function* readStays(
  dir: string,
  onProgress: (progress: CohortProgress) => void = () => undefined,
): AsyncGenerator<LabelledStay> {
  const progress: CohortProgress = { share: 0, stays: 0, implausible: 0 };
  const people = await readPeople(dir);
  const labels = await readLabels(dir);
  const seen = new Set<number>();
  let row = 0;
  let open: LabelledStay | undefined;
  let hours: LabelledHour[] = [];
  const blocks = readBlocks(join(dir, DYNAMIC_FILE), DYNAMIC_COLUMNS, (share) => {
    progress.share = share;
    onProgress(progress);
  });
  for await (const block of blocks) {
    for (let index = 0; index < block.rows; index += 1, row += 1) {
      const { stayId, hour } = keyOf(block, index);
      if (labels.stayIds[row] !== stayId || labels.hours[row] !== hour) {
        block.fail("time", index, `is not the hour of the same row of ${OUTCOME_FILE}`);
      }
      if (open?.stayId !== stayId) {
        if (seen.has(stayId)) block.fail("stay_id", index, "is not in one piece");
        seen.add(stayId);
        if (open) yield open;
        hours = [];
        const person = people.get(stayId);
        if (!person) return block.fail("stay_id", index, `is not in ${STATIC_FILE}`);
        open = { ...person, stayId, hours };
        progress.stays += 1;
      }
      const last = hours.at(-1);
      if (last && hour !== last.hour + 1) block.fail("time", index, "is not the next hour");
      hours.push({
        hour,
        values: valuesOf(block, index, progress),
        label: labels.isPositive[row] === 1,
      });
    }
  }
  if (open) yield open;
  if (row !== labels.stayIds.length) {
    throw new MalformedTableError(
      DYNAMIC_FILE,
      `${row} rows, ${OUTCOME_FILE} has ${labels.stayIds.length}`,
    );
  }
  onProgress(progress);
}

function valuesOf(block: RowBlock, row: number, progress: CohortProgress): Float64Array {
  const values = new Float64Array(YAIB_VARIABLES.length);
  for (const [position, variable] of YAIB_VARIABLES.entries()) {
    const value = block.number(variable.column, row);
    const plausible = plausibleValue(variable, value);
    if (Number.isNaN(plausible) && !Number.isNaN(value)) progress.implausible += 1;
    values[position] = plausible;
  }
  return values;
}

function keyOf(block: RowBlock, row: number): { stayId: number; hour: number } {
  const hour = block.whole("time", row) / SECONDS_PER_HOUR;
  if (!Number.isInteger(hour) || hour < 0) block.fail("time", row, "is not a full hour from 0");
  return { stayId: block.whole("stay_id", row), hour };
}

async function readPeople(dir: string): Promise<ReadonlyMap<number, Person>> {
  const people = new Map<number, Person>();
  for await (const block of readBlocks(join(dir, STATIC_FILE), STATIC_COLUMNS)) {
    for (let row = 0; row < block.rows; row += 1) {
      const stayId = block.whole("stay_id", row);
      if (people.has(stayId)) block.fail("stay_id", row, "is there twice");
      const age = block.number("age", row);
      if (age < 0 || age > 130) block.fail("age", row, "is not from 0 to 130");
      people.set(stayId, {
        age: known(age),
        sex: sexOf(block, row),
        heightCm: known(within(block.number("height", row), PLAUSIBLE_HEIGHT_CM)),
        weightKg: known(within(block.number("weight", row), PLAUSIBLE_WEIGHT_KG)),
      });
    }
  }
  return people;
}

const known = (value: number): number | undefined => (Number.isNaN(value) ? undefined : value);
const within = (value: number, { min, max }: { min: number; max: number }): number =>
  value >= min && value <= max ? value : NaN;

function sexOf(block: RowBlock, row: number): Sex {
  const sex = block.cell("sex", row);
  if (sex === "Female") return "female";
  if (sex === "Male") return "male";
  return sex === null || sex === undefined
    ? "unknown"
    : block.fail("sex", row, "is neither Female nor Male");
}

/** By row, because the rows of the two hourly files belong together. */
interface Labels {
  stayIds: number[];
  hours: number[];
  isPositive: number[];
}

async function readLabels(dir: string): Promise<Labels> {
  const labels: Labels = { stayIds: [], hours: [], isPositive: [] };
  for await (const block of readBlocks(join(dir, OUTCOME_FILE), OUTCOME_COLUMNS)) {
    for (let row = 0; row < block.rows; row += 1) {
      const { stayId, hour } = keyOf(block, row);
      const label = block.cell("label", row);
      if (typeof label !== "boolean") block.fail("label", row, "is neither true nor false");
      labels.stayIds.push(stayId);
      labels.hours.push(hour);
      labels.isPositive.push(label ? 1 : 0);
    }
  }
  return labels;
}
