import { z } from "zod";

/** What a version of the deterioration model consists of. Each is read by somebody: the ward, a reviewer, an evaluation. */
export const MODEL_FILES = ["model.json", "weights.bin", "card.json", "baseline.json"] as const;
export type ModelFile = (typeof MODEL_FILES)[number];

/** The models that are shipped, and the files of each. */
export const FILES_OF = {
  deterioration: MODEL_FILES,
  "sign-forecast": ["model.json", "weights.bin", "card.json"],
  flu: ["model.json", "weights.bin", "card.json"],
} as const satisfies Record<string, readonly ModelFile[]>;
export type ModelName = keyof typeof FILES_OF;
export type FileOf<Name extends ModelName> = (typeof FILES_OF)[Name][number];

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/**
 * `manifest.json` beside the weights. Digests tell an accident, and a change of one file alone; against
 * somebody who writes the manifest anew there is the signature, whose private key is not on this machine.
 */
export const ModelManifest = z
  .strictObject({
    /** Absent for the deterioration model. */
    model: z.enum(["sign-forecast", "flu"]).optional(),
    version: z.string().min(1).max(40),
    sha256: z.partialRecord(z.enum(MODEL_FILES), Sha256),
    /** Ed25519 over `signedText`, base64; absent until somebody signs. */
    signature: z.base64().max(200).optional(),
  })
  .refine(
    (manifest) => {
      const files: readonly ModelFile[] = FILES_OF[modelOf(manifest)];
      return MODEL_FILES.every((file) => file in manifest.sha256 === files.includes(file));
    },
    { error: "the manifest does not list exactly the model's files" },
  );
export type ModelManifest = z.infer<typeof ModelManifest>;

export const modelOf = ({ model }: Pick<ModelManifest, "model">): ModelName =>
  model ?? "deterioration";

/** What is signed: one line for the version and each file, so that no two manifests have the same. */
export const signedText = (manifest: ModelManifest): string =>
  [
    "wardcast model manifest 1",
    ...(manifest.model ? [`model ${manifest.model}`] : []),
    `version ${manifest.version}`,
    ...FILES_OF[modelOf(manifest)].map((file) => `${manifest.sha256[file] ?? ""} ${file}`),
    "",
  ].join("\n");
