import { FORECAST_FEATURES } from "#models/sign-forecast/forecast-features";
import { FORECAST_INPUTS, writeForecastInputs } from "#models/sign-forecast/forecast-inputs";
import type { ForecastModel } from "#models/sign-forecast/forecast-model";
import {
  FORECAST_SIGNS,
  HORIZON_HOURS,
  INTERVAL_SHARE,
} from "#models/sign-forecast/forecast-signs";
import {
  ForecastFigures,
  ForecastMetrics,
  type ForecastBaselines,
  type SignState,
} from "#models/sign-forecast/forecast-card";
import {
  FORECAST_OUTPUTS,
  placeOf,
  readQuantiles,
  type Quantiles,
} from "#models/sign-forecast/quantiles";
import type { VitalSignKind } from "#models/vitals/vital-sign";
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

/**
 * At and beyond these NEWS2 gives two points or three (RCP 2017, chart 1); a mean pressure is low below the
 * 65 mmHg that is aimed for in shock (Surviving Sepsis Campaign 2021).
 */
const ALARMING: Readonly<Partial<Record<VitalSignKind, { low?: number; high?: number }>>> = {
  heartRate: { low: 40, high: 111 },
  oxygenSaturation: { low: 93 },
  systolicPressure: { low: 100, high: 220 },
  meanPressure: { low: 64 },
  respiratoryRate: { low: 8, high: 21 },
  temperature: { low: 35, high: 39.1 },
};
const STATES: readonly SignState[] = ["low", "usual", "high"];

function stateOf(sign: number, value: number): SignState {
  const { low = -Infinity, high = Infinity } = ALARMING[kindOf(sign)] ?? {};
  if (value <= low) return "low";
  return value >= high ? "high" : "usual";
}

/** Judges every forecast that would have been shown and that was measured after. */
export function judgeForecast(
  model: ForecastModel,
  table: ForecastTable,
  baselines: ForecastBaselines,
): ForecastMetrics {
  const outputs = outputsOf(model, table);
  const hospitals = hospitalOfRows(table);
  const signs = [...FORECAST_SIGNS.keys()];
  const hours = Array.from({ length: HORIZON_HOURS }, (_, index) => index + 1);
  const tallies = {
    hour: signs.map(() => hours.map(newTally)),
    hospital: signs.map(() => HOSPITALS.map(newTally)),
    state: signs.map(() => STATES.map(newTally)),
  };
  forEachJudged(table, (row, sign, hour, now, happened) => {
    const place = placeOf(sign, hour);
    const judged: Judged = {
      happened,
      forecast: readQuantiles(outputs, { row, sign, hour, now }, model),
      lastValue: {
        low: now + (baselines.changeLow[place] ?? 0),
        median: now,
        high: now + (baselines.changeHigh[place] ?? 0),
      },
      reverted: now + (baselines.reversion[place] ?? 0) * wayToDayMean(table, row, sign),
    };
    take(tallies.hour[sign]?.[hour - 1], judged);
    take(tallies.hospital[sign]?.[hospitals[row] ?? 0], judged);
    take(tallies.state[sign]?.[STATES.indexOf(stateOf(sign, now))], judged);
  });

  const perSign = <Key extends string, Value>(
    key: Key,
    values: readonly Value[],
    ofSigns: readonly (readonly Tally[])[],
  ) =>
    signs.flatMap((sign) =>
      values.map((value, index) => ({
        kind: kindOf(sign),
        [key]: value,
        ...toFigures([ofSigns[sign]?.[index] ?? newTally()]),
      })),
    );
  return ForecastMetrics.parse({
    patients: table.patients.length,
    hours: table.rows,
    bySign: signs.map((sign) => ({ kind: kindOf(sign), ...toFigures(tallies.hour[sign] ?? []) })),
    bySignAndHour: perSign("hour", hours, tallies.hour),
    bySignAndHospital: perSign("hospital", HOSPITALS, tallies.hospital),
    bySignAndState: perSign("state", STATES, tallies.state),
  });
}

const kindOf = (sign: number): VitalSignKind => FORECAST_SIGNS[sign]?.kind ?? "heartRate";

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

/** What was said, what the last value alone would have said, and what came. */
interface Judged {
  happened: number;
  forecast: Quantiles;
  lastValue: Quantiles;
  /** On the way back to the day's mean. */
  reverted: number;
}

function take(tally: Tally | undefined, { happened, forecast, lastValue, reverted }: Judged): void {
  if (!tally) return;
  tally.forecasts += 1;
  if (happened < forecast.low) tally.below += 1;
  else if (happened > forecast.high) tally.above += 1;
  else tally.coverage += 1;
  tally.meanWidth += forecast.high - forecast.low;
  tally.meanAbsoluteError += Math.abs(forecast.median - happened);
  tally.lastValueError += Math.abs(lastValue.median - happened);
  tally.meanReversionError += Math.abs(reverted - happened);
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
