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
import type { ForecastModel } from "#models/sign-forecast/forecast-model";
import { describeForecast } from "./load-forecast-model";
import { describeModel, newestVersion } from "./load-model";
import { readVerified, readVerifiedModel } from "./model-manifest";

/** A model that is used, or why there is none: then the wards see NEWS2 alone, and are told so. */
export interface ReportedModel<Model> {
  model: Model | undefined;
  report: ModelReport;
}

/** Loads the newest version of a folder and says what became of it; never throws. The backend must be set. */
export const loadReported = (
  artifacts: string,
  publicKey: KeyObject | undefined,
): Promise<ReportedModel<DeteriorationModel>> =>
  reported(artifacts, publicKey, async (folder) => {
    const verified = await readVerified(folder, publicKey);
    const { description, weights } = describeModel(verified);
    const baseline: unknown = JSON.parse(verified.bytes["baseline.json"].toString("utf8"));
    const { distribution } = DriftBaseline.parse(baseline);
    if (distribution) requireSameColumns(distribution, description.features);
    return { ...verified, distribution, model: buildModel(description, weights) };
  });

/** The same of the forecast of signs, whose inputs are those of the deterioration model and counted there. */
export const loadReportedForecast = (
  artifacts: string,
  publicKey: KeyObject | undefined,
): Promise<ReportedModel<ForecastModel>> =>
  reported(artifacts, publicKey, async (folder) => {
    const verified = await readVerifiedModel("sign-forecast", folder, publicKey);
    return { ...verified, distribution: undefined, model: describeForecast(verified) };
  });

interface Loaded<Model> {
  model: Model;
  manifest: ModelManifest;
  bytes: { "card.json": Buffer };
  distribution: TrainingDistribution | undefined;
}

async function reported<Model extends { version: string }>(
  artifacts: string,
  publicKey: KeyObject | undefined,
  load: (folder: string) => Promise<Loaded<Model>>,
): Promise<ReportedModel<Model>> {
  const version = await newestVersion(artifacts);
  if (version === undefined) return { model: undefined, report: { state: "absent" } };
  try {
    const { model, manifest, bytes, distribution } = await load(join(artifacts, version));
    // An old version under a new name would pass every other check.
    if (model.version !== version) throw new Error(`${version} holds model ${model.version}`);
    const report = {
      state: "in-service",
      version,
      manifestSha256: digestOf(manifest),
      signature: signatureOf(manifest, publicKey),
      card: z.json().parse(JSON.parse(bytes["card.json"].toString("utf8"))),
      distribution,
    } as const;
    return { model, report };
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
