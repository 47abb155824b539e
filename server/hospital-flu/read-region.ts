import type pg from "pg";
import {
  regionalFluRead,
  saveRegionalFluFailure,
  saveRegionalFluRead,
  saveRegionalFluWeeks,
} from "#db/regional-flu";
import { inTransaction } from "#db/transaction";
import type { KnownRegion } from "#models/hospital-flu/expect-flu";
import type { RegionalAnswer, RegionalRequest } from "./regional-forecast";
import { fetchRegionalData, type RegionalSource } from "./regional-source";

export interface RegionOptions {
  source: RegionalSource;
  /** FIPS code, or `US`. */
  location: string;
  /** In a thread of its own: it takes seconds of a core. */
  forecastRegion: (request: RegionalRequest, signal: AbortSignal) => Promise<RegionalAnswer>;
}

/** What the region says now. What cannot be read is recorded, with what to do about it, and said to be missing. */
export async function readRegion(
  pool: pg.Pool,
  { source, location, forecastRegion }: RegionOptions,
  { now, signal }: { now: Date; signal: AbortSignal },
): Promise<KnownRegion> {
  try {
    const kept = await fetchRegionalData(source);
    const { forecast, reported } = await forecastRegion({ ...kept, location }, signal);
    const before = await regionalFluRead(pool);
    if (before?.digest !== kept.digest || before.location !== location || before.failure)
      await inTransaction(pool, async (db) => {
        await saveRegionalFluWeeks(db, location, reported);
        const { reportedUntil } = forecast;
        await saveRegionalFluRead(db, { at: now, digest: kept.digest, location, reportedUntil });
      });
    return { location, forecast, reported };
  } catch (cause) {
    signal.throwIfAborted();
    const failure = cause instanceof Error ? cause.message : "it could not be read";
    await saveRegionalFluFailure(pool, { at: now, failure });
    return { missing: "unreadable" };
  }
}
