import { z } from "zod";
import { TrainingDistribution } from "./drift";

/** Predictors that a server may show predictions of, each with a folder of versions under `models/artifacts`. */
export const ServedModel = z.enum(["deterioration", "sign-forecast"]);
export type ServedModel = z.infer<typeof ServedModel>;

/**
 * Signed: by the key this server was given. Unsigned: its files are those of its manifest, and that is all
 * that is known. Unchecked: there is a signature, and no key to check it with.
 */
export const ModelSignature = z.enum(["signed", "unsigned", "unchecked"]);
export type ModelSignature = z.infer<typeof ModelSignature>;

/** What became of a model when the server started: only what was verified is told of. */
export type ModelReport =
  | { state: "absent" }
  | { state: "refused"; version: string; reason: string }
  | {
      state: "in-service";
      version: string;
      manifestSha256: string;
      signature: ModelSignature;
      /** `card.json` as it was read; its reader parses it. */
      card: unknown;
      /** Undefined for a version from before it was kept: its inputs cannot be compared. */
      distribution: TrainingDistribution | undefined;
    };

/** The part of `baseline.json` that drift is measured against; the rest is another's. */
export const DriftBaseline = z.object({ distribution: TrainingDistribution.optional() });
