import type { KeyObject } from "node:crypto";
import { fileURLToPath } from "node:url";
import type { ModelManifest } from "#models/deterioration/model-manifest";
import {
  buildForecastModel,
  ForecastDescription,
  type ForecastModel,
} from "#models/sign-forecast/forecast-model";
import { littleEndianFloats } from "./little-endian";
import { readVerifiedModel, type ModelBytes } from "./model-manifest";

export const FORECAST_ARTIFACTS = fileURLToPath(
  new URL("../../models/artifacts/sign-forecast", import.meta.url),
);

/**
 * Loads a forecast from its folder; the backend must be set. Throws when its files are not those of its manifest,
 * or it was trained on other features; with a key, also when the manifest is not signed by it.
 */
export async function loadForecastModel(
  folder: string,
  publicKey?: KeyObject | undefined,
): Promise<ForecastModel> {
  return describeForecast(await readVerifiedModel("sign-forecast", folder, publicKey));
}

/** What verified files hold. Throws when they are not of one forecast. */
export function describeForecast({
  manifest,
  bytes,
}: {
  manifest: ModelManifest;
  bytes: ModelBytes<"sign-forecast">;
}): ForecastModel {
  const description = ForecastDescription.parse(JSON.parse(bytes["model.json"].toString("utf8")));
  if (description.version !== manifest.version) {
    throw new Error(`the manifest is of forecast ${manifest.version}, not ${description.version}`);
  }
  return buildForecastModel(description, littleEndianFloats(bytes["weights.bin"]));
}
