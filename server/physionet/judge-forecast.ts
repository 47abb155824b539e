import { FORECAST_FEATURES } from "#models/sign-forecast/forecast-features";
import { FORECAST_INPUTS, writeForecastInputs } from "#models/sign-forecast/forecast-inputs";
import type { ForecastModel } from "#models/sign-forecast/forecast-model";
import {
  FORECAST_SIGNS,
  FORECAST_VALUES,
  HORIZON_HOURS,
  INTERVAL_SHARE,
} from "#models/sign-forecast/forecast-signs";
import {
  ForecastFigures,
  type ForecastBaselines,
  type ForecastMetrics,
} from "#models/sign-forecast/forecast-card";
import {
  FORECAST_OUTPUTS,
  placeOf,
  readQuantiles,
  type Quantiles,
} from "#models/sign-forecast/quantiles";
import { forEachJudged, type ForecastTable } from "./forecast-table";
import type { Hospital } from "./read-patients";

const BATCH = 4_096;
const HOSPITALS: readonly Hospital[] = ["A", "B"];

/** The network's outputs for every row, [rows, outputs]. */
export function outputsOf(
  { network, inputScale }: Pick<ForecastModel, "network" | "inputScale">,
  table: ForecastTable,
): Float32Array {
  const outputs = new Float32Array(table.rows * FORECAST_OUTPUTS);
  const inputs = new Float32Array(BATCH * FORECAST_INPUTS);
  for (let from = 0; from < table.rows; from += BATCH) {
    const rows = Math.min(BATCH, table.rows - from);
    for (let row = 0; row < rows; row += 1) {
      const features = (from + row) * FORECAST_FEATURES.length;
      writeForecastInputs(inputScale, table.features, features, inputs, row * FORECAST_INPUTS);
    }
    outputs.set(network.predict(inputs, rows), from * FORECAST_OUTPUTS);
  }
  return outputs;
}

const DAY_MEAN = FORECAST_SIGNS.map(({ kind }) => FORECAST_FEATURES.indexOf(`${kind}.dayMean`));

/** How far the mean of the past day lies from now; 0 for somebody without one. */
export function wayToDayMean({ features }: ForecastTable, row: number, sign: number): number {
  const way = features[row * FORECAST_FEATURES.length + (DAY_MEAN[sign] ?? -1)] ?? NaN;
  return Number.isNaN(way) ? 0 : way;
}

/** Judges every forecast that would have been shown and that was measured after. */
export function judgeForecast(
  model: ForecastModel,
  table: ForecastTable,
  baselines: ForecastBaselines,
): ForecastMetrics {
  const outputs = outputsOf(model, table);
  const hospitals = hospitalOfRows(table);
  const tallies = Array.from({ length: HOSPITALS.length * FORECAST_VALUES }, newTally);
  forEachJudged(table, (row, sign, hour, now, happened) => {
    const place = placeOf(sign, hour);
    const tally = tallies[(hospitals[row] ?? 0) * FORECAST_VALUES + place];
    if (!tally) return;
    const reverted = now + (baselines.reversion[place] ?? 0) * wayToDayMean(table, row, sign);
    take(tally, readQuantiles(outputs, { row, sign, hour, now }, model), happened, {
      low: now + (baselines.changeLow[place] ?? 0),
      median: now,
      high: now + (baselines.changeHigh[place] ?? 0),
    });
    tally.meanReversionError += Math.abs(reverted - happened);
  });

  const hours = Array.from({ length: HORIZON_HOURS }, (_, index) => index + 1);
  const figuresOf = (
    sign: number,
    which: { hours?: readonly number[]; hospitals?: readonly Hospital[] },
  ): ForecastFigures =>
    toFigures(
      (which.hospitals ?? HOSPITALS).flatMap((hospital) =>
        (which.hours ?? hours).flatMap((hour) => {
          const from = HOSPITALS.indexOf(hospital) * FORECAST_VALUES;
          return tallies[from + placeOf(sign, hour)] ?? [];
        }),
      ),
    );
  const perSign = <Row>(rows: (sign: number) => Row[]): Row[] =>
    [...FORECAST_SIGNS.keys()].flatMap(rows);
  const kindOf = (sign: number) => FORECAST_SIGNS[sign]?.kind ?? "heartRate";
  return {
    patients: table.patients.length,
    hours: table.rows,
    bySign: perSign((sign) => [{ kind: kindOf(sign), ...figuresOf(sign, {}) }]),
    bySignAndHour: perSign((sign) =>
      hours.map((hour) => ({ kind: kindOf(sign), hour, ...figuresOf(sign, { hours: [hour] }) })),
    ),
    bySignAndHospital: perSign((sign) =>
      HOSPITALS.map((hospital) => ({
        kind: kindOf(sign),
        hospital,
        ...figuresOf(sign, { hospitals: [hospital] }),
      })),
    ),
  };
}

function hospitalOfRows(table: ForecastTable): Uint8Array {
  const hospitals = new Uint8Array(table.rows);
  for (const { firstRow, rows, hospital } of table.patients) {
    hospitals.fill(HOSPITALS.indexOf(hospital), firstRow, firstRow + rows);
  }
  return hospitals;
}

const FIGURES = ForecastFigures.keyof().options;

/** Sums of the figures; each is divided by the number of forecasts in the end. */
type Tally = ForecastFigures;

const newTally = (): Tally => ({
  forecasts: 0,
  coverage: 0,
  below: 0,
  above: 0,
  meanWidth: 0,
  meanAbsoluteError: 0,
  lastValueError: 0,
  meanReversionError: 0,
  intervalScore: 0,
  lastValueIntervalScore: 0,
});

function take(tally: Tally, forecast: Quantiles, happened: number, lastValue: Quantiles): void {
  tally.forecasts += 1;
  if (happened < forecast.low) tally.below += 1;
  else if (happened > forecast.high) tally.above += 1;
  else tally.coverage += 1;
  tally.meanWidth += forecast.high - forecast.low;
  tally.meanAbsoluteError += Math.abs(forecast.median - happened);
  tally.lastValueError += Math.abs(lastValue.median - happened);
  tally.intervalScore += intervalScore(forecast, happened);
  tally.lastValueIntervalScore += intervalScore(lastValue, happened);
}

/** Of a band that leaves out a fifth: what lies outside counts 2 / 0.2. */
const intervalScore = ({ low, high }: Quantiles, happened: number): number =>
  high -
  low +
  (2 / (1 - INTERVAL_SHARE)) * (Math.max(0, low - happened) + Math.max(0, happened - high));

function toFigures(tallies: readonly Tally[]): ForecastFigures {
  const sum = newTally();
  for (const tally of tallies) for (const key of FIGURES) sum[key] += tally[key];
  const { forecasts } = sum;
  const figures = newTally();
  for (const key of FIGURES) figures[key] = forecasts > 0 ? rounded(sum[key] / forecasts) : 0;
  return { ...figures, forecasts };
}

const rounded = (value: number): number => Math.round(value * 1e5) / 1e5;
