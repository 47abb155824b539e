import "server-only";
import type { Identifiers } from "#db/encryption/identifiers";
import { type Keyring, openKeyring } from "#db/encryption/keyring";
import { brokenSeal } from "#models/audit/broken-seal";
import { audit } from "./audit";
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
  kept.wardcastKeyring ??= open().catch((cause: unknown) => {
    delete kept.wardcastKeyring;
    throw cause;
  });
  return (await kept.wardcastKeyring).identifiers;
}

const open = (): Promise<Keyring> =>
  openKeyring(identityDatabase(), env().MASTER_KEY, {
    onBroken: (broken) => {
      logError(broken, "a sealed value does not open");
      // The page is drawn meanwhile, and says that it is unreadable; what is lost here is in the log.
      audit()
        .record(brokenSeal(broken, new Date()))
        .catch((cause: unknown) => logError(asReason(cause), "a broken seal was not recorded"));
    },
    onRefreshFailed: (cause) => logError(asReason(cause), "the data keys could not be read again"),
  });

const asReason = (cause: unknown) => ({
  reason: cause instanceof Error ? cause.message : "unknown",
});

/** A line as the server's log has them, which is the same standard error. */
const logError = (fields: object, msg: string): void =>
  console.error(JSON.stringify({ level: 50, time: Date.now(), ...fields, msg }));
