import "server-only";
import { hkdfSync } from "node:crypto";
import { createFieldCipher, type FieldCipher } from "#db/encryption/field-cipher";
import { env } from "./env";

let cipher: FieldCipher | undefined;

/** Seals and opens what is kept sealed. */
export const fieldCipher = (): FieldCipher => (cipher ??= createFieldCipher(keys));

function keys() {
  const derive = (use: string) =>
    Buffer.from(hkdfSync("sha256", env().NEXTAUTH_SECRET, "", `wardcast ${use}`, 32));
  return { current: 1, byVersion: new Map([[1, derive("fields")]]), indexKey: derive("index") };
}
