import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { dateOfFluWeek, fluWeekOf } from "#models/flu/flu-week";
import { inputCount } from "#models/flu/flu-inputs";
import { FLU_LEVELS, FLU_OUTPUTS, HORIZONS } from "#models/flu/quantile-levels";
import { evaluateFlu } from "./evaluate-flu";

const REFERENCE = "2027-01-09";
const NEWEST = fluWeekOf(REFERENCE) - 1;
const PLACES = ["US", "06", "48"];

/** Says that it stays as it is, give or take: the median is the newest report. */
const model = {
  version: "test",
  generations: [
    {
      trainedUpTo: NEWEST - 20,
      nets: [
        {
          kind: "own" as const,
          means: new Array<number>(inputCount("own")).fill(0),
          scales: new Array<number>(inputCount("own")).fill(1),
          spread: [0.02, 0.02, 0.02, 0.02],
          layers: [
            {
              ...{ inputs: inputCount("own"), outputs: FLU_OUTPUTS },
              weights: new Float32Array(inputCount("own") * FLU_OUTPUTS),
              biases: Float32Array.from({ length: FLU_OUTPUTS }, (_, at) => {
                const level = FLU_LEVELS[at % FLU_LEVELS.length] ?? 0;
                return 2 * level - 1;
              }),
            },
          ],
        },
      ],
    },
  ],
};

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "flu-season-"));
  for (const name of ["vintages", "forecasts"]) await mkdir(join(folder, name));
  const counts = (newest: number, count: (week: number) => number) =>
    [
      "date,location,value",
      ...PLACES.flatMap((place) =>
        Array.from({ length: 30 }, (_, age) => newest - age).map(
          (week) => `${dateOfFluWeek(week)},${place},${count(week)}`,
        ),
      ),
    ].join("\n");
  await writeFile(
    join(folder, "locations.csv"),
    "location,population\nUS,60000000\n06,39000000\n48,30000000\n",
  );
  await writeFile(
    join(folder, "vintages", `published-${dateOfFluWeek(NEWEST)}.csv`),
    counts(NEWEST, () => 1_000),
  );
  // Truth of horizon 3 is not known yet.
  await writeFile(
    join(folder, "target-hospital-admissions.csv"),
    counts(NEWEST + 3, () => 1_000),
  );
  const team = (column: string, value: (level: number) => number) =>
    [
      `reference_date,location,horizon,target_end_date,${column},value`,
      ...PLACES.flatMap((place) =>
        [-1, ...HORIZONS].flatMap((horizon) =>
          FLU_LEVELS.map(
            (level) => `${REFERENCE},${place},${horizon},${REFERENCE},${level},${value(level)}`,
          ),
        ),
      ),
    ].join("\n");
  const forecasts = join(folder, "forecasts");
  await writeFile(
    join(forecasts, "FluSight-baseline.csv"),
    team("quantile", () => 1_100),
  );
  await writeFile(
    join(forecasts, "Half-as-far.csv"),
    team("output_type_id", () => 950),
  );
});
afterAll(() => rm(folder, { recursive: true }));

it("scores the season's tasks of states whose truth is known, beside every team", async () => {
  const { evaluation, baselineMeanWis, notForecast } = await evaluateFlu(model, folder, "2026-27");
  expect(evaluation.season).toBe("2026-27");
  expect(evaluation.tasks).toBe(2 * 3);
  expect(baselineMeanWis).toBeCloseTo(100, 8);
  expect(evaluation.teams["FluSight-baseline"]).toBe(1);
  expect(evaluation.teams["Half-as-far"]).toBeCloseTo(0.5, 8);
  expect(evaluation.relativeWis).toBeGreaterThan(0);
  expect(evaluation.relativeWis).toBeLessThan(0.5);
  expect(evaluation.coverage50).toBe(1);
  expect(evaluation.coverage95).toBe(1);
  expect(notForecast).toEqual([]);
});

it("says that a season has no baseline to compare with", async () => {
  await expect(evaluateFlu(model, folder, "2025-26")).rejects.toThrow(
    "no forecasts of FluSight-baseline for 2025-26",
  );
});
