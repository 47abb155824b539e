import { randomBytes } from "node:crypto";
import { createFieldCipher, type FieldCipher } from "../encryption/field-cipher";

/** A cipher with keys of its own, for tests. */
export function createTestCipher(): FieldCipher {
  const keys = {
    current: 1,
    byVersion: new Map([[1, randomBytes(32)]]),
    indexKey: randomBytes(32),
  };
  return createFieldCipher(() => keys);
}
