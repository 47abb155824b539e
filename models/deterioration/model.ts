import { z } from "zod";
import { Ensemble } from "./ensemble";
import { Familiarity } from "./familiarity";
import { WARD_FEATURES } from "./features";
import { cutNetworks } from "./layer-weights";
import { Network } from "./network";
import { Normalisation } from "./normalisation";

/** Platt's scaling: probability = sigmoid(slope × logit + intercept), fitted on patients the networks never saw. */
export const Calibration = z.strictObject({ slope: z.number().positive(), intercept: z.number() });
export type Calibration = z.infer<typeof Calibration>;

const MemberDescription = z.strictObject({
  /** Share of the ensemble's logit. */
  weight: z.number().positive().max(1),
  layers: z
    .array(z.strictObject({ inputs: z.int().positive(), outputs: z.int().positive() }))
    .min(1),
});
export type MemberDescription = z.infer<typeof MemberDescription>;

/** `model.json` of an artifact: everything but the weights, which are in `weights.bin` beside it. */
export const ModelDescription = z.strictObject({
  version: z.string().min(1).max(40),
  /** By name and in order: weights trained on other features must not be used. */
  features: z.array(z.string()).length(WARD_FEATURES.length),
  members: z.array(MemberDescription).min(1),
  normalisation: Normalisation,
  /** Mean input of the training hours: what contributions are measured against. */
  reference: z.array(z.number()).length(WARD_FEATURES.inputs),
  calibration: Calibration,
  /** Probability at or above which an alert is raised; chosen on the tune patients. */
  threshold: z.number().gt(0).lt(1),
  /**
   * Times the spread of the members' logits, the half-width of the interval: chosen on the tune patients so that
   * 80 % of the logits of a member left out lie within it around the others' mean.
   */
  intervalFactor: z.number().positive(),
  familiarity: Familiarity,
  weightsSha256: z.string().regex(/^[0-9a-f]{64}$/),
});
export type ModelDescription = z.infer<typeof ModelDescription>;

export interface DeteriorationModel {
  version: string;
  network: Ensemble;
  normalisation: Normalisation;
  reference: Float32Array;
  calibration: Calibration;
  threshold: number;
  intervalFactor: number;
  familiarity: Familiarity;
}

/** Throws when the description and this code do not speak of the same inputs: a model is never half right. */
export function buildModel(
  description: ModelDescription,
  weights: Float32Array,
): DeteriorationModel {
  requireSameFeatures(description);
  const { version, members, calibration, threshold, intervalFactor, familiarity } = description;
  return {
    version,
    network: new Ensemble(
      cutNetworks(
        members.map(({ layers }) => layers),
        weights,
        `model ${version}`,
      ).map((layers, index) => ({
        network: new Network(layers),
        weight: members[index]?.weight ?? 0,
      })),
    ),
    normalisation: description.normalisation,
    reference: Float32Array.from(description.reference),
    calibration,
    threshold,
    intervalFactor,
    familiarity,
  };
}

export const probabilityOf = (logit: number, { slope, intercept }: Calibration): number =>
  1 / (1 + Math.exp(-(slope * logit + intercept)));

/** The risk as low and as high as the members' disagreement leaves open. */
export const intervalOf = (
  logit: number,
  spread: number,
  { calibration, intervalFactor }: Pick<DeteriorationModel, "calibration" | "intervalFactor">,
): [low: number, high: number] => [
  probabilityOf(logit - intervalFactor * spread, calibration),
  probabilityOf(logit + intervalFactor * spread, calibration),
];

function requireSameFeatures({ version, features, members }: ModelDescription): void {
  const other = WARD_FEATURES.names.find((name, index) => features[index] !== name);
  if (other) throw new Error(`model ${version} was not trained on the feature ${other}`);
  for (const { layers } of members) {
    if (layers[0]?.inputs !== WARD_FEATURES.inputs || layers.at(-1)?.outputs !== 1) {
      throw new Error(`model ${version} does not map ${WARD_FEATURES.inputs} inputs to one logit`);
    }
  }
}
