import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { auroc } from "#models/deterioration/metrics";
import { ModelCard } from "#models/deterioration/model-card";
import { DEPLOYED_RECIPES, LOGISTIC_REGRESSION } from "#models/deterioration/recipe";
import { chooseBackend } from "../scoring/backend";
import { DETERIORATION_ARTIFACTS, loadModel, newestVersion } from "../scoring/load-model";
import { COMPARISONS, readComparison } from "./comparison-artifact";
import { evaluateModel } from "./evaluate-model";
import { readTables } from "./read-tables";
import { logitsOfHours } from "./score-hours";
import { writeSyntheticFiles } from "./synthetic-files";
import { readCard, trainArtifact } from "./train-artifact";

const [first] = DEPLOYED_RECIPES;
const RECIPE = {
  ...(first ?? LOGISTIC_REGRESSION),
  hidden: [16],
  dropout: 0.1,
  inputDropout: 0,
  weightDecay: 0.1,
  learningRate: 5e-3,
  epochs: 4,
  batch: 256,
};

let dir: string;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), "deterioration-"));
  await chooseBackend();
  await writeSyntheticFiles(join(dir, "data"), { patients: 240, seed: 2 });
});
afterAll(() => rm(dir, { recursive: true }));

const modifiedAt = (folder: string, files: readonly string[]) =>
  Promise.all(files.map(async (file) => (await stat(join(folder, file))).mtimeMs));

const tablesOf = () => readTables(join(dir, "data"), ["train", "tune", "test"]);
const train = async (name: string, { workers = 0 }: { workers?: number } = {}) =>
  trainArtifact(
    join(dir, name),
    {
      version: "0.0.1",
      recipes: {
        logisticRegression: { ...LOGISTIC_REGRESSION, batch: 256 },
        teachers: { deployed: [], challenge: [] },
        deployed: [RECIPE, { ...RECIPE, seed: 2 }],
        challenge: [RECIPE],
        oneHospital: [RECIPE],
      },
      tables: await tablesOf(),
      comparisonFolder: join(dir, `${name}-comparison`),
      workers,
      checkpoints: join(dir, `${name}-checkpoints`),
    },
    () => undefined,
  );

describe("training an artifact", () => {
  it("writes a model that the ward loads and whose card can be repeated", async () => {
    const card = await train("first");
    expect(card.metrics.model.auroc).toBeGreaterThan(0.8);
    expect(
      ModelCard.parse(JSON.parse(await readFile(join(dir, "first/card.json"), "utf8"))),
    ).toEqual(card);

    const model = await loadModel(join(dir, "first"));
    const { logisticRegression } = await readCard(join(dir, "first"), model);
    const { test } = await tablesOf();
    const again = evaluateModel(model, logisticRegression, test, card.thresholds);
    expect(again.model).toEqual(card.metrics.model);
    expect(again.baselines).toEqual(card.metrics.baselines);
  });

  it("gives the same weights from the same seed, in this thread or in others", async () => {
    await train("one");
    await train("other", { workers: 2 });
    const [one, other] = await Promise.all([
      readFile(join(dir, "one/weights.bin")),
      readFile(join(dir, "other/weights.bin")),
    ]);
    expect(one.equals(other)).toBe(true);
  });

  it("goes on with the networks that an earlier run has finished", async () => {
    await train("stopped");
    const finished = await readdir(join(dir, "stopped-checkpoints"));
    await rm(join(dir, "stopped-checkpoints", finished[0] ?? ""));
    await rm(join(dir, "stopped"), { recursive: true });
    const before = await modifiedAt(join(dir, "stopped-checkpoints"), finished.slice(1));
    await train("stopped");
    expect(await modifiedAt(join(dir, "stopped-checkpoints"), finished.slice(1))).toEqual(before);
    expect(await readdir(join(dir, "stopped-checkpoints"))).toEqual(finished);
  });

  it("writes what it is compared with where no ward looks", async () => {
    await train("compared");
    const { test } = await tablesOf();
    for (const name of COMPARISONS) {
      const model = await readComparison(join(dir, "compared-comparison"), name);
      const logits = logitsOfHours(model.network, { ...model, table: test });
      expect(auroc(logits, test.labels)).toBeGreaterThan(0.7);
      model.network.dispose();
    }
  });

  it("is refused at load when a single weight was changed", async () => {
    await train("spoilt");
    const file = join(dir, "spoilt/weights.bin");
    const bytes = await readFile(file);
    bytes[100] = (bytes[100] ?? 0) ^ 1;
    await writeFile(file, bytes);
    await expect(loadModel(join(dir, "spoilt"))).rejects.toThrow("do not match their digest");
  });
});

describe("the shipped model", () => {
  it("loads, and its card says that it beat what it is compared with", async () => {
    const version = await newestVersion();
    const folder = join(DETERIORATION_ARTIFACTS, version ?? "none");
    const model = await loadModel(folder);
    const { card } = await readCard(folder, model);
    expect(card.version).toBe(version);
    expect(model.threshold).toBeCloseTo(card.thresholds.model.all, 6);
    const { model: figures, baselines } = card.metrics;
    for (const other of [baselines.logisticRegression, baselines.earlyWarningScore]) {
      expect(figures.auroc).toBeGreaterThan(other.auroc);
      expect(figures.hourMatchedAuroc).toBeGreaterThan(other.hourMatchedAuroc);
      expect(figures.utility).toBeGreaterThan(other.utility);
    }
    model.network.dispose();
  });
});
