import type pg from "pg";
import type { Queryable } from "../pool";
import { inTransaction } from "../transaction";
import {
  addDataKey,
  lockDataKeys,
  openDataKey,
  storedDataKeys,
  type StoredDataKey,
} from "./data-keys";
import type { DataKeys } from "./field-cipher";
import { type BrokenSealListener, createIdentifiers, type Identifiers } from "./identifiers";
import type { MasterKey } from "./master-key";

/** Every process has read a new key within this time, or asks for it when a value names it. */
export const KEYS_REFRESH_MS = 5_000;

export interface KeyringOptions {
  /** Keys that are wrapped under the master key before are opened too. */
  previous?: MasterKey | undefined;
  onBroken?: BrokenSealListener | undefined;
  /** The keys could not be read again; those that are known go on. */
  onRefreshFailed?: ((cause: unknown) => void) | undefined;
}

export interface Keyring {
  identifiers: Identifiers;
  /** Reads the keys now. Throws when one cannot be opened. */
  refresh(): Promise<void>;
  stop(): void;
}

/**
 * Opens the data keys, which are made at the first start by whoever owns the tables, and follows
 * rotations by other processes.
 *
 * @throws WrongMasterKey
 */
export async function openKeyring(
  pool: pg.Pool,
  master: MasterKey,
  { previous, onBroken, onRefreshFailed }: KeyringOptions = {},
): Promise<Keyring> {
  const masters = previous ? [master, previous] : [master];
  const opened = new Map<string, Buffer>();
  const keep = (stored: StoredDataKey): Buffer => {
    const key = opened.get(nameOf(stored)) ?? openDataKey(stored, masters);
    opened.set(nameOf(stored), key);
    return key;
  };

  let keys = readKeys(await storedOrFirst(pool, master), keep);
  const load = async (db: Queryable): Promise<void> => {
    keys = readKeys(await storedDataKeys(db), keep);
  };

  let isRefreshing = false;
  const timer = setInterval(() => {
    if (isRefreshing) return;
    isRefreshing = true;
    load(pool)
      .catch((cause: unknown) => onRefreshFailed?.(cause))
      .finally(() => (isRefreshing = false));
  }, KEYS_REFRESH_MS);
  timer.unref();

  const source = {
    keys: () => keys,
    reload: async (db: Queryable) => {
      const stored = await storedDataKeys(db);
      try {
        keys = readKeys(stored, keep);
      } catch (cause) {
        onRefreshFailed?.(cause); // what names the key stays closed and says so
      }
    },
  };
  return {
    identifiers: createIdentifiers(source, { onBroken }),
    refresh: () => load(pool),
    stop: () => clearInterval(timer),
  };
}

async function storedOrFirst(pool: pg.Pool, master: MasterKey): Promise<StoredDataKey[]> {
  const stored = await storedDataKeys(pool);
  if (stored.length > 0) return stored;

  return inTransaction(pool, async (client) => {
    await lockDataKeys(client);
    const others = await storedDataKeys(client); // of whoever was first
    if (others.length > 0) return others;
    await addDataKey(client, master, { purpose: "field", version: 1 });
    await addDataKey(client, master, { purpose: "index", version: 1 });
    return storedDataKeys(client);
  });
}

function readKeys(
  stored: readonly StoredDataKey[],
  open: (stored: StoredDataKey) => Buffer,
): DataKeys {
  const fields = stored.filter(({ purpose }) => purpose === "field");
  const index = stored.find(({ purpose }) => purpose === "index");
  const current = fields.findLast(({ isRetired }) => !isRetired)?.version;
  if (!index || current === undefined)
    throw new Error("data_keys has lost a key: restore the table from a backup");

  const byVersion = new Map(fields.map((field) => [field.version, open(field)]));
  return { current, byVersion, indexKey: open(index) };
}

const nameOf = ({ purpose, version }: StoredDataKey): string => `${purpose} ${version}`;
