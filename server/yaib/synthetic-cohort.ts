import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parquetWriteBuffer } from "hyparquet-writer";
import { seededRandom } from "#models/deterioration/seeded-random";
import {
  DYNAMIC_COLUMNS,
  DYNAMIC_FILE,
  OUTCOME_FILE,
  STATIC_COLUMNS,
  STATIC_FILE,
} from "./read-stays";

type Cell = number | bigint | string | boolean | null;
/** Columns by name, as they are written. */
export type Columns = Map<string, Cell[]>;

export interface SyntheticCohort {
  dynamic: Columns;
  people: Columns;
  labels: Columns;
}

const HOURS = 20;
const FIRST_LABEL = 12;

/**
 * A cohort in the layout of YAIB with made-up stays, for tests: where the kidneys fail, creatinine rises and urine
 * ebbs away before the labelled hours, so that there is something to learn.
 */
export function syntheticCohort({ stays, seed }: { stays: number; seed: number }): SyntheticCohort {
  const random = seededRandom(seed);
  const dynamic: Columns = new Map(DYNAMIC_COLUMNS.map((column) => [column, []]));
  const people: Columns = new Map(STATIC_COLUMNS.map((column) => [column, []]));
  const labels: Columns = new Map(["stay_id", "time", "label"].map((column) => [column, []]));
  const add = (columns: Columns, row: Record<string, Cell>): void => {
    for (const [column, cells] of columns) cells.push(row[column] ?? null);
  };
  for (let index = 0; index < stays; index += 1) {
    const stay_id = 1_000 + index;
    const fails = index % 3 === 0;
    const sex = random() < 0.5 ? "Female" : "Male";
    add(people, { stay_id, age: 50 + Math.round(30 * random()), sex, weight: 80 });
    const resting = 75 + 10 * random();
    const severity = fails ? 0.3 + 0.7 * random() : 0.4 * random();
    for (let hour = 0; hour < HOURS; hour += 1) {
      const illness = severity * Math.max(0, (hour - 4) / HOURS);
      const key = { stay_id, time: BigInt(hour * 3_600) };
      add(dynamic, {
        ...key,
        hr: Math.round(resting + 20 * illness + 6 * random()),
        map: Math.round(85 - 20 * illness + 6 * random()),
        urine: hour % 2 === 0 ? Math.round(120 - 100 * illness + 20 * random()) : null,
        crea: hour % 6 === 0 ? 0.9 + illness + 0.1 * random() : null,
      });
      add(labels, { ...key, label: fails && hour >= FIRST_LABEL });
    }
  }
  return { dynamic, people, labels };
}

export async function writeCohort(dir: string, cohort: SyntheticCohort): Promise<void> {
  await mkdir(dir, { recursive: true });
  await Promise.all([
    writeFile(join(dir, DYNAMIC_FILE), parquetOf(cohort.dynamic)),
    writeFile(join(dir, STATIC_FILE), parquetOf(cohort.people)),
    writeFile(join(dir, OUTCOME_FILE), parquetOf(cohort.labels)),
  ]);
}

/** Several row groups even for few rows, as the large cohorts have them. */
const ROWS_PER_GROUP = 50;

const parquetOf = (columns: Columns): Buffer =>
  Buffer.from(
    parquetWriteBuffer({
      columnData: [...columns].map(([name, data]) => ({ name, data, type: typeOf(name, data) })),
      rowGroupSize: ROWS_PER_GROUP,
    }),
  );

function typeOf(
  name: string,
  data: readonly Cell[],
): "INT32" | "INT64" | "STRING" | "BOOLEAN" | "DOUBLE" {
  if (name === "stay_id") return "INT32";
  const kind = typeof data.find((cell) => cell !== null);
  if (kind === "bigint") return "INT64";
  if (kind === "string") return "STRING";
  return kind === "boolean" ? "BOOLEAN" : "DOUBLE";
}
