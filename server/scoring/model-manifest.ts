import { createHash, sign, verify, type KeyObject } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import {
  FILES_OF,
  ModelManifest,
  modelOf,
  signedText,
  type FileOf,
  type ModelName,
} from "#models/deterioration/model-manifest";

/** A model's files, read once: what is verified is what is used. */
export type ModelBytes<Name extends ModelName = "deterioration"> = Readonly<
  Record<FileOf<Name>, Buffer>
>;

/** Those of the deterioration model, as `readVerifiedModel` reads them. */
export const readVerified = (
  folder: string,
  publicKey?: KeyObject | undefined,
): Promise<{ manifest: ModelManifest; bytes: ModelBytes }> =>
  readVerifiedModel("deterioration", folder, publicKey);

/**
 * Reads a version's files and refuses them unless each is the one of the manifest, byte for byte. With
 * a public key, the manifest must be signed with its private one.
 */
export async function readVerifiedModel<Name extends ModelName>(
  name: Name,
  folder: string,
  publicKey?: KeyObject | undefined,
): Promise<{ manifest: ModelManifest; bytes: ModelBytes<Name> }> {
  const manifest = await readManifest(folder);
  // A manifest signed for one model says nothing of another.
  if (modelOf(manifest) !== name)
    throw new Error(`this is the manifest of a ${modelOf(manifest)} model, not of ${name}`);
  if (publicKey) requireSignature(manifest, publicKey);

  const bytes = await readFiles(name, folder);
  const files: readonly FileOf<Name>[] = FILES_OF[name];
  const wrong = files.filter((file) => digestOf(bytes[file]) !== manifest.sha256[file]);
  if (wrong.length > 0) {
    throw new Error(
      `files of model ${manifest.version} do not match their digest: ${wrong.join(", ")}`,
    );
  }
  return { manifest, bytes };
}

/** Writes the manifest of the files as they are; it is not signed. */
export async function writeManifest(
  folder: string,
  version: string,
  name: ModelName = "deterioration",
): Promise<void> {
  const bytes = Object.entries(await readFiles(name, folder));
  const sha256 = Object.fromEntries(bytes.map(([file, content]) => [file, digestOf(content)]));
  const model = name === "deterioration" ? {} : { model: name };
  await save(folder, ModelManifest.parse({ ...model, version, sha256 }));
}

/** Signs the manifest of files that match it: nobody should sign what they did not look at. */
export async function signManifest(folder: string, privateKey: KeyObject): Promise<void> {
  requireEd25519(privateKey, "the signing key");
  const { manifest } = await readVerifiedModel(modelOf(await readManifest(folder)), folder);
  const signature = sign(null, Buffer.from(signedText(manifest), "utf8"), privateKey);
  await save(folder, { ...manifest, signature: signature.toString("base64") });
}

/** Another kind of key would verify by other rules than those the manifest was signed by. */
export function requireEd25519(key: KeyObject, name: string): void {
  if (key.asymmetricKeyType !== "ed25519") throw new Error(`${name} is not an Ed25519 key`);
}

async function readManifest(folder: string): Promise<ModelManifest> {
  const text = await readFile(join(folder, "manifest.json"), "utf8").catch((cause: unknown) => {
    throw new Error("the model has no manifest.json", { cause });
  });
  return ModelManifest.parse(JSON.parse(text));
}

function requireSignature(manifest: ModelManifest, publicKey: KeyObject): void {
  const { signature, version } = manifest;
  if (signature === undefined) throw new Error(`the manifest of model ${version} is not signed`);
  const text = Buffer.from(signedText(manifest), "utf8");
  if (!verify(null, text, publicKey, Buffer.from(signature, "base64"))) {
    throw new Error(`the manifest of model ${version} is signed by another key, or was changed`);
  }
}

async function readFiles<Name extends ModelName>(
  name: Name,
  folder: string,
): Promise<ModelBytes<Name>> {
  const files: readonly FileOf<Name>[] = FILES_OF[name];
  const read = files.map(async (file) => [file, await readFile(join(folder, file))] as const);
  return Object.fromEntries(await Promise.all(read)) as ModelBytes<Name>;
}

const save = (folder: string, manifest: ModelManifest): Promise<void> =>
  writeFile(join(folder, "manifest.json"), `${JSON.stringify(manifest, null, 2)}\n`);

const digestOf = (bytes: Buffer): string => createHash("sha256").update(bytes).digest("hex");
