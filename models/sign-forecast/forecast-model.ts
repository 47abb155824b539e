import { z } from "zod";
import { Network } from "../deterioration/network";
import { FORECAST_FEATURES } from "./forecast-features";
import { FORECAST_INPUTS, InputScale } from "./forecast-inputs";
import { FORECAST_SIGNS, FORECAST_VALUES } from "./forecast-signs";
import { cutLayers } from "../deterioration/layer-weights";
import { FORECAST_OUTPUTS } from "./quantiles";

/** `model.json` of an artifact: everything but the weights, which are in `weights.bin` beside it. */
export const ForecastDescription = z.strictObject({
  version: z.string().min(1).max(40),
  /** By name and in order: weights trained on other features must not be used. */
  features: z.array(z.string()).length(FORECAST_FEATURES.length),
  signs: z.array(z.string()).length(FORECAST_SIGNS.length),
  layers: z
    .array(z.strictObject({ inputs: z.int().positive(), outputs: z.int().positive() }))
    .min(1),
  inputScale: InputScale,
  /** By sign: one unit of the network in the sign's unit. */
  scales: z.array(z.number().positive()).length(FORECAST_SIGNS.length),
  /** By forecast value: what makes the learnt band hold 80 %; fitted on patients not learnt from. */
  widening: z.array(z.number().positive()).length(FORECAST_VALUES),
});
export type ForecastDescription = z.infer<typeof ForecastDescription>;

export interface ForecastModel {
  version: string;
  network: Network;
  inputScale: InputScale;
  scales: readonly number[];
  widening: readonly number[];
}

/** Throws when the description and this code do not speak of the same inputs and signs. */
export function buildForecastModel(
  description: ForecastDescription,
  weights: Float32Array,
): ForecastModel {
  requireSameForecast(description);
  const { version, inputScale, scales, widening } = description;
  const network = new Network(cutLayers(description.layers, weights));
  return { version, network, inputScale, scales, widening };
}

function requireSameForecast({ version, features, signs, layers }: ForecastDescription): void {
  const other = FORECAST_FEATURES.find((name, index) => features[index] !== name);
  if (other) throw new Error(`forecast ${version} was not trained on the feature ${other}`);
  const sign = FORECAST_SIGNS.find(({ kind }, index) => signs[index] !== kind);
  if (sign) throw new Error(`forecast ${version} does not forecast ${sign.kind}`);
  if (layers[0]?.inputs !== FORECAST_INPUTS || layers.at(-1)?.outputs !== FORECAST_OUTPUTS) {
    throw new Error(
      `forecast ${version} does not map ${FORECAST_INPUTS} inputs to ${FORECAST_OUTPUTS} outputs`,
    );
  }
}
