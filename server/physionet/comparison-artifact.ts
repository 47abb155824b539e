import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { Ensemble } from "#models/deterioration/ensemble";
import { cutNetworks, joinLayers, shapesOf } from "#models/deterioration/layer-weights";
import { Calibration } from "#models/deterioration/model";
import { Network, type DenseLayer } from "#models/deterioration/network";
import { Normalisation } from "#models/deterioration/normalisation";
import { littleEndian, littleEndianFloats } from "../scoring/little-endian";
import { inputsOf, type Normalisations, type Variant } from "./hour-inputs";

/** Beside the folder that wards load from, so that no server takes one of these for the newest model. */
export const COMPARISON_ARTIFACTS = fileURLToPath(
  new URL("../../models/artifacts/deterioration-comparison", import.meta.url),
);

/** Models that exist to be measured: with the inputs no ward may have, or taught by one hospital alone. */
export const COMPARISONS = ["challenge", "trained-on-A", "trained-on-B"] as const;
export type ComparisonName = (typeof COMPARISONS)[number];

const Description = z.strictObject({
  variant: z.enum(["deployed", "challenge"]),
  members: z.array(z.strictObject({ hidden: z.array(z.int().positive()) })).min(1),
  normalisations: z.strictObject({ deployed: Normalisation, challenge: Normalisation }),
  calibration: Calibration,
  /** Probabilities, chosen on the tune patients of those it was taught by. */
  thresholds: z.strictObject({ all: z.number(), first48Hours: z.number() }),
  /** Share of the tune hours at or above the threshold: what a new hospital can match without labels. */
  alarmShare: z.number().min(0).max(1),
});
export type ComparisonDescription = z.infer<typeof Description>;

export interface ComparisonModel {
  network: Ensemble;
  variant: Variant;
  normalisations: Normalisations;
  calibration: Calibration;
  thresholds: { all: number; first48Hours: number };
  alarmShare: number;
}

export async function writeComparison(
  folder: string,
  name: ComparisonName,
  description: ComparisonDescription,
  members: readonly (readonly DenseLayer[])[],
): Promise<void> {
  await mkdir(folder, { recursive: true });
  await Promise.all([
    writeFile(join(folder, `${name}.json`), `${JSON.stringify(Description.parse(description))}\n`),
    writeFile(join(folder, `${name}.bin`), littleEndian(joinLayers(members.flat()))),
  ]);
}

/** The backend must be set; whoever reads one disposes of its network. */
export async function readComparison(
  folder: string,
  name: ComparisonName,
): Promise<ComparisonModel> {
  const [text, bytes] = await Promise.all([
    readFile(join(folder, `${name}.json`), "utf8"),
    readFile(join(folder, `${name}.bin`)),
  ]);
  const { members, ...description } = Description.parse(JSON.parse(text));
  const shapes = members.map(({ hidden }) =>
    shapesOf([inputsOf(description.variant), ...hidden, 1]),
  );
  const networks = cutNetworks(shapes, littleEndianFloats(bytes), `model ${name}`).map(
    (layers) => ({ network: new Network(layers), weight: 1 / members.length }),
  );
  return { ...description, network: new Ensemble(networks) };
}
