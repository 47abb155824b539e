import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { ForecastCard, type ForecastBaselines } from "#models/sign-forecast/forecast-card";
import { FORECAST_FEATURES } from "#models/sign-forecast/forecast-features";
import { fitInputScale, writeForecastInputs } from "#models/sign-forecast/forecast-inputs";
import {
  buildForecastModel,
  type ForecastDescription,
  type ForecastModel,
} from "#models/sign-forecast/forecast-model";
import {
  FORECAST_SIGNS,
  FORECAST_VALUES,
  HORIZON_HOURS,
  INTERVAL_SHARE,
} from "#models/sign-forecast/forecast-signs";
import { joinLayers } from "#models/deterioration/layer-weights";
import {
  LEVELS,
  conformalWidening,
  placeOf,
  wideningNeeded,
} from "#models/sign-forecast/quantiles";
import {
  trainForecaster,
  type ForecastExamples,
  type ForecastProgress,
  type ForecastRecipe,
} from "#models/sign-forecast/train-forecaster";
import { writeManifest } from "../scoring/model-manifest";
import { aboutForecast } from "./about-forecast";
import { forEachJudged, happenedAfter, nowOf, type ForecastTable } from "./forecast-table";
import { judgeForecast, outputsOf, wayToDayMean } from "./judge-forecast";
import type { Part } from "./split";
import { littleEndian } from "../scoring/little-endian";

/** Trains, makes the band hold on tune, measures on test and writes a version's files into a folder. */
export async function trainForecast(
  folder: string,
  {
    version,
    recipe,
    tables,
  }: { version: string; recipe: ForecastRecipe; tables: Record<Part, ForecastTable> },
  onProgress: (progress: ForecastProgress) => void,
): Promise<ForecastCard> {
  const { train, tune, test } = tables;
  const inputScale = fitInputScale(train.features.subarray(0, train.rows * FEATURE_COUNT));
  const { scales, weights: valueWeights } = fitTargets(train);
  const layers = await trainForecaster(
    examplesOf(train, { inputScale, scales, weights: valueWeights }),
    recipe,
    onProgress,
  );

  const weights = joinLayers(layers);
  const describe = (widening: number[]): ForecastDescription => ({
    version,
    features: [...FORECAST_FEATURES],
    signs: FORECAST_SIGNS.map(({ kind }) => kind),
    layers: layers.map(({ inputs, outputs }) => ({ inputs, outputs })),
    inputScale,
    scales,
    widening,
  });
  // A first build forecasts for the tune patients; how much the band must grow is all that changes.
  const asLearnt = buildForecastModel(describe(Array<number>(FORECAST_VALUES).fill(1)), weights);
  const description = describe(fitWidening(asLearnt, tune));
  const model: ForecastModel = { ...asLearnt, widening: description.widening };
  const baselines = fitBaselines(train, tune);
  const card = ForecastCard.parse({
    ...aboutForecast(tables),
    version,
    seed: recipe.seed,
    recipe: { ...recipe },
    features: [...FORECAST_FEATURES],
    baselines,
    metrics: judgeForecast(model, test, baselines),
  });
  model.network.dispose();

  await mkdir(folder, { recursive: true });
  await Promise.all([
    writeFile(join(folder, "weights.bin"), littleEndian(weights)),
    writeFile(join(folder, "model.json"), `${JSON.stringify(description)}\n`),
    writeFile(join(folder, "card.json"), `${JSON.stringify(card, null, 2)}\n`),
  ]);
  await writeManifest(folder, version, "sign-forecast");
  return card;
}

export const readForecastCard = async (folder: string): Promise<ForecastCard> =>
  ForecastCard.parse(JSON.parse(await readFile(join(folder, "card.json"), "utf8")));

const FEATURE_COUNT = FORECAST_FEATURES.length;

/** By sign the deviation of change; by forecast value a weight that makes rare ones count like the others. */
function fitTargets(table: ForecastTable): { scales: number[]; weights: Float32Array } {
  const squares = new Float64Array(FORECAST_SIGNS.length);
  const bySign = new Float64Array(FORECAST_SIGNS.length);
  const byValue = new Float64Array(FORECAST_VALUES);
  forEachJudged(table, (_row, sign, hour, now, happened) => {
    squares[sign] = (squares[sign] ?? 0) + (happened - now) ** 2;
    bySign[sign] = (bySign[sign] ?? 0) + 1;
    byValue[placeOf(sign, hour)] = (byValue[placeOf(sign, hour)] ?? 0) + 1;
  });
  return {
    scales: Array.from(squares, (sum, sign) => Math.sqrt(sum / (bySign[sign] ?? 1)) || 1),
    weights: Float32Array.from(byValue, (count) =>
      count > 0 ? table.rows / count / FORECAST_VALUES : 0,
    ),
  };
}

function examplesOf(
  table: ForecastTable,
  {
    inputScale,
    scales,
    weights,
  }: Pick<ForecastDescription, "inputScale" | "scales"> & { weights: Float32Array },
): ForecastExamples {
  const rows = Int32Array.from(rowsWithTarget(table));
  const rowOf = (example: number): number => rows[example] ?? 0;
  return {
    rows: rows.length,
    weights,
    writeInput: (example, out, to) =>
      writeForecastInputs(inputScale, table.features, rowOf(example) * FEATURE_COUNT, out, to),
    writeTarget: (example, out, to) => {
      const row = rowOf(example);
      for (const [sign, scale] of scales.entries()) {
        const now = nowOf(table, row, sign);
        for (let hour = 1; hour <= HORIZON_HOURS; hour += 1) {
          out[to + placeOf(sign, hour)] = (happenedAfter(table, row, sign, hour) - now) / scale;
        }
      }
    },
  };
}

function rowsWithTarget(table: ForecastTable): Set<number> {
  const rows = new Set<number>();
  forEachJudged(table, (row) => rows.add(row));
  return rows;
}

function fitWidening(model: ForecastModel, tune: ForecastTable): number[] {
  const outputs = outputsOf(model, tune);
  return perValue(tune, (row, sign, hour, now, happened) =>
    wideningNeeded(outputs, { row, sign, hour, now }, model.scales, happened),
  ).map((needed) => conformalWidening(needed, INTERVAL_SHARE));
}

/** One number for each judged forecast, gathered by forecast value. */
function perValue(
  table: ForecastTable,
  measure: (row: number, sign: number, hour: number, now: number, happened: number) => number,
): Float64Array[] {
  const counts = new Int32Array(FORECAST_VALUES);
  forEachJudged(table, (_row, sign, hour) => {
    counts[placeOf(sign, hour)] = (counts[placeOf(sign, hour)] ?? 0) + 1;
  });
  const gathered = Array.from(counts, (count) => new Float64Array(count));
  counts.fill(0);
  forEachJudged(table, (row, sign, hour, now, happened) => {
    const place = placeOf(sign, hour);
    const values = gathered[place];
    const index = counts[place] ?? 0;
    if (values) values[index] = measure(row, sign, hour, now, happened);
    counts[place] = index + 1;
  });
  return gathered;
}

function fitBaselines(train: ForecastTable, tune: ForecastTable): ForecastBaselines {
  const products = new Float64Array(FORECAST_VALUES);
  const squares = new Float64Array(FORECAST_VALUES);
  forEachJudged(train, (row, sign, hour, now, happened) => {
    const place = placeOf(sign, hour);
    const way = wayToDayMean(train, row, sign);
    products[place] = (products[place] ?? 0) + way * (happened - now);
    squares[place] = (squares[place] ?? 0) + way * way;
  });
  const changes = perValue(tune, (_row, _sign, _hour, now, happened) => happened - now).map(
    (values) => values.sort(),
  );
  const quantile = (level: number): number[] =>
    changes.map((sorted) => sorted[Math.floor(level * sorted.length)] ?? 0);
  return {
    reversion: Array.from(products, (product, place) => product / (squares[place] || 1)),
    changeLow: quantile(LEVELS.low),
    changeHigh: quantile(LEVELS.high),
  };
}
