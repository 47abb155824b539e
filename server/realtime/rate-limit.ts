/** A bucket of `perSecond` tokens that refills steadily: a burst of a second's worth is fine, no more. */
export function createRateLimit(perSecond: number, now: () => Date): () => boolean {
  let tokens = perSecond;
  let refilledAt = now().getTime();
  return () => {
    const at = now().getTime();
    tokens = Math.min(perSecond, tokens + ((at - refilledAt) / 1_000) * perSecond);
    refilledAt = at;
    if (tokens < 1) return false;
    tokens -= 1;
    return true;
  };
}
