import { type Freshness, freshness } from "#models/realtime/feed-freshness";
import type { BoardBed } from "./board-reducer";

/**
 * By what this tab has learned of the feed, or by what the server knows: a tab that has just been opened has
 * heard too little to tell. The first word after the alarm began makes the bed fresh, before the alarm ends.
 */
export function bedFreshness({ cadence, state }: BoardBed, now: number): Freshness {
  const { technical, receivedAt = Number.NEGATIVE_INFINITY } = state;
  const isKnownStale = technical.some(
    ({ kind, begunAt }) => kind === "stale" && receivedAt < begunAt,
  );
  return isKnownStale ? "stale" : freshness(cadence, now);
}
