import { createHash } from "node:crypto";
import { readdir, readFile, stat } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import type { FoundFile } from "#db/file-integrity";

const ARTIFACTS = fileURLToPath(new URL("../../models/artifacts", import.meta.url));

/** A file that must not change by itself. The label is what people and the database see of it. */
export interface ProtectedFile {
  label: string;
  path: string;
}

const MODEL_LABEL = "model ";
export const isOfModel = (label: string): boolean => label.startsWith(MODEL_LABEL);

/** Every file of every model version: one that appears is as much a change as one that differs. */
export async function modelFiles(artifacts = ARTIFACTS): Promise<ProtectedFile[]> {
  const names = await readdir(artifacts, { recursive: true });
  const paths = names.map((name) => join(artifacts, name));
  const isFolder = await Promise.all(
    paths.map(async (path) => (await stat(path).catch(() => undefined))?.isDirectory()),
  );
  return paths
    .filter((_, index) => !isFolder[index])
    .map((path) => ({ label: MODEL_LABEL + relative(artifacts, path).split(sep).join("/"), path }))
    .sort((one, other) => one.label.localeCompare(other.label, "en"));
}

export const digestFiles = (files: readonly ProtectedFile[]): Promise<FoundFile[]> =>
  Promise.all(files.map(async ({ label, path }) => ({ label, sha256: await digestOf(path) })));

/** Undefined when it cannot be read: for whoever relies on it that is as good as gone. */
const digestOf = (path: string): Promise<string | undefined> =>
  readFile(path).then(
    (bytes) => createHash("sha256").update(bytes).digest("hex"),
    () => undefined,
  );
