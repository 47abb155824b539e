import "server-only";
import { hkdfSync } from "node:crypto";
import { createFieldCipher, type FieldCipher } from "#db/encryption/field-cipher";
import { env } from "./env";

const keyFor = (purpose: string): Buffer =>
  Buffer.from(hkdfSync("sha256", env().NEXTAUTH_SECRET, "", `wardcast ${purpose}`, 32));

let cipher: FieldCipher | undefined;

/** What opens and seals single fields, with the server's own keys. */
export const fieldCipher = async (): Promise<FieldCipher> =>
  (cipher ??= createFieldCipher(() => ({
    current: 1,
    byVersion: new Map([[1, keyFor("field")]]),
    indexKey: keyFor("index"),
  })));
