import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
} from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { refuseReadableByOthers } from "../key-file";

/** The key that signs anchors, and the name that its public half goes by. */
export interface SigningKey {
  keyId: string;
  privateKey: KeyObject;
  publicKey: KeyObject;
}

/** Where the key lies that no setting names. */
export const ownSigningKeyFile = (dataDir: string): string =>
  join(dataDir, "audit-signing-key.pem");

/**
 * The Ed25519 key of `file`, or the one in the data folder, made at the first start and kept where only
 * its owner reads. Whoever has it can sign a trail of their own making.
 */
export async function openSigningKey({
  file,
  dataDir,
}: {
  file: string | undefined;
  dataDir: string;
}): Promise<SigningKey> {
  const path = file ?? ownSigningKeyFile(dataDir);
  if (!file) await makeKey(path);
  await refuseReadableByOthers(file ? "AUDIT_SIGNING_KEY_FILE" : "The audit signing key", path);

  const privateKey = createPrivateKey(await readFile(path, "utf8"));
  if (privateKey.asymmetricKeyType !== "ed25519")
    throw new Error(`${path} holds a key of type ${privateKey.asymmetricKeyType}, not ed25519`);
  const publicKey = createPublicKey(privateKey);
  return { keyId: keyIdOf(publicKey), privateKey, publicKey };
}

async function makeKey(path: string): Promise<void> {
  const { privateKey } = generateKeyPairSync("ed25519");
  const pem = privateKey.export({ type: "pkcs8", format: "pem" });
  // "wx" fails if another start was first; then its key is the one.
  await writeFile(path, pem, { flag: "wx", mode: 0o600, flush: true }).catch(
    (cause: NodeJS.ErrnoException) => {
      if (cause.code !== "EEXIST") throw cause;
    },
  );
}

export function readPublicKey(pem: string): { keyId: string; publicKey: KeyObject } {
  const publicKey = createPublicKey(pem);
  if (publicKey.asymmetricKeyType !== "ed25519")
    throw new Error(`a public key of type ${publicKey.asymmetricKeyType}, not ed25519`);
  return { keyId: keyIdOf(publicKey), publicKey };
}

/** Enough of the key's digest to tell one from another, and to be compared by eye. */
const keyIdOf = (publicKey: KeyObject): string =>
  createHash("sha256")
    .update(publicKey.export({ type: "spki", format: "der" }))
    .digest("hex")
    .slice(0, 16);
