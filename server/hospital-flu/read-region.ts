import type pg from "pg";
import {
  saveRegionalFluFailure,
  saveRegionalFluRead,
  saveRegionalFluWeeks,
} from "#db/regional-flu";
import { inTransaction } from "#db/transaction";
import type { KnownRegion } from "#models/hospital-flu/expect-flu";
import { withForecaster } from "../census/forecaster";
import { fetchRegionalData, type KeptVintages, type RegionalSource } from "./regional-source";

export interface RegionOptions {
  source: RegionalSource;
  /** FIPS code, or `US`. */
  location: string;
}

/** What was published last, where it is kept; undefined when it cannot be had, which is recorded with what to do. */
export async function fetchRegion(
  pool: pg.Pool,
  { source }: RegionOptions,
  now: Date,
): Promise<KeptVintages | undefined> {
  try {
    return await fetchRegionalData(source);
  } catch (cause) {
    await saveRegionalFluFailure(pool, { at: now, failure: reasonOf(cause) });
    return undefined;
  }
}

/** What the region expects by it. What cannot be read is recorded, with what to do about it. */
export async function readRegion(
  pool: pg.Pool,
  { newest, folder, digest }: KeptVintages,
  { location, now, signal }: { location: string; now: Date; signal: AbortSignal },
): Promise<KnownRegion> {
  try {
    const { forecast, reported } = await withForecaster(signal, (forecaster) =>
      forecaster.forecastRegion({ newest, folder, location }),
    );
    const { reportedUntil } = forecast;
    await inTransaction(pool, async (db) => {
      await saveRegionalFluWeeks(db, location, reported);
      await saveRegionalFluRead(db, { at: now, digest, location, reportedUntil });
    });
    return { location, forecast, reported };
  } catch (cause) {
    signal.throwIfAborted();
    await saveRegionalFluFailure(pool, { at: now, failure: reasonOf(cause) });
    return { missing: "unreadable" };
  }
}

const reasonOf = (cause: unknown): string =>
  cause instanceof Error ? cause.message : "it could not be read";
