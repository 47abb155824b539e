import { createHash, type KeyObject } from "node:crypto";
import { readdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { buildModel, ModelDescription, type DeteriorationModel } from "#models/deterioration/model";
import { littleEndianFloats } from "./little-endian";
import { readVerified } from "./model-manifest";

export const DETERIORATION_ARTIFACTS = fileURLToPath(
  new URL("../../models/artifacts/deterioration", import.meta.url),
);

/** The newest version's folder by name, or undefined when none is shipped. */
export async function newestVersion(
  artifacts = DETERIORATION_ARTIFACTS,
): Promise<string | undefined> {
  const entries = await readdir(artifacts, { withFileTypes: true }).catch(() => []);
  const versions = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  return versions.sort((one, other) => one.localeCompare(other, "en", { numeric: true })).at(-1);
}

/**
 * Loads a model from its folder; the backend must be set. Throws when its files are not those of its
 * manifest, or it was trained on other features; with a key, also when the manifest is not signed by it.
 */
export async function loadModel(
  folder: string,
  publicKey?: KeyObject | undefined,
): Promise<DeteriorationModel> {
  const { description, weights } = await readModel(folder, publicKey);
  return buildModel(description, weights);
}

export async function readModel(
  folder: string,
  publicKey?: KeyObject | undefined,
): Promise<{ description: ModelDescription; weights: Float32Array }> {
  return describeModel(await readVerified(folder, publicKey));
}

/** What verified files hold. Throws when they are not of one model. */
export function describeModel({ manifest, bytes }: Awaited<ReturnType<typeof readVerified>>): {
  description: ModelDescription;
  weights: Float32Array;
} {
  const description = ModelDescription.parse(JSON.parse(bytes["model.json"].toString("utf8")));
  const weights = bytes["weights.bin"];
  const digest = createHash("sha256").update(weights).digest("hex");
  if (digest !== description.weightsSha256) {
    throw new Error(`weights of model ${description.version} do not match their digest`);
  }
  if (description.version !== manifest.version) {
    throw new Error(`the manifest is of model ${manifest.version}, not ${description.version}`);
  }
  return { description, weights: littleEndianFloats(weights) };
}
