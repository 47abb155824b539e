import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";
import { lockDataKeys, rewrapDataKeys } from "#db/encryption/data-keys";
import { KEYS_REFRESH_MS, type Keyring } from "#db/encryption/keyring";
import type { MasterKey } from "#db/encryption/master-key";
import {
  beginRotation,
  resealOlder,
  type ResealProgress,
  retireUnused,
} from "#db/encryption/rotate-data-keys";
import { inTransaction } from "#db/transaction";
import type { AuditEvent, AuditTrail } from "#models/audit/audit-event";

export interface RotationPorts {
  pool: pg.Pool;
  audit: AuditTrail;
  now: () => Date;
}

export interface DataKeyRotation {
  version: number;
  /** False when it is the one that an interrupted run had made. */
  isNew: boolean;
  resealed: number;
  /** Values that do not open under any key: they keep the key they name. */
  broken: number;
  /** Versions that nothing names any more. */
  retired: number[];
}

export interface RotationOptions {
  onProgress: (progress: ResealProgress) => void;
  signal?: AbortSignal;
  /** How long others may go on sealing with the key before: they read the keys that often. */
  settleMs?: number;
}

/**
 * Makes a new data key and seals everything with it, while the system runs. Whatever stops it, a second
 * run finishes: until then values of both keys open.
 */
export async function rotateDataKeys(
  { pool, audit, now }: RotationPorts,
  { keyring, master }: { keyring: Keyring; master: MasterKey },
  { onProgress, signal, settleMs = KEYS_REFRESH_MS + 2_000 }: RotationOptions,
): Promise<DataKeyRotation> {
  const { version, isNew } = await beginRotation(pool, master);
  await keyring.refresh();
  const settled = sleep(settleMs, undefined, { ...(signal && { signal }) });
  settled.catch(() => undefined); // awaited below, unless something else fails first

  const options = { onProgress, ...(signal && { signal }) };
  const first = await resealOlder(pool, keyring, options);
  await settled;
  // What others sealed with the key before, until they had read the new one.
  const last = await resealOlder(pool, keyring, options);
  const retired = await retireUnused(pool, version, last.broken);

  const rotation = { version, isNew, resealed: first.resealed + last.resealed, retired };
  const { broken } = last;
  await audit.record(
    rotated(now(), { kind: "data", version, resealed: rotation.resealed, broken }, broken > 0),
  );
  return { ...rotation, broken };
}

/** Wraps the data keys under a new master key. What is sealed stays as it is, so it takes an instant. */
export async function rotateMasterKey(
  { pool, audit, now }: RotationPorts,
  { master, previous }: { master: MasterKey; previous: MasterKey },
): Promise<{ rewrapped: number }> {
  const rewrapped = await inTransaction(pool, async (client) => {
    await lockDataKeys(client);
    return rewrapDataKeys(client, master, [previous]);
  });
  const details = { kind: "master", masterKeyId: master.id, rewrapped };
  await audit.record(rotated(now(), details, false));
  return { rewrapped };
}

const rotated = (
  occurredAt: Date,
  details: NonNullable<AuditEvent["details"]>,
  hasFailed: boolean,
): AuditEvent => ({
  occurredAt,
  action: "keys:rotated",
  outcome: hasFailed ? "failed" : "permitted",
  actor: { kind: "system" },
  basis: "system",
  details,
});
