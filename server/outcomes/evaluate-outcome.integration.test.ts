import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readDeathTable } from "../physionet2012/death-table";
import { writeSyntheticStays } from "../physionet2012/synthetic-stays";
import { chooseBackend } from "../scoring/backend";
import { readKidneyTable } from "../yaib/kidney-table";
import { syntheticCohort, writeCohort } from "../yaib/synthetic-cohort";
import { chooseBlend } from "./choose-blend";
import { teachCommittees } from "./committee";
import { evaluateOutcome, type OutcomeRecipe } from "./evaluate-outcome";
import type { OutcomeTable } from "./outcome-table";
import { DEATH_RECIPE } from "./recipes";

const REAL_DEATHS = "../shared/data/physionet2012";
const REAL_KIDNEYS = "../shared/data/yaib-demo/aki";
for (const path of [REAL_DEATHS, REAL_KIDNEYS]) {
  if (!existsSync(path)) console.info(`skipped: no records at ${path}`);
}

/** The members of the real recipe, small enough for a test. */
const QUICK: OutcomeRecipe = {
  folds: 3,
  learnEvery: 1,
  seed: 7,
  members: DEATH_RECIPE.members.map((member) =>
    member.kind === "network"
      ? {
          ...member,
          recipe: {
            ...member.recipe,
            hidden: member.recipe.hidden.map(() => 8),
            weightDecay: 0.1,
            learningRate: 1e-2,
            epochs: 6,
            batch: 32,
            warmUpSteps: 5,
          },
        }
      : {
          ...member,
          recipe: { ...member.recipe, rounds: 20, learningRate: 0.2, minChildWeight: 1 },
        },
  ),
};
/** Real stays are few and noisy here: learnt from as gently as by the real recipe, but for a shorter time. */
const QUICK_REAL: OutcomeRecipe = {
  ...QUICK,
  members: DEATH_RECIPE.members.map((member) =>
    member.kind === "network"
      ? {
          ...member,
          recipe: { ...member.recipe, hidden: member.recipe.hidden.map(() => 16), epochs: 6 },
        }
      : { ...member, recipe: { ...member.recipe, rounds: 40, learningRate: 0.1, leaves: 4 } },
  ),
};
const quiet = (): void => undefined;

let dir: string;
let deaths: OutcomeTable;
let kidneys: OutcomeTable;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), "outcomes-"));
  await chooseBackend();
  await writeSyntheticStays(join(dir, "deaths"), { stays: 120, seed: 3 });
  await writeCohort(join(dir, "kidneys"), syntheticCohort({ stays: 45, seed: 3 }));
  deaths = await readDeathTable(join(dir, "deaths"), { folds: QUICK.folds });
  kidneys = await readKidneyTable(join(dir, "kidneys"), { folds: QUICK.folds });
});
afterAll(() => rm(dir, { recursive: true }));

describe("evaluateOutcome", () => {
  it("learns to foresee made-up deaths, and says how sure it is", async () => {
    const report = await evaluateOutcome(deaths, QUICK, quiet);
    const { model, members, scores } = report.verdicts;
    expect(report).toMatchObject({ stays: 120, rows: 120, positiveRows: 30, folds: 3 });
    expect(model.figures.auroc).toBeGreaterThan(0.75);
    const [low, high] = model.intervals.auroc;
    expect(low).toBeLessThanOrEqual(model.figures.auroc);
    expect(high).toBeGreaterThanOrEqual(model.figures.auroc);
    expect(model.figures.eventOne).toBeCloseTo(
      Math.min(model.sensitivity, model.positivePredictiveValue),
      10,
    );
    expect(members.map(({ name }) => name)).toEqual(QUICK.members.map(({ name }) => name));
    expect(scores.map(({ name }) => name)).toEqual(["SAPS-I", "SOFA"]);
    for (const { weights, newest } of report.chosen) {
      expect(weights.reduce((sum, weight) => sum + weight, 0)).toBe(1);
      expect(newest).toBe(1); // one row for each stay: there is nothing to smooth
    }
  });

  it("learns to foresee made-up kidney injury hour by hour", async () => {
    const report = await evaluateOutcome(kidneys, QUICK, quiet);
    expect(report).toMatchObject({ stays: 45, rows: 900, positiveRows: 120 });
    expect(report.verdicts.model.figures.auroc).toBeGreaterThan(0.75);
  });

  it("gives the same report from the same seed", async () => {
    const [one, other] = [
      await evaluateOutcome(deaths, QUICK, quiet),
      await evaluateOutcome(deaths, QUICK, quiet),
    ];
    expect(other).toEqual(one);
  });
});

it("scores and chooses for a fold without having seen what became of it", async () => {
  const flipped = deaths.labels.slice();
  for (const { firstRow, fold } of deaths.stays) {
    if (fold === 0) flipped[firstRow] = 1 - (flipped[firstRow] ?? 0);
  }
  const [seen] = await teachCommittees(deaths, QUICK.members, QUICK);
  const [unseen] = await teachCommittees({ ...deaths, labels: flipped }, QUICK.members, QUICK);
  if (!seen || !unseen) throw new Error("there is no first fold");
  expect(unseen).toEqual(seen);
  expect(chooseBlend({ ...deaths, labels: flipped }, unseen)).toEqual(chooseBlend(deaths, seen));
  const its = new Set(seen.test);
  expect(seen.train.some((row) => its.has(row))).toBe(false);
  expect(seen.test.length + seen.train.length).toBe(deaths.rows);
});

describe("real records", () => {
  it.skipIf(!existsSync(REAL_DEATHS))("tell who dies better than chance", async () => {
    const table = await readDeathTable(REAL_DEATHS, { folds: QUICK.folds, staysAtMost: 400 });
    const { verdicts } = await evaluateOutcome(table, QUICK_REAL, quiet);
    expect(verdicts.model.figures.auroc).toBeGreaterThan(0.6);
    expect(verdicts.scores.every(({ figures }) => figures.auroc > 0.5)).toBe(true);
  });

  it.skipIf(!existsSync(REAL_KIDNEYS))("tell whose kidneys fail better than chance", async () => {
    const table = await readKidneyTable(REAL_KIDNEYS, { folds: QUICK.folds, staysAtMost: 120 });
    const { verdicts } = await evaluateOutcome(table, QUICK_REAL, quiet);
    expect(verdicts.model.figures.auroc).toBeGreaterThan(0.55);
  });
});
