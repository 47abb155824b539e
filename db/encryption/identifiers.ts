import type { Queryable } from "../pool";
import {
  createFieldCipher,
  type DataKeys,
  type FieldCipher,
  SealBroken,
  type SealedField,
  versionOf,
} from "./field-cipher";

/** What the query modules take beside the database: seals what they write, opens what they read. */
export interface Identifiers extends FieldCipher {
  /**
   * To be awaited between reading sealed values and opening them. Reads the keys again when one of the
   * values, which are all the buffers of these rows, names a key that another process has made since.
   * Over the connection that read them: inside a transaction another one might never get its turn.
   */
  ready(db: Queryable, rows: readonly object[]): Promise<void>;
  /** Null when it does not open: that is noted, and is neither an empty value nor a missing one. */
  tryOpen(field: SealedField, rowId: string, sealed: Buffer): string | null;
}

export interface KeySource {
  keys(): DataKeys;
  /** Resolves also when there are no others, or they cannot be opened. */
  reload(db: Queryable): Promise<void>;
}

/** Called once for each value that does not open. */
export type BrokenSealListener = (broken: { field: SealedField; rowId: string }) => void;

const MOST_REMEMBERED = 10_000;
const FORMAT_AND_VERSION_BYTES = 5;
/** A value with a version that nobody made must not have the keys read at each look. */
const ASK_AGAIN_MS = 10_000;

export function createIdentifiers(
  source: KeySource,
  {
    onBroken,
    now = Date.now,
  }: { onBroken?: BrokenSealListener | undefined; now?: () => number } = {},
): Identifiers {
  const cipher = createFieldCipher(source.keys);
  const told = new Set<string>();
  const askedAt = new Map<number, number>();

  const isUnknown = (version: number): boolean =>
    !source.keys().byVersion.has(version) &&
    now() - (askedAt.get(version) ?? -Infinity) > ASK_AGAIN_MS;

  function noteBroken(field: SealedField, rowId: string): void {
    const key = `${field} ${rowId}`;
    if (told.has(key)) return;
    if (told.size >= MOST_REMEMBERED) told.clear();
    told.add(key);
    onBroken?.({ field, rowId });
  }

  return {
    ...cipher,
    async ready(db, rows) {
      const unknown = versionsIn(rows).filter(isUnknown);
      if (unknown.length === 0) return;
      if (askedAt.size >= MOST_REMEMBERED) askedAt.clear();
      for (const version of unknown) askedAt.set(version, now());
      await source.reload(db);
    },
    tryOpen(field, rowId, sealed) {
      try {
        return cipher.open(field, rowId, sealed);
      } catch (cause) {
        if (!(cause instanceof SealBroken)) throw cause;
        noteBroken(field, rowId);
        return null;
      }
    },
  };
}

function versionsIn(rows: readonly object[]): number[] {
  const versions = new Set<number>();
  for (const row of rows)
    for (const value of Object.values(row))
      if (Buffer.isBuffer(value) && value.length >= FORMAT_AND_VERSION_BYTES)
        versions.add(versionOf(value));
  return [...versions];
}
