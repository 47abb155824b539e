import "server-only";
import type { Identifiers } from "#db/encryption/identifiers";
import { type Keyring, openKeyring } from "#db/encryption/keyring";
import { identityDatabase } from "./db";
import { env } from "./env";

// Kept on the global object, as the pool is.
const kept: typeof globalThis & { wardcastKeyring?: Promise<Keyring> } = globalThis;

/**
 * Opens and seals what names patients. To be awaited before a transaction begins: the first call reads
 * the keys over another connection, which the embedded database would let wait for the transaction.
 */
export async function identifiers(): Promise<Identifiers> {
  // One that failed, as when the database is away, is tried again by the next request.
  kept.wardcastKeyring ??= openKeyring(identityDatabase(), env().MASTER_KEY).catch(
    (cause: unknown) => {
      delete kept.wardcastKeyring;
      throw cause;
    },
  );
  return (await kept.wardcastKeyring).identifiers;
}
