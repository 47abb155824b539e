import { describe, expect, it } from "vitest";
import { takeFeedClock, type FeedClock } from "./feed-clock";

const T0 = Date.UTC(2026, 0, 5, 12);
const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/** A feed ten minutes fast that has just spoken. */
const fast = (): FeedClock => ({
  sentAt: T0 + 10 * MINUTE,
  feedOffsetMs: 10 * MINUTE,
  earlierClock: undefined,
});

/** One message: when it came by our clock, and what the feed's clock said. */
const take = (clock: FeedClock, receivedAt: number, sentAt: number) =>
  takeFeedClock(clock, { receivedAt, sentAt }, clock.sentAt ?? Number.NEGATIVE_INFINITY);

describe("the clock of a feed", () => {
  it("is what the newest message says", () => {
    const clock = fast();
    expect(take(clock, T0 + SECOND, T0 + 10 * MINUTE + SECOND)).toBeUndefined();
    expect(take(clock, T0 + 2 * SECOND, T0 + 20 * MINUTE)).toBeUndefined();
    expect(clock).toMatchObject({
      sentAt: T0 + 20 * MINUTE,
      feedOffsetMs: 20 * MINUTE - 2 * SECOND,
    });
  });

  it("is followed when it was set back and keeps saying so", () => {
    const clock = fast();
    const steps = [1, 2, 3, 4, 5, 6].map((second) =>
      // Whole seconds, as many senders write them.
      take(clock, T0 + second * SECOND + 400, T0 + second * SECOND),
    );
    expect(steps).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
      undefined,
      10 * MINUTE + 400,
    ]);
    expect(clock).toMatchObject({ sentAt: T0 + 6 * SECOND, feedOffsetMs: -400 });
  });

  it("is followed of a feed that speaks once a minute, at its third message", () => {
    const clock = fast();
    expect(take(clock, T0 + MINUTE, T0 + MINUTE)).toBeUndefined();
    expect(take(clock, T0 + 2 * MINUTE, T0 + 2 * MINUTE)).toBeUndefined();
    expect(take(clock, T0 + 3 * MINUTE, T0 + 3 * MINUTE)).toBe(10 * MINUTE);
  });

  it("is not turned back by a backlog sent at once, however long", () => {
    const clock = fast();
    for (let second = 0; second < 300; second += 1)
      expect(take(clock, T0 + second * 20, T0 + second * SECOND)).toBeUndefined();
    expect(clock.feedOffsetMs).toBe(10 * MINUTE);
  });

  it("is not turned back by several messages of one old instant", () => {
    const clock = fast();
    for (let index = 0; index < 20; index += 1)
      expect(take(clock, T0 + index, T0 - MINUTE)).toBeUndefined();
    expect(clock.feedOffsetMs).toBe(10 * MINUTE);
  });

  it("is not turned back while messages of now come between those of before", () => {
    const clock = fast();
    for (let second = 1; second < 60; second += 1) {
      const receivedAt = T0 + second * SECOND;
      expect(take(clock, receivedAt, T0 + second * SECOND)).toBeUndefined();
      expect(take(clock, receivedAt, T0 + 10 * MINUTE + second * SECOND)).toBeUndefined();
    }
    expect(clock.feedOffsetMs).toBe(10 * MINUTE);
  });

  it("is waited for when it was set back by less than two minutes", () => {
    const clock: FeedClock = { ...fast(), sentAt: T0 + MINUTE, feedOffsetMs: MINUTE };
    for (let second = 1; second < 60; second += 1)
      expect(take(clock, T0 + second * SECOND, T0 + second * SECOND)).toBeUndefined();
    expect(take(clock, T0 + 61 * SECOND, T0 + 61 * SECOND)).toBeUndefined();
    expect(clock.feedOffsetMs).toBe(0);
  });
});
