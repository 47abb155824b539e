import { createHash } from "node:crypto";
import { fitCalibration } from "#models/deterioration/calibrate";
import { WARD_FEATURES } from "#models/deterioration/features";
import {
  buildModel,
  joinWeights,
  type DeteriorationModel,
  type ModelDescription,
} from "#models/deterioration/model";
import { Network, type DenseLayer } from "#models/deterioration/network";
import { writeInputs, type Normalisation } from "#models/deterioration/normalisation";
import type { DeteriorationRecipe } from "#models/deterioration/recipe";
import {
  trainNetwork,
  type TrainingExamples,
  type TrainingProgress,
} from "#models/deterioration/train-network";
import { gainAt } from "#models/deterioration/utility";
import type { HourTable } from "./hour-table";
import { chooseThresholds } from "./judge";
import { scoreHours } from "./score-hours";

/** Of the most utility any threshold gains on tune, the share the deployed one keeps; the rest buys quiet. */
export const KEPT_UTILITY = 0.97;

const { length: WIDTH, inputs: INPUTS } = WARD_FEATURES;

const RAW_CALIBRATION = { slope: 1, intercept: 0 };

export interface TrainedModel {
  description: ModelDescription;
  weights: Float32Array;
  model: DeteriorationModel;
  thresholds: { all: number; first48Hours: number };
}

/** Trains on one table, then calibrates and chooses thresholds on the other. The backend must be set. */
export async function trainModel(
  version: string,
  recipe: DeteriorationRecipe,
  {
    train,
    tune,
    normalisation,
  }: {
    train: HourTable;
    tune: HourTable;
    normalisation: Normalisation;
  },
  onProgress: (progress: TrainingProgress) => void,
): Promise<TrainedModel> {
  const examples = examplesOf(train, normalisation, recipe);
  const layers = await trainNetwork(examples, recipe, onProgress);
  const calibration = calibrated(layers, normalisation, tune);
  const weights = joinWeights(layers);
  const describe = (threshold: number): ModelDescription => ({
    version,
    features: [...WARD_FEATURES.names],
    layers: layers.map(({ inputs, outputs }) => ({ inputs, outputs })),
    normalisation,
    reference: meanInput(train, normalisation),
    calibration,
    threshold,
    weightsSha256: createHash("sha256").update(littleEndian(weights)).digest("hex"),
  });
  // A first build scores the tune patients; the threshold they choose is all that changes.
  const model = buildModel(describe(0.5), weights);
  const thresholds = chooseThresholds(scoreHours(model, tune), tune, KEPT_UTILITY);
  const threshold = Math.min(thresholds.all, 0.999);
  return { description: describe(threshold), weights, model: { ...model, threshold }, thresholds };
}

/** Weights as `weights.bin` holds them, whatever machine writes it. */
export function littleEndian(weights: Float32Array): Buffer {
  const bytes = Buffer.alloc(weights.length * 4);
  for (const [index, weight] of weights.entries()) bytes.writeFloatLE(weight, index * 4);
  return bytes;
}

/**
 * An hour is worth learning by what an alarm at it gains or loses (`gainAt`); hours long after onset, where
 * nothing is gained any more, are left out.
 */
function examplesOf(
  table: HourTable,
  normalisation: Normalisation,
  { otherShare, signsOnlyShare }: DeteriorationRecipe,
): TrainingExamples {
  const gains = table.hoursFromOnset.map(gainAt);
  const meanGain = gains.reduce((sum, gain) => sum + Math.abs(gain), 0) / table.rows;
  const isSeptic = (row: number): boolean => !Number.isNaN(table.hoursFromOnset[row] ?? NaN);
  const row = new Float32Array(WIDTH);
  return {
    inputs: INPUTS,
    drawEpoch: (_epoch, random) => {
      const drawn: number[] = [];
      for (const [index, gain] of gains.entries()) {
        if (gain !== 0 && (isSeptic(index) || random() < otherShare)) drawn.push(index);
      }
      return Int32Array.from(drawn);
    },
    writeInput: (index, out, to, random) => {
      row.set(table.features.subarray(index * WIDTH, (index + 1) * WIDTH));
      if (random() < signsOnlyShare) WARD_FEATURES.keepOnlyChartedSigns(row);
      writeInputs(WARD_FEATURES, normalisation, row, 0, out, to);
    },
    target: (index) => ((gains[index] ?? 0) > 0 ? 1 : 0),
    weight: (index) =>
      (Math.abs(gains[index] ?? 0) / meanGain) * (isSeptic(index) ? 1 : 1 / otherShare),
  };
}

function calibrated(layers: readonly DenseLayer[], normalisation: Normalisation, tune: HourTable) {
  const network = new Network(layers);
  const raw = scoreHours({ network, normalisation, calibration: RAW_CALIBRATION }, tune);
  network.dispose();
  return fitCalibration(raw.map(logit), tune.labels);
}

const logit = (probability: number): number => {
  const held = Math.min(1 - 1e-6, Math.max(1e-6, probability));
  return Math.log(held / (1 - held));
};

/** Every hundredth hour is enough for a mean. */
function meanInput(table: HourTable, normalisation: Normalisation): number[] {
  const sum = new Float64Array(INPUTS);
  const input = new Float32Array(INPUTS);
  let rows = 0;
  for (let row = 0; row < table.rows; row += 100) {
    writeInputs(WARD_FEATURES, normalisation, table.features, row * WIDTH, input, 0);
    for (const [index, value] of input.entries()) sum[index] = (sum[index] ?? 0) + value;
    rows += 1;
  }
  return Array.from(sum, (value) => value / rows);
}
