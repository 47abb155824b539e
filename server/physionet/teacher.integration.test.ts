import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { auroc } from "#models/deterioration/metrics";
import { DEPLOYED_TEACHERS, type TeacherRecipe } from "#models/deterioration/teacher-recipe";
import { bestThreshold } from "#models/deterioration/utility";
import type { HourTable } from "./hour-table";
import { readTables } from "./read-tables";
import { writeSyntheticFiles } from "./synthetic-files";
import { teacherLogits, type TeacherOptions } from "./teacher";

const SMALL: Partial<TeacherRecipe> = { rounds: 12, leaves: 6, minChildWeight: 1, otherShare: 0.6 };
const OPTIONS: TeacherOptions = {
  variant: "deployed",
  recipes: DEPLOYED_TEACHERS.slice(0, 2).map((recipe) => ({ ...recipe, ...SMALL })),
  folds: 3,
  workers: 0,
};

let dir: string;
let table: HourTable;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), "teacher-"));
  await writeSyntheticFiles(dir, { patients: 90, seed: 3 });
  ({ train: table } = await readTables(dir, ["train"]));
});
afterAll(() => rm(dir, { recursive: true }));

describe("teachers", () => {
  it("tell septic hours of patients they have not learnt from, best above 0", async () => {
    const logits = await teacherLogits(table, OPTIONS);
    expect(auroc(logits, table.labels)).toBeGreaterThan(0.8);
    expect(bestThreshold(logits, table.hoursFromOnset)).toBeCloseTo(0, 5);
  });

  it("judge a patient whatever became of that patient", async () => {
    const [patient] = table.patients;
    if (!patient) throw new Error("the files have no patients");
    const { firstRow, rows } = patient;
    const hoursFromOnset = table.hoursFromOnset.slice();
    hoursFromOnset.fill(-6, firstRow, firstRow + rows);
    const changed = { ...table, hoursFromOnset };
    const course = (logits: Float32Array): number[] =>
      // Against the first hour: what is best above 0 may have moved for all.
      [...logits.subarray(firstRow, firstRow + rows)].map((logit) => logit - logits[firstRow]!);
    const before = course(await teacherLogits(table, OPTIONS));
    for (const [hour, logit] of course(await teacherLogits(changed, OPTIONS)).entries()) {
      expect(logit).toBeCloseTo(before[hour]!, 4);
    }
  });

  it("go on where a run was stopped, and say the same in threads", async () => {
    const checkpoints = join(dir, "checkpoints");
    // Each thread loads TypeScript anew: two are enough.
    const two = { ...OPTIONS, recipes: OPTIONS.recipes.slice(0, 1), folds: 2 };
    const shares: number[] = [];
    const onProgress = (share: number): void => void shares.push(share);
    const inThread = await teacherLogits(table, { ...two, workers: 1, checkpoints });
    expect(await readdir(checkpoints)).toHaveLength(2);
    const found = await teacherLogits(table, { ...two, checkpoints, onProgress });
    expect(shares).toHaveLength(2); // nothing was trained again
    expect(shares.at(-1)).toBe(1);
    expect(found).toEqual(inThread);
    expect(await teacherLogits(table, two)).toEqual(inThread);
  });

  it("leave the other hospital alone", async () => {
    const logits = await teacherLogits(table, { ...OPTIONS, hospital: "A" });
    for (const { firstRow, rows, hospital } of table.patients) {
      const its = logits.subarray(firstRow, firstRow + rows);
      if (hospital === "B") expect(its.every((logit) => logit === 0)).toBe(true);
      else expect(its.some((logit) => logit !== 0)).toBe(true);
    }
  });

  it("may be told how long the patient has been there, and how common sepsis is then", async () => {
    const recipes = OPTIONS.recipes.map((recipe) => ({ ...recipe, labelWeight: 0.1 }));
    const asDeployed = await teacherLogits(table, { ...OPTIONS, recipes });
    const told = await teacherLogits(table, { ...OPTIONS, recipes, variant: "challenge" });
    const knowing = recipes.map((recipe) => ({ ...recipe, knowsHour: true }));
    const offset = await teacherLogits(table, { ...OPTIONS, recipes: knowing });
    for (const logits of [told, offset]) {
      expect(logits).not.toEqual(asDeployed);
      expect(auroc(logits, table.labels)).toBeGreaterThan(0.8);
    }
  });
});
