import type { KeyObject } from "node:crypto";
import { open, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { ChainPoint } from "#db/audit-chain";
import { makeFolder } from "../cli/setup/make-folder.mjs";
import { AnchorSet } from "./anchor-set";
import { readPublicKey, type SigningKey } from "./signing-key";

const FILE = "anchors.jsonl";
const PUBLIC_KEY = /^public-key-[0-9a-f]{16}\.pem$/;

/** Lines in the order in which they were written; none when there is no file. */
export async function readAnchorLines(folder: string): Promise<string[]> {
  const text = await readFile(join(folder, FILE), "utf8").catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === "ENOENT") return "";
    throw cause;
  });
  return text.split("\n").filter((line) => line !== "");
}

/** The public keys that lie beside the anchors, by their ids. */
export async function readPublicKeys(folder: string): Promise<Map<string, KeyObject>> {
  const names = await readdir(folder).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === "ENOENT") return [];
    throw cause;
  });
  const keys = new Map<string, KeyObject>();
  for (const name of names.filter((each) => PUBLIC_KEY.test(each))) {
    const { keyId, publicKey } = readPublicKey(await readFile(join(folder, name), "utf8"));
    keys.set(keyId, publicKey);
  }
  return keys;
}

/** Makes the folder and puts the public key into it, for who verifies without us. */
export async function prepareAnchorFolder(
  folder: string,
  { keyId, publicKey }: SigningKey,
): Promise<void> {
  makeFolder(folder);
  const pem = publicKey.export({ type: "spki", format: "pem" });
  await writeFile(join(folder, `public-key-${keyId}.pem`), pem, { mode: 0o600 });
  await dropTornLine(join(folder, FILE));
}

/** A line without its end was being written when the power went: it was never an anchor. */
async function dropTornLine(path: string): Promise<void> {
  const file = await open(path, "a+", 0o600);
  try {
    const content = await file.readFile();
    const end = content.lastIndexOf(0x0a) + 1;
    if (end < content.length) await file.truncate(end);
  } finally {
    await file.close();
  }
}

/** Adds one line, and returns when it is on the medium. */
export async function appendAnchor(folder: string, line: string): Promise<void> {
  const file = await open(join(folder, FILE), "a", 0o600);
  try {
    const { size } = await file.stat();
    try {
      await file.appendFile(`${line}\n`);
      await file.sync();
    } catch (cause) {
      await file.truncate(size); // half a line would pass for a changed anchor
      throw cause;
    }
  } finally {
    await file.close();
  }
  // The file's own entry too, when this was its first line.
  const entry = await open(folder, "r");
  await entry.sync().finally(() => entry.close());
}

/**
 * The anchors of these folders, to be checked by the keys given. Without any, by those that lie beside
 * them: whoever can change the anchors could put another key there.
 */
export async function loadAnchors(
  folders: readonly string[],
  given?: ReadonlyMap<string, KeyObject>,
): Promise<AnchorSet> {
  const keys = new Map(given);
  const files: { name: string; lines: string[] }[] = [];
  for (const folder of folders) {
    if (!given) for (const [keyId, key] of await readPublicKeys(folder)) keys.set(keyId, key);
    files.push({ name: join(folder, FILE), lines: await readAnchorLines(folder) });
  }
  return new AnchorSet(keys, files);
}

/** The record that an anchor vouches for, to go on from; undefined without one, or with two that differ. */
export function anchoredPoint(anchors: AnchorSet, sequence: number): ChainPoint | undefined {
  const hashes = new Set(anchors.at(sequence).map(({ hash }) => hash));
  const [hash] = hashes;
  return hash && hashes.size === 1 ? { sequence, hash: Buffer.from(hash, "hex") } : undefined;
}
