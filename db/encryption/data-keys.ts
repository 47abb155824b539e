import { randomBytes } from "node:crypto";
import type { Queryable } from "../pool";
import {
  type DataKeyName,
  type DataKeyPurpose,
  KEY_BYTES,
  type MasterKey,
  unwrapDataKey,
  wrapDataKey,
} from "./master-key";

export interface StoredDataKey extends DataKeyName {
  wrapped: Buffer;
  masterKeyId: string;
  isRetired: boolean;
}

/** The data keys are wrapped under a master key that we were not given. */
export class WrongMasterKey extends Error {
  override readonly name = "WrongMasterKey";

  constructor(wanted: string, given: readonly MasterKey[]) {
    super(
      `the master key is another one (${given.map(({ id }) => id).join(", ")}) than the one that this ` +
        `database's data keys are wrapped under (${wanted}). Set MASTER_KEY_FILE, MASTER_KEY or ` +
        `MASTER_KEY_COMMAND to that one: without it no patient's name can be opened`,
    );
  }
}

const STORED = `
  select purpose,
         version,
         wrapped,
         master_key_id as "masterKeyId",
         retired_at is not null as "isRetired"
    from data_keys
   order by purpose, version
`;

export async function storedDataKeys(db: Queryable): Promise<StoredDataKey[]> {
  const { rows } = await db.query<StoredDataKey>(STORED);
  return rows;
}

const LOCK = "select pg_advisory_xact_lock(7203115)";

/** Held to the end of the transaction: nobody else adds or wraps data keys meanwhile. */
export const lockDataKeys = (db: Queryable) => db.query(LOCK);

const ADD = `
  insert into data_keys (purpose, version, wrapped, master_key_id) values ($1, $2, $3, $4)
`;

/** A new random key, stored wrapped. To be called with the lock held. */
export async function addDataKey(
  db: Queryable,
  master: MasterKey,
  name: { purpose: DataKeyPurpose; version: number },
): Promise<void> {
  const wrapped = wrapDataKey(master, name, randomBytes(KEY_BYTES));
  await db.query(ADD, [name.purpose, name.version, wrapped, master.id]);
}

/** Opens a stored key with whichever of the master keys it was wrapped under. */
export function openDataKey(stored: StoredDataKey, masters: readonly MasterKey[]): Buffer {
  const master = masters.find(({ id }) => id === stored.masterKeyId);
  if (!master) throw new WrongMasterKey(stored.masterKeyId, masters);
  try {
    return unwrapDataKey(master, stored, stored.wrapped);
  } catch (cause) {
    throw new Error(
      `the ${stored.purpose} key ${stored.version} in data_keys is damaged: restore that row from a backup`,
      { cause },
    );
  }
}

const REWRAP = `
  update data_keys
     set wrapped = $3,
         master_key_id = $4
   where purpose = $1
     and version = $2
`;

/**
 * Wraps every data key under `next` instead of the master key it is under. Sealed values stay as they
 * are. To be called in a transaction with the lock held; returns how many were changed.
 */
export async function rewrapDataKeys(
  db: Queryable,
  next: MasterKey,
  previous: readonly MasterKey[],
): Promise<number> {
  const others = (await storedDataKeys(db)).filter(({ masterKeyId }) => masterKeyId !== next.id);
  for (const stored of others) {
    const wrapped = wrapDataKey(next, stored, openDataKey(stored, previous));
    await db.query(REWRAP, [stored.purpose, stored.version, wrapped, next.id]);
  }
  return others.length;
}
