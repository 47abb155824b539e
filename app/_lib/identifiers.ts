import "server-only";
import type { FieldCipher } from "#db/encryption/field-cipher";
import { openInterimCipher } from "#db/encryption/interim-cipher";
import { env } from "./env";

let cipher: Promise<FieldCipher> | undefined;

/** What opens and seals single fields, with the server's own keys. */
export const fieldCipher = (): Promise<FieldCipher> =>
  (cipher ??= openInterimCipher(env().FIELD_KEY_FILE));
