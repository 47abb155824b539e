import { createHash } from "node:crypto";
import { fitCalibration } from "#models/deterioration/calibrate";
import { Ensemble, spreadOf } from "#models/deterioration/ensemble";
import { distanceOf, familiarInputs, fitFamiliarity } from "#models/deterioration/familiarity";
import { WARD_FEATURES } from "#models/deterioration/features";
import {
  buildModel,
  type DeteriorationModel,
  type ModelDescription,
} from "#models/deterioration/model";
import { joinLayers } from "#models/deterioration/layer-weights";
import { Network, type DenseLayer } from "#models/deterioration/network";
import type { Normalisations } from "./hour-inputs";
import type { HourTable } from "./hour-table";
import { chooseThresholds } from "./judge";
import { littleEndian } from "../scoring/little-endian";
import { logitsOfHours, sampleInputs, scoreHours } from "./score-hours";

/** Of the most utility any threshold gains on tune, the share the deployed one keeps; the rest buys quiet. */
export const KEPT_UTILITY = 0.97;

/** Every so many hours are enough for means and covariances. */
const STRIDE = 20;
/** Of the tune hours, the share that is called unfamiliar. */
const RAREST = 0.005;
/** Share of the logits of a network left out that the interval holds. */
const INTERVAL_SHARE = 0.8;

const { inputs: INPUTS } = WARD_FEATURES;

export interface TrainedModel {
  description: ModelDescription;
  weights: Float32Array;
  model: DeteriorationModel;
  thresholds: { all: number; first48Hours: number };
}

/** Calibrates trained networks on the tune hours and chooses what is decided with them there. */
export function finishModel(
  version: string,
  members: readonly (readonly DenseLayer[])[],
  { train, tune, normalisations }: Tables,
): TrainedModel {
  const ensemble = ensembleOf(members);
  const hours = { table: tune, normalisations, variant: "deployed" } as const;
  const memberLogits = ensemble.members.map(({ network }) => logitsOfHours(network, hours));
  const logits = logitsOfHours(ensemble, hours);
  ensemble.dispose();

  const weights = joinLayers(members.flat());
  const seen = sampleInputs(train, normalisations, STRIDE);
  const describe = (threshold: number): ModelDescription => ({
    version,
    features: [...WARD_FEATURES.names],
    members: members.map((layers) => ({
      weight: 1 / members.length,
      layers: layers.map(({ inputs, outputs }) => ({ inputs, outputs })),
    })),
    normalisation: normalisations.deployed,
    reference: meanOf(seen),
    calibration: fitCalibration(logits, tune.labels),
    threshold,
    intervalFactor: intervalFactorOf(memberLogits),
    familiarity: {
      ...fitFamiliarity(familiarInputs(WARD_FEATURES), seen, INPUTS),
      limit: Number.MAX_VALUE,
    },
    weightsSha256: createHash("sha256").update(littleEndian(weights)).digest("hex"),
  });
  // A first build scores the tune patients; the limits they choose are all that changes.
  const first = describe(0.5);
  const draft = buildModel(first, weights);
  const thresholds = chooseThresholds(scoreHours(draft, tune), tune, KEPT_UTILITY);
  const description = {
    ...first,
    threshold: Math.min(thresholds.all, 0.999),
    familiarity: { ...first.familiarity, limit: limitOf(draft, tune, normalisations) },
  };
  draft.network.dispose();
  return { description, weights, model: buildModel(description, weights), thresholds };
}

interface Tables {
  train: HourTable;
  tune: HourTable;
  normalisations: Normalisations;
}

export const ensembleOf = (members: readonly (readonly DenseLayer[])[]): Ensemble =>
  new Ensemble(
    members.map((layers) => ({ network: new Network(layers), weight: 1 / members.length })),
  );

function limitOf(
  { familiarity }: Pick<DeteriorationModel, "familiarity">,
  tune: HourTable,
  normalisations: Normalisations,
): number {
  const inputs = sampleInputs(tune, normalisations, STRIDE);
  const distances = Float64Array.from({ length: inputs.length / INPUTS }, (_, row) =>
    distanceOf(familiarity, inputs, row * INPUTS),
  ).sort();
  return distances[Math.floor((1 - RAREST) * distances.length)] ?? Number.MAX_VALUE;
}

/**
 * Each network in turn plays the one that chance would have given instead: how far from the mean of the others it
 * is, in units of their spread.
 */
function intervalFactorOf(memberLogits: readonly Float32Array[]): number {
  if (memberLogits.length < 3) return 1;
  const ratios: number[] = [];
  for (const [left, its] of memberLogits.entries()) {
    const others = memberLogits.filter((_, member) => member !== left);
    const spread = spreadOf(others);
    for (let row = 0; row < its.length; row += STRIDE) {
      const mean = others.reduce((sum, logits) => sum + (logits[row] ?? 0), 0) / others.length;
      ratios.push(Math.abs((its[row] ?? 0) - mean) / Math.max(spread[row] ?? 0, 1e-6));
    }
  }
  ratios.sort((one, other) => one - other);
  return ratios[Math.floor(INTERVAL_SHARE * ratios.length)] ?? 1;
}

function meanOf(rows: Float32Array): number[] {
  const sum = new Float64Array(INPUTS);
  for (const [index, value] of rows.entries()) {
    const input = index % INPUTS;
    sum[input] = (sum[input] ?? 0) + value;
  }
  return Array.from(sum, (value) => value / (rows.length / INPUTS));
}
