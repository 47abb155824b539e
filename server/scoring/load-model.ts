import { createHash } from "node:crypto";
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildModel, ModelDescription, type DeteriorationModel } from "#models/deterioration/model";

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
 * Loads a model from its folder; the backend must be set. Throws when the weights are not the ones the
 * description was written for, byte for byte, or were trained on other features.
 */
export async function loadModel(folder: string): Promise<DeteriorationModel> {
  const { description, weights } = await readModel(folder);
  return buildModel(description, weights);
}

export async function readModel(
  folder: string,
): Promise<{ description: ModelDescription; weights: Float32Array }> {
  const [json, bytes] = await Promise.all([
    readFile(join(folder, "model.json"), "utf8"),
    readFile(join(folder, "weights.bin")),
  ]);
  const description = ModelDescription.parse(JSON.parse(json));
  const digest = createHash("sha256").update(bytes).digest("hex");
  if (digest !== description.weightsSha256) {
    throw new Error(`weights of model ${description.version} do not match their digest`);
  }
  return { description, weights: littleEndianFloats(bytes) };
}

function littleEndianFloats(bytes: Buffer): Float32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Float32Array.from({ length: bytes.byteLength / 4 }, (_, index) =>
    view.getFloat32(index * 4, true),
  );
}
