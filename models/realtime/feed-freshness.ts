import { MS_PER_SECOND } from "../shared/time-range";

/** How often a bed's feed speaks, learned from the receipts seen. */
export interface Cadence {
  receivedAt?: number;
  /** The last intervals between receipts, milliseconds, newest last. */
  intervalsMs?: readonly number[];
}

const INTERVALS_KEPT = 5;
/** A feed whose interval is not known yet is taken for one that speaks every minute. */
const ASSUMED_INTERVAL_MS = 60 * MS_PER_SECOND;
const SHORTEST_LIMIT_MS = 5 * MS_PER_SECOND;
/** A message may be lost and the next one late before the feed counts as stopped. */
const INTERVALS_MISSED = 2.5;

/** Takes the server's time of a bed's last message. Snapshots repeat it: the same time teaches nothing. */
export function noteReceipt(cadence: Cadence, receivedAt: number | undefined): Cadence {
  if (receivedAt === undefined || receivedAt <= (cadence.receivedAt ?? -Infinity)) return cadence;
  if (cadence.receivedAt === undefined) return { receivedAt };

  const intervalsMs = [...(cadence.intervalsMs ?? []), receivedAt - cadence.receivedAt];
  return { receivedAt, intervalsMs: intervalsMs.slice(-INTERVALS_KEPT) };
}

/** Silence after which the feed counts as stopped: 5 s for a monitor that streams. */
export const silenceLimitMs = ({ intervalsMs }: Cadence): number =>
  Math.max(SHORTEST_LIMIT_MS, INTERVALS_MISSED * (median(intervalsMs) ?? ASSUMED_INTERVAL_MS));

export type Freshness = "live" | "stale" | "never";

/** Judged on the server's clock by receipt, never by the clock of the feed. */
export function freshness(cadence: Cadence, now: number): Freshness {
  if (cadence.receivedAt === undefined) return "never";
  return now - cadence.receivedAt >= silenceLimitMs(cadence) ? "stale" : "live";
}

function median(values: readonly number[] = []): number | undefined {
  // The middle one: a single pause or a burst after it does not move it.
  return values.toSorted((a, b) => a - b).at(Math.floor((values.length - 1) / 2));
}
