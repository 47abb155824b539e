import type pg from "pg";
import { findEncounterDuring } from "#db/past-encounters";
import type { ClaimedIdentity } from "#models/messages/identity";
import type { EncounterId } from "#models/shared/ids";

/** How long a patient nobody knows is not asked about again: a feed may send for one every second. */
const MISS_MS = 5_000;
const MOST_MISSES = 10_000;

/** Epoch milliseconds of what was observed. */
type ObservedAt = readonly { observedAt: number }[];

/**
 * Finds the encounter of results that come late: the patient lies in no bed any more, or not yet, but
 * did when they were observed. A bed alone is no proof of that, so it does not count here.
 */
export function createPastEncounterFinder({ pool, now }: { pool: pg.Pool; now: () => number }) {
  const misses = new Map<string, number>();

  return async (
    { visitNumber, medicalRecords }: ClaimedIdentity,
    observed: ObservedAt,
  ): Promise<EncounterId | undefined> => {
    if (observed.length === 0) return undefined;
    const times = observed.map(({ observedAt }) => observedAt);
    const from = new Date(Math.min(...times));
    const until = new Date(Math.max(...times));
    if (Number.isNaN(from.getTime()) || Number.isNaN(until.getTime())) return undefined;

    const key = JSON.stringify([visitNumber, medicalRecords]);
    const missedAt = misses.get(key);
    if (missedAt !== undefined && now() - missedAt < MISS_MS) return undefined;

    const found = await findEncounterDuring(pool, { visitNumber, medicalRecords }, { from, until });
    if (found !== undefined) return found;
    if (misses.size >= MOST_MISSES) misses.clear();
    misses.set(key, now());
    return undefined;
  };
}
