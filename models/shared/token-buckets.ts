import { MS_PER_SECOND } from "./time-range";

/** So much at once, and so much a second in the long run. */
export interface Rate {
  perSecond: number;
  burst: number;
}

export type RateVerdict = { isAllowed: true } | { isAllowed: false; retryAfterSeconds: number };

export interface TokenBuckets {
  /** Takes one token of this key's bucket, if there is one. */
  take(key: string): RateVerdict;
  /** What `take` would answer, without taking. */
  peek(key: string): RateVerdict;
  /** How many keys are remembered. */
  readonly size: number;
}

interface Bucket {
  tokens: number;
  refilledAt: number;
}

const ALLOWED: RateVerdict = { isAllowed: true };

/** About 10 MB when full. */
const MOST_KEYS = 50_000;

/**
 * A bucket of tokens for each key, in this process's memory: several processes each count for themselves.
 * When there are too many keys, the one that was asked for least recently is forgotten, which gives it a
 * full bucket: a limit that forgets is better than a memory that fills.
 *
 * @param now epoch milliseconds
 */
export function createTokenBuckets(
  { perSecond, burst }: Rate,
  now: () => number,
  mostKeys = MOST_KEYS,
): TokenBuckets {
  // A map keeps the order of insertion, so the first key is the one unused for longest.
  const buckets = new Map<string, Bucket>();

  function refilled(key: string, at: number): Bucket {
    const kept = buckets.get(key);
    if (!kept) return { tokens: burst, refilledAt: at };
    const elapsedMs = Math.max(0, at - kept.refilledAt); // a clock may be set back
    const tokens = kept.tokens + (elapsedMs / MS_PER_SECOND) * perSecond;
    return { tokens: Math.min(burst, tokens), refilledAt: at };
  }

  function verdictOn({ tokens }: Bucket): RateVerdict {
    if (tokens >= 1) return ALLOWED;
    const waitSeconds = Math.ceil((1 - tokens) / perSecond);
    return { isAllowed: false, retryAfterSeconds: Math.max(1, waitSeconds) };
  }

  return {
    take(key) {
      const bucket = refilled(key, now());
      const verdict = verdictOn(bucket);
      if (verdict.isAllowed) bucket.tokens -= 1;

      buckets.delete(key);
      const [oldest] = buckets.size >= mostKeys ? buckets.keys() : [];
      if (oldest !== undefined) buckets.delete(oldest);
      buckets.set(key, bucket);
      return verdict;
    },
    peek: (key) => verdictOn(refilled(key, now())),
    get size() {
      return buckets.size;
    },
  };
}
