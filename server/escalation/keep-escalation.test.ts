import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { keepEscalation, SETTLE_MS } from "./keep-escalation";

const silent = { info: () => {}, warn: () => {}, error: () => {} };

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** Looks that end when they are told to. */
function heldLooks() {
  const inHand: (() => void)[] = [];
  const review = vi.fn(() => new Promise<void>((end) => inHand.push(end)));
  return { review, endLook: () => inHand.shift()?.() };
}

it("looks once at what changed within a moment", async () => {
  const { review, endLook } = heldLooks();
  const keeper = keepEscalation({ review, log: silent });
  for (let change = 0; change < 10; change += 1) keeper.changed();
  await vi.advanceTimersByTimeAsync(SETTLE_MS);
  expect(review).toHaveBeenCalledTimes(1);
  endLook();
  await keeper.stop();
});

it("looks again for what changes during a look, and never at two at once", async () => {
  const { review, endLook } = heldLooks();
  const keeper = keepEscalation({ review, log: silent });
  keeper.changed();
  await vi.advanceTimersByTimeAsync(SETTLE_MS);
  keeper.changed();
  await vi.advanceTimersByTimeAsync(3 * SETTLE_MS);
  expect(review).toHaveBeenCalledTimes(1);

  endLook();
  await vi.advanceTimersByTimeAsync(SETTLE_MS);
  expect(review).toHaveBeenCalledTimes(2);
  endLook();
  await keeper.stop();
});

it("goes on after a look that failed", async () => {
  const review = vi.fn().mockRejectedValueOnce(new Error("away")).mockResolvedValue(undefined);
  const keeper = keepEscalation({ review, log: silent });
  keeper.changed();
  await vi.advanceTimersByTimeAsync(SETTLE_MS);
  keeper.changed();
  await vi.advanceTimersByTimeAsync(SETTLE_MS);
  expect(review).toHaveBeenCalledTimes(2);
  await keeper.stop();
});

it("looks at nothing once it is stopped", async () => {
  const { review } = heldLooks();
  const keeper = keepEscalation({ review, log: silent });
  keeper.changed();
  await keeper.stop();
  keeper.changed();
  await vi.advanceTimersByTimeAsync(3 * SETTLE_MS);
  expect(review).not.toHaveBeenCalled();
});
