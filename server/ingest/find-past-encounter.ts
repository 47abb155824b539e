import type pg from "pg";
import type { Identifiers } from "#db/encryption/identifiers";
import { findEncounterDuring, findOccupantDuring } from "#db/past-encounters";
import type { ClaimedIdentity } from "#models/messages/identity";
import type { EncounterId } from "#models/shared/ids";
import { MS_PER_MINUTE, MS_PER_SECOND } from "#models/shared/time-range";

/** Observed so long before it was sent, a value may be about who was there before. */
const LATE_MS = 2 * MS_PER_MINUTE;
/** How long a patient nobody knows is not asked about again: a feed may send for one every second. */
const MISS_MS = 5 * MS_PER_SECOND;
const MOST_MISSES = 10_000;

/** Epoch milliseconds of what was observed. */
type Observed = readonly { observedAt: number }[];

/** Whether some of it is so late, by the feed's own clock, that the bed's occupant may have changed. */
export const isLate = (observed: Observed, sentAt: number): boolean =>
  observed.some(({ observedAt }) => sentAt - observedAt > LATE_MS);

/** Finds whom results are about that come late: the hospital as it was when they were observed. */
export function createPastEncounterFinder({
  pool,
  identifiers,
  now,
}: {
  pool: pg.Pool;
  identifiers: Identifiers;
  now: () => number;
}) {
  const misses = new Map<string, number>();

  /** The patient lies in no bed any more, or not yet. A bed alone is no proof of that. */
  async function ofAbsent(
    identity: ClaimedIdentity,
    observed: Observed,
  ): Promise<EncounterId | undefined> {
    const during = rangeOf(observed);
    const key = JSON.stringify([identity.visitNumber, identity.medicalRecords]);
    const missedAt = misses.get(key);
    if (!during || (missedAt !== undefined && now() - missedAt < MISS_MS)) return undefined;

    const found = await findEncounterDuring(pool, identifiers, identity, during);
    if (found !== undefined) return found;
    if (misses.size >= MOST_MISSES) misses.clear();
    misses.set(key, now());
    return undefined;
  }

  /** The encounter that the named patient, or else the occupant of the named bed, had at that time. */
  async function atTheTime(
    identity: ClaimedIdentity,
    observed: Observed,
  ): Promise<EncounterId | undefined> {
    const during = rangeOf(observed);
    if (!during) return undefined;
    if (identity.medicalRecords.length > 0)
      return findEncounterDuring(pool, identifiers, identity, during);
    const { location } = identity;
    if (!location) return undefined;
    const bed = { unitCode: location.unitCode, bedLabel: location.bed || location.room };
    return findOccupantDuring(pool, bed, during);
  }

  return { ofAbsent, atTheTime };
}

function rangeOf(observed: Observed): { from: Date; until: Date } | undefined {
  if (observed.length === 0) return undefined;
  const times = observed.map(({ observedAt }) => observedAt);
  return { from: new Date(Math.min(...times)), until: new Date(Math.max(...times)) };
}
