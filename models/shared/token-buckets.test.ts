import { describe, expect, it } from "vitest";
import { createTokenBuckets } from "./token-buckets";

describe("token buckets", () => {
  it("take a burst, then the rate, and say when to come again", () => {
    let at = 0;
    const buckets = createTokenBuckets({ perSecond: 0.5, burst: 2 }, () => at);

    expect([buckets.take("a"), buckets.take("a")]).toEqual([
      { isAllowed: true },
      { isAllowed: true },
    ]);
    expect(buckets.take("a")).toEqual({ isAllowed: false, retryAfterSeconds: 2 });

    at += 1_999;
    expect(buckets.take("a").isAllowed).toBe(false);
    at += 1;
    expect(buckets.take("a").isAllowed).toBe(true);
  });

  it("count each key for itself", () => {
    const buckets = createTokenBuckets({ perSecond: 1, burst: 1 }, () => 0);
    buckets.take("a");
    expect(buckets.take("a").isAllowed).toBe(false);
    expect(buckets.take("b").isAllowed).toBe(true);
  });

  it("can be looked into without taking", () => {
    const buckets = createTokenBuckets({ perSecond: 1, burst: 1 }, () => 0);
    buckets.peek("a");
    expect(buckets.peek("a").isAllowed).toBe(true);
    buckets.take("a");
    expect(buckets.peek("a")).toEqual({ isAllowed: false, retryAfterSeconds: 1 });
  });

  it("never hold more than the burst, however long nobody came", () => {
    let at = 0;
    const buckets = createTokenBuckets({ perSecond: 10, burst: 3 }, () => at);
    buckets.take("a");
    at += 3_600_000;
    const taken = Array.from({ length: 5 }, () => buckets.take("a").isAllowed);
    expect(taken).toEqual([true, true, true, false, false]);
  });

  it("give nothing for a clock that is set back", () => {
    let at = 10_000;
    const buckets = createTokenBuckets({ perSecond: 1, burst: 1 }, () => at);
    buckets.take("a");
    at = 0;
    expect(buckets.take("a").isAllowed).toBe(false);
  });

  it("remember so many keys and no more, the busy ones longest", () => {
    const buckets = createTokenBuckets({ perSecond: 0.001, burst: 1 }, () => 0, 100);
    buckets.take("busy");
    for (let stranger = 0; stranger < 1_000; stranger += 1) {
      buckets.take(`stranger ${stranger}`);
      expect(buckets.take("busy").isAllowed).toBe(false);
    }
    expect(buckets.size).toBe(100);
  });
});
