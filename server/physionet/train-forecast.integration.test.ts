import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ForecastCard } from "#models/sign-forecast/forecast-card";
import { FORECAST_RECIPE } from "#models/sign-forecast/train-forecaster";
import { chooseBackend } from "../scoring/backend";
import { FORECAST_ARTIFACTS, loadForecastModel } from "../scoring/load-forecast-model";
import { newestVersion } from "../scoring/load-model";
import { describeForecast } from "./describe-forecast";
import { judgeForecast } from "./judge-forecast";
import { readForecastTables } from "./read-tables";
import { writeSyntheticFiles } from "./synthetic-files";
import { readForecastCard, trainForecast } from "./train-forecast";

const RECIPE = { ...FORECAST_RECIPE, hidden: [24], batch: 128, learningRates: [3e-3, 1e-3] };

let dir: string;
let card: ForecastCard;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), "sign-forecast-"));
  await chooseBackend();
  await writeSyntheticFiles(join(dir, "data"), { patients: 240, seed: 3 });
  card = await train("first");
});
afterAll(() => rm(dir, { recursive: true }));

const tablesOf = () => readForecastTables(join(dir, "data"), ["train", "tune", "test"]);
const train = async (name: string) =>
  trainForecast(
    join(dir, name),
    { version: "0.0.1", recipe: RECIPE, tables: await tablesOf() },
    () => undefined,
  );

describe("training a forecast", () => {
  it("writes a model that the ward loads and whose card can be repeated", async () => {
    const model = await loadForecastModel(join(dir, "first"));
    const again = await readForecastCard(join(dir, "first"));
    expect(again).toEqual(card);

    const { test } = await tablesOf();
    expect(judgeForecast(model, test, again.baselines)).toEqual(card.metrics);
    model.network.dispose();
    const heartRate = card.metrics.bySign.find(({ kind }) => kind === "heartRate");
    expect(Math.abs((heartRate?.coverage ?? 0) - 0.8)).toBeLessThan(0.06);
    const outside = (heartRate?.below ?? 0) + (heartRate?.above ?? 0);
    expect((heartRate?.coverage ?? 0) + outside).toBeCloseTo(1, 4);
    expect(heartRate?.meanAbsoluteError).toBeLessThan(heartRate?.lastValueError ?? 0);
    expect(describeForecast(card.metrics)).toContain("Heart rate");
  });

  it("gives the same weights from the same seed", async () => {
    await train("again");
    const [first, again] = await Promise.all([
      readFile(join(dir, "first/weights.bin")),
      readFile(join(dir, "again/weights.bin")),
    ]);
    expect(again.equals(first)).toBe(true);
  });

  it("is refused at load when a single weight was changed", async () => {
    await cp(join(dir, "first"), join(dir, "spoilt"), { recursive: true });
    const file = join(dir, "spoilt/weights.bin");
    const bytes = await readFile(file);
    bytes[100] = (bytes[100] ?? 0) ^ 1;
    await writeFile(file, bytes);
    await expect(loadForecastModel(join(dir, "spoilt"))).rejects.toThrow(
      "do not match their digest",
    );
  });
});

describe("the shipped forecast", () => {
  it("loads, and its card says that its band holds and that it beat what it is compared with", async () => {
    const version = await newestVersion(FORECAST_ARTIFACTS);
    const folder = join(FORECAST_ARTIFACTS, version ?? "none");
    const model = await loadForecastModel(folder);
    model.network.dispose();
    const { version: named, metrics } = await readForecastCard(folder);
    expect(named).toBe(version);
    expect(metrics.bySignAndHour).toHaveLength(36);
    for (const figures of metrics.bySignAndHour) {
      expect(figures.coverage).toBeGreaterThanOrEqual(0.78);
      expect(figures.coverage).toBeLessThanOrEqual(0.82);
      expect(figures.meanAbsoluteError).toBeLessThan(figures.lastValueError);
      expect(figures.meanAbsoluteError).toBeLessThan(figures.meanReversionError);
      expect(figures.intervalScore).toBeLessThan(figures.lastValueIntervalScore);
    }
  });
});
