import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { joinLayers } from "#models/deterioration/layer-weights";
import { FluCard } from "#models/flu/flu-card";
import { buildFluModel, FluDescription, type FluModel } from "#models/flu/flu-model";
import { dateOfFluWeek } from "#models/flu/flu-week";
import { FLU_LEVELS } from "#models/flu/quantile-levels";
import { littleEndian, littleEndianFloats } from "../scoring/little-endian";
import { readVerifiedModel, writeManifest } from "../scoring/model-manifest";

export const FLU_ARTIFACTS = fileURLToPath(new URL("../../models/artifacts/flu", import.meta.url));
export const FLU_VERSION = "1.0.0";
/** The version in service. */
export const FLU_MODEL = join(FLU_ARTIFACTS, FLU_VERSION);

/** Writes weights, description and card of a version, and the manifest of all three. */
export async function writeFluModel(
  folder: string,
  { version, generations }: FluModel,
  card: FluCard,
): Promise<void> {
  const description: FluDescription = FluDescription.parse({
    version,
    levels: FLU_LEVELS,
    generations: generations.map(({ trainedUpTo, nets }) => ({
      trainedUpTo: dateOfFluWeek(trainedUpTo),
      nets: nets.map(({ kind, means, scales, spread, layers }) => ({
        ...{ kind, means, scales, spread },
        hidden: layers[0]?.outputs ?? 0,
      })),
    })),
  });
  const weights = generations.flatMap(({ nets }) =>
    nets.map(({ layers }) => littleEndian(joinLayers(layers))),
  );
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, "model.json"), `${JSON.stringify(description, null, 1)}\n`);
  await writeFile(join(folder, "weights.bin"), Buffer.concat(weights));
  await writeFile(join(folder, "card.json"), `${JSON.stringify(FluCard.parse(card), null, 1)}\n`);
  await writeManifest(folder, version, "flu");
}

/** Reads a version; throws unless its files are those of its manifest. */
export async function readFluModel(folder = FLU_MODEL): Promise<FluModel> {
  const { bytes } = await readVerifiedModel("flu", folder);
  const description = FluDescription.parse(JSON.parse(bytes["model.json"].toString("utf8")));
  return buildFluModel(description, littleEndianFloats(bytes["weights.bin"]));
}

export const readFluCard = async (folder = FLU_MODEL): Promise<FluCard> =>
  FluCard.parse(JSON.parse(await readFile(join(folder, "card.json"), "utf8")));
