import type pg from "pg";
import {
  saveRegionalFluFailure,
  saveRegionalFluRead,
  saveRegionalFluWeeks,
} from "#db/regional-flu";
import { inTransaction } from "#db/transaction";
import type { KnownRegion } from "#models/hospital-flu/expect-flu";
import { withForecaster } from "../census/forecaster";
import {
  fetchRegionalData,
  keptBefore,
  type KeptVintages,
  type RegionalSource,
} from "./regional-source";

export interface RegionOptions {
  source: RegionalSource;
  /** FIPS code, or `US`. */
  location: string;
}

export interface FetchedRegion {
  /** What was published last, where it is kept; undefined when nothing ever was. */
  kept: KeptVintages | undefined;
  /** Why the source did not answer, and what to do; what was kept before goes on to count. */
  failure: string | undefined;
}

export async function fetchRegion({ source }: RegionOptions): Promise<FetchedRegion> {
  try {
    return { kept: await fetchRegionalData(source), failure: undefined };
  } catch (cause) {
    return { kept: await keptBefore(source), failure: reasonOf(cause) };
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
