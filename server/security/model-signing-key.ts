import { createPublicKey, type KeyObject } from "node:crypto";
import { readFile } from "node:fs/promises";
import { requireEd25519 } from "../scoring/model-manifest";

/**
 * The operator's key for model manifests; undefined when none is set. Set and not usable stops the
 * start: whoever asked for signatures must not run without them.
 */
export async function modelSigningKey(path: string | undefined): Promise<KeyObject | undefined> {
  if (!path) return undefined;
  try {
    const text = await readFile(path, "utf8");
    if (text.includes("PRIVATE KEY"))
      throw new Error("this is a private key: keep it off this machine and give the public one");
    const key = createPublicKey(text);
    requireEd25519(key, "it");
    return key;
  } catch (cause) {
    const detail = cause instanceof Error ? cause.message : "no reason given";
    throw new Error(`MODEL_SIGNING_PUBLIC_KEY_FILE cannot be used: ${detail}`, { cause });
  }
}
