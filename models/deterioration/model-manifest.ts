import { z } from "zod";

/** What a model version consists of. Each is read by somebody: the ward, a reviewer, an evaluation. */
export const MODEL_FILES = ["model.json", "weights.bin", "card.json", "baseline.json"] as const;
export type ModelFile = (typeof MODEL_FILES)[number];

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/**
 * `manifest.json` beside the weights. Digests tell an accident, and a change of one file alone; against
 * somebody who writes the manifest anew there is the signature, whose private key is not on this machine.
 */
export const ModelManifest = z.strictObject({
  version: z.string().min(1).max(40),
  sha256: z.strictObject({
    "model.json": Sha256,
    "weights.bin": Sha256,
    "card.json": Sha256,
    "baseline.json": Sha256,
  }),
  /** Ed25519 over `signedText`, base64; absent until somebody signs. */
  signature: z.base64().max(200).optional(),
});
export type ModelManifest = z.infer<typeof ModelManifest>;

/** What is signed: one line for the version and each file, so that no two manifests have the same. */
export const signedText = ({ version, sha256 }: ModelManifest): string =>
  [
    "wardcast model manifest 1",
    `version ${version}`,
    ...MODEL_FILES.map((file) => `${sha256[file]} ${file}`),
    "",
  ].join("\n");
