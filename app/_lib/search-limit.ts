import "server-only";
import type { UserId } from "#models/shared/ids";
import {
  createTokenBuckets,
  type RateVerdict,
  type TokenBuckets,
} from "#models/shared/token-buckets";

/** Somebody at a bedside types a number once or twice; who tries numbers needs many. */
const SEARCHES_PER_MINUTE = 20;
const SECONDS_PER_MINUTE = 60;

// Kept on the global object, so that a reload in development does not begin anew.
const kept: typeof globalThis & { wardcastSearches?: TokenBuckets } = globalThis;

/** Counts a search for a patient by number, right or wrong. */
export const takeSearch = (userId: UserId): RateVerdict =>
  (kept.wardcastSearches ??= createTokenBuckets(
    { perSecond: SEARCHES_PER_MINUTE / SECONDS_PER_MINUTE, burst: SEARCHES_PER_MINUTE },
    Date.now,
  )).take(userId);
