import { createHash, type KeyObject } from "node:crypto";
import { join } from "node:path";
import { z } from "zod";
import { OUTPUT_COLUMN, type TrainingDistribution } from "#models/deterioration/drift";
import { buildModel, type DeteriorationModel } from "#models/deterioration/model";
import {
  DriftBaseline,
  type ModelReport,
  type ModelSignature,
} from "#models/deterioration/model-in-service";
import { type ModelManifest, signedText } from "#models/deterioration/model-manifest";
import { describeModel, newestVersion } from "./load-model";
import { readVerified } from "./model-manifest";

/** A model that is used, or why there is none: then the wards see NEWS2 alone, and are told so. */
export interface ReportedModel {
  model: DeteriorationModel | undefined;
  report: ModelReport;
}

/** Loads the newest version of a folder and says what became of it; never throws. The backend must be set. */
export async function loadReported(
  artifacts: string,
  publicKey: KeyObject | undefined,
): Promise<ReportedModel> {
  const version = await newestVersion(artifacts);
  if (version === undefined) return { model: undefined, report: { state: "absent" } };
  try {
    const verified = await readVerified(join(artifacts, version), publicKey);
    const { description, weights } = describeModel(verified);
    // An old version under a new name would pass every other check.
    if (description.version !== version)
      throw new Error(`${version} holds model ${description.version}`);
    const { manifest, bytes } = verified;
    const { distribution } = DriftBaseline.parse(
      JSON.parse(bytes["baseline.json"].toString("utf8")),
    );
    if (distribution) requireSameColumns(distribution, description.features);
    const report = {
      state: "in-service",
      version,
      manifestSha256: digestOf(manifest),
      signature: signatureOf(manifest, publicKey),
      card: z.json().parse(JSON.parse(bytes["card.json"].toString("utf8"))),
      distribution,
    } as const;
    return { model: buildModel(description, weights), report };
  } catch (cause) {
    return { model: undefined, report: { state: "refused", version, reason: reasonOf(cause) } };
  }
}

/** Counted in another order, every input would seem to have moved. */
function requireSameColumns({ columns }: TrainingDistribution, features: readonly string[]): void {
  const expected = [...features, OUTPUT_COLUMN];
  const isSame =
    columns.length === expected.length &&
    columns.every(({ name }, index) => name === expected[index]);
  if (!isSame) throw new Error("the distribution in baseline.json is not of the model's features");
}

/** One number that stands for every file, signed or not. */
export const digestOf = (manifest: ModelManifest): string =>
  createHash("sha256").update(signedText(manifest)).digest("hex");

/** What the signature of a manifest is worth that was read with this key. */
export function signatureOf(
  { signature }: ModelManifest,
  publicKey: KeyObject | undefined,
): ModelSignature {
  if (signature === undefined) return "unsigned";
  return publicKey ? "signed" : "unchecked";
}

/** In words for the wards: without paths, and without what a parser says to programmers. */
export function reasonOf(cause: unknown): string {
  if (cause instanceof z.ZodError || cause instanceof SyntaxError)
    return "its files are not of the form this server reads";
  if (!(cause instanceof Error)) return "no reason given";
  return "syscall" in cause ? "one of its files cannot be read" : cause.message;
}
