import { z } from "zod";
import { cutNetworks } from "../deterioration/layer-weights";
import { INPUT_KINDS, inputCount } from "./flu-inputs";
import type { FluNet } from "./flu-net";
import { type FluWeek, fluWeekOf } from "./flu-week";
import { FLU_LEVELS, FLU_OUTPUTS, HORIZONS } from "./quantile-levels";

const Day = z.iso.date();

const NetDescription = z
  .strictObject({
    kind: z.enum(INPUT_KINDS),
    hidden: z.int().positive(),
    means: z.array(z.number()),
    scales: z.array(z.number().positive()),
    spread: z.array(z.number().positive()).length(HORIZONS.length),
  })
  .refine(
    ({ kind, means, scales }) => [means, scales].every((of) => of.length === inputCount(kind)),
    {
      error: "the network was trained on other inputs",
    },
  );

/** `model.json` of a version: everything but the weights, which are in `weights.bin` in the same order. */
export const FluDescription = z.strictObject({
  version: z.string().min(1).max(40),
  levels: z.array(z.number()).length(FLU_LEVELS.length),
  /** One for each season, the oldest first: each knows nothing of what came after. */
  generations: z
    .array(
      z.strictObject({
        /** The last week whose admissions it was trained on, as published then. */
        trainedUpTo: Day,
        nets: z.array(NetDescription).min(1),
      }),
    )
    .min(1),
});
export type FluDescription = z.infer<typeof FluDescription>;

export interface FluGeneration {
  trainedUpTo: FluWeek;
  nets: readonly FluNet[];
}

export interface FluModel {
  version: string;
  generations: readonly FluGeneration[];
}

/** Throws when the weights are not those of the networks described. */
export function buildFluModel(description: FluDescription, weights: Float32Array): FluModel {
  const { version, generations } = description;
  const described = generations.flatMap(({ nets }) => nets);
  const layers = cutNetworks(
    described.map(({ kind, hidden }) => [
      { inputs: inputCount(kind), outputs: hidden },
      { inputs: hidden, outputs: FLU_OUTPUTS },
    ]),
    weights,
    `flu model ${version}`,
  );
  let at = 0;
  return {
    version,
    generations: generations.map(({ trainedUpTo, nets }) => ({
      trainedUpTo: fluWeekOf(trainedUpTo),
      nets: nets.map(({ kind, means, scales, spread }) => ({
        ...{ kind, means, scales, spread },
        layers: layers[at++] ?? [],
      })),
    })),
  };
}

/**
 * The newest networks that had seen nothing of the reference week or later. Throws for a reference week before
 * the first: a forecast of a season that the networks have seen would be worth nothing.
 */
export function generationFor(
  { generations, version }: FluModel,
  referenceWeek: FluWeek,
): FluGeneration {
  const generation = generations.findLast(({ trainedUpTo }) => trainedUpTo < referenceWeek);
  if (!generation)
    throw new RangeError(`flu model ${version} was trained on what came after the reference date`);
  return generation;
}
