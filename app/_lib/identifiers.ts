import "server-only";
import { hkdfSync } from "node:crypto";
import { createFieldCipher, type FieldCipher } from "#db/encryption/field-cipher";
import { env } from "./env";

let cipher: FieldCipher | undefined;

/** What opens and seals single fields. To be awaited before a transaction begins: it may read keys. */
export const fieldCipher = async (): Promise<FieldCipher> => (cipher ??= createFieldCipher(keys));

function keys() {
  const derive = (use: string) =>
    Buffer.from(hkdfSync("sha256", env().NEXTAUTH_SECRET, "", `wardcast ${use}`, 32));
  return { current: 1, byVersion: new Map([[1, derive("fields")]]), indexKey: derive("index") };
}
