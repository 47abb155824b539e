import { randomBytes } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { createFieldCipher, type FieldCipher } from "./field-cipher";

const KEY_BYTES = 32;

/**
 * Seals with one key, made at the first start in a file that only its owner can read. It is never
 * replaced: what it sealed would not open again.
 */
export async function openInterimCipher(keyFile: string): Promise<FieldCipher> {
  // "wx" fails if another start was first; then its keys are the ones.
  await writeFile(keyFile, randomBytes(2 * KEY_BYTES), { flag: "wx", mode: 0o600 }).catch(
    (cause: NodeJS.ErrnoException) => {
      if (cause.code !== "EEXIST") throw cause;
    },
  );
  const kept = await readFile(keyFile);
  if (kept.length !== 2 * KEY_BYTES) throw new Error(`${keyFile} does not hold the field keys`);

  const keys = {
    current: 1,
    byVersion: new Map([[1, kept.subarray(0, KEY_BYTES)]]),
    indexKey: kept.subarray(KEY_BYTES),
  };
  return createFieldCipher(() => keys);
}
