import { existsSync } from "node:fs";
import { mkdtemp, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { YAIB_VARIABLES } from "#models/outcomes/yaib-variables";
import {
  DYNAMIC_FILE,
  readStays,
  STATIC_FILE,
  type CohortProgress,
  type LabelledStay,
} from "./read-stays";
import {
  syntheticCohort,
  writeCohort,
  type Columns,
  type SyntheticCohort,
} from "./synthetic-cohort";

const REAL = "../shared/data/yaib-demo/aki";
const hasReal = existsSync(REAL);
if (!hasReal) console.info(`skipped: the YAIB cohort is not at ${REAL}`);

let dir: string;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), "yaib-"));
});
afterAll(() => rm(dir, { recursive: true }));

const all = async (
  from: string,
  onProgress?: (progress: CohortProgress) => void,
): Promise<LabelledStay[]> => {
  const stays: LabelledStay[] = [];
  for await (const stay of readStays(from, onProgress)) stays.push(stay);
  return stays;
};
const column = (name: string): number => YAIB_VARIABLES.findIndex((one) => one.column === name);

const changed = async (change: (cohort: SyntheticCohort) => void): Promise<string> => {
  const where = await mkdtemp(join(dir, "changed-"));
  const cohort = syntheticCohort({ stays: 4, seed: 1 });
  change(cohort);
  await writeCohort(where, cohort);
  return where;
};
const set = (columns: Columns, name: string, row: number, cell: number | bigint | string | null) =>
  columns.get(name)?.splice(row, 1, cell);

describe("readStays", () => {
  it("gives each stay whole across row groups, in our units, with what was not measured missing", async () => {
    const stays = await all(await changed(() => undefined));
    expect(stays.map(({ stayId }) => stayId)).toEqual([1000, 1001, 1002, 1003]);
    const [first, second] = stays;
    expect(first?.hours.map(({ hour }) => hour)).toEqual(Array.from({ length: 20 }, (_, h) => h));
    expect(first?.hours.filter(({ label }) => label)).toHaveLength(8);
    expect(second?.hours.some(({ label }) => label)).toBe(false);
    expect(first?.hours[6]?.values[column("crea")]).toBeGreaterThan(0.9);
    expect(first?.hours[7]?.values[column("crea")]).toBeNaN();
    expect(first).toMatchObject({ weightKg: 80, heightCm: undefined });
  });

  it("passes over what no body could show, and counts it", async () => {
    let last: CohortProgress | undefined;
    const where = await changed(({ dynamic, people }) => {
      set(dynamic, "hr", 3, 0);
      set(people, "weight", 0, 4);
      set(people, "sex", 0, null);
    });
    const [first] = await all(where, (progress) => {
      last = { ...progress };
    });
    expect(first?.hours[3]?.values[column("hr")]).toBeNaN();
    expect(first).toMatchObject({ weightKg: undefined, sex: "unknown" });
    expect(last).toEqual({ share: 1, stays: 4, implausible: 1 });
  });

  it.each<[string, (cohort: SyntheticCohort) => void, string]>([
    [
      "a missing column",
      ({ dynamic }) => dynamic.delete("crea"),
      "dyn.parquet: has no column crea",
    ],
    [
      "a surplus column",
      ({ labels }) => labels.set("extra", Array<number>(80).fill(1)),
      "outc.parquet: unknown column extra",
    ],
    [
      "text for a number",
      ({ dynamic }) => dynamic.set("hr", Array<string>(80).fill("fast")),
      "dyn.parquet row 1 column hr: is not a number",
    ],
    [
      "an hour that is left out",
      ({ dynamic, labels }) => {
        for (const cells of [...dynamic.values(), ...labels.values()]) cells.splice(64, 1);
      },
      "dyn.parquet row 65 column time: is not the next hour",
    ],
    [
      "half an hour",
      ({ dynamic }) => set(dynamic, "time", 1, 1_800n),
      "dyn.parquet row 2 column time: is not a full hour",
    ],
    [
      "hours of other rows",
      ({ labels }) => set(labels, "stay_id", 60, 7),
      "dyn.parquet row 61 column time: is not the hour of the same row of outc.parquet",
    ],
    [
      "a stay nobody knows",
      ({ people }) => set(people, "stay_id", 2, 7),
      "dyn.parquet row 41 column stay_id: is not in sta.parquet",
    ],
    [
      "a stay twice",
      ({ people }) => set(people, "stay_id", 2, 1_001),
      "sta.parquet row 3 column stay_id: is there twice",
    ],
    [
      "another sex",
      ({ people }) => set(people, "sex", 3, "M"),
      "sta.parquet row 4 column sex: is neither Female nor Male",
    ],
    [
      "an impossible age",
      ({ people }) => set(people, "age", 1, 190),
      "sta.parquet row 2 column age: is not from 0 to 130",
    ],
    [
      "no label",
      ({ labels }) => labels.get("label")?.splice(5, 1, null),
      "outc.parquet row 6 column label: is neither true nor false",
    ],
  ])("refuses %s and says where", async (_what, change, message) => {
    await expect(all(await changed(change))).rejects.toThrow(message);
  });

  it("refuses hours without labels", async () => {
    const where = await changed(({ labels }) => {
      for (const cells of labels.values()) cells.push(...cells.slice(-1));
    });
    await expect(all(where)).rejects.toThrow("dyn.parquet: 80 rows, outc.parquet has 81");
  });

  it("names a file that is not Parquet, or cut short", async () => {
    const where = await changed(() => undefined);
    await truncate(join(where, DYNAMIC_FILE), 200);
    await expect(all(where)).rejects.toThrow("dyn.parquet: cannot be read as Parquet");
    await writeFile(join(where, STATIC_FILE), "stay_id,age,sex\n");
    await expect(all(where)).rejects.toThrow("sta.parquet: cannot be read as Parquet");
  });

  it.skipIf(!hasReal)("reads real stays", async () => {
    let stays = 0;
    for await (const { hours } of readStays(REAL)) {
      expect(hours.length).toBeGreaterThan(0);
      stays += 1;
      if (stays === 200) break;
    }
    expect(stays).toBe(200);
  });
});
