import { createHash } from "node:crypto";

/** Fixed for good: another key would let the stays that a choice was made on judge that choice. */
const KEY = "outcome-folds-v1";

/**
 * The fold of a stay, from 0. By the hash of the stay's number alone, so that it is the same whatever else is in
 * the file, in whatever order.
 */
export function foldOf(dataSet: string, stayId: string | number, folds: number): number {
  const digest = createHash("sha256").update(`${KEY}|${dataSet}|${stayId}`).digest();
  return digest.readUInt32BE(0) % folds;
}
