import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createStoreQueue } from "./store-queue";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe("createStoreQueue", () => {
  it("stores in order, together what came while a batch was stored", async () => {
    const { queue, stored } = queueOf();
    for (const item of [1, 2, 3, 4, 5, 6]) queue.add(item);
    await queue.drain();
    expect(stored.flat()).toEqual([1, 2, 3, 4, 5, 6]);
    expect(stored.length).toBeLessThan(6);
  });

  it("keeps what the database refuses and stores it when it is back", async () => {
    const { queue, stored, database } = queueOf();
    database.isUp = false;
    queue.add(1);
    queue.add(2);
    await queue.drain();
    expect(stored).toEqual([]);

    database.isUp = true;
    await vi.advanceTimersByTimeAsync(1_000);
    await queue.drain();
    expect(stored.flat()).toEqual([1, 2]);
  });

  it("gives up what can never be stored, and nothing else", async () => {
    const { queue, stored, database, refused, givenUp } = queueOf();
    database.cannotStore = 3;
    for (const item of [1, 2, 3, 4, 5, 6]) queue.add(item);
    await queue.drain();
    expect(stored.flat()).toEqual([1, 2, 4, 5, 6]);
    expect(refused).toEqual([new ContentFault()]);
    expect(givenUp).toEqual([3]);
  });

  it("drops the oldest when too many wait, and says how many", async () => {
    const { queue, stored, database, dropped, givenUp } = queueOf();
    database.isUp = false;
    for (let item = 1; item <= 25; item += 1) queue.add(item);
    database.isUp = true;
    await vi.advanceTimersByTimeAsync(1_000);
    await queue.drain();
    expect(dropped.reduce((sum, count) => sum + count, 0) + stored.flat().length).toBe(25);
    expect(stored.flat().at(-1)).toBe(25);
    const all = [...givenUp, ...stored.flat()].sort((a, b) => a - b);
    expect(all).toEqual(Array.from({ length: 25 }, (_, at) => at + 1));
  });
});

class ContentFault extends Error {}

function queueOf() {
  const stored: number[][] = [];
  const dropped: number[] = [];
  const refused: unknown[] = [];
  const givenUp: number[] = [];
  const database = { isUp: true, cannotStore: 0 };
  const queue = createStoreQueue<number>({
    store: async (batch) => {
      await Promise.resolve();
      if (!database.isUp) throw new Error("connection lost");
      if (batch.includes(database.cannotStore)) throw new ContentFault();
      stored.push([...batch]);
    },
    batchSize: 4,
    limit: 20,
    retryMs: 1_000,
    isContentFault: (cause) => cause instanceof ContentFault,
    onRefused: (cause) => refused.push(cause),
    onFailed: () => {},
    onDropped: (count) => dropped.push(count),
    onGivenUp: (items) => givenUp.push(...items),
  });
  return { queue, stored, dropped, refused, givenUp, database };
}
