import { describe, expect, it } from "vitest";
import { type Cadence, freshness, noteReceipt, silenceLimitMs } from "./feed-freshness";

const heard = (...receipts: readonly number[]): Cadence =>
  receipts.reduce<Cadence>((cadence, at) => noteReceipt(cadence, at), {});

describe("a feed that speaks every second", () => {
  const cadence = heard(0, 1_000, 2_000, 3_000);

  it("is live until five seconds have passed without a word", () => {
    expect(freshness(cadence, 7_999)).toBe("live");
    expect(freshness(cadence, 8_000)).toBe("stale");
  });

  it("is not excused by one pause in between", () => {
    expect(silenceLimitMs(heard(0, 1_000, 2_000, 30_000, 31_000, 32_000))).toBe(5_000);
  });
});

it("waits two and a half of its usual intervals for a feed that speaks every minute", () => {
  const cadence = heard(0, 60_000, 120_000);
  expect(freshness(cadence, 120_000 + 149_999)).toBe("live");
  expect(freshness(cadence, 120_000 + 150_000)).toBe("stale");
});

it("takes a feed heard once for one that speaks every minute", () => {
  expect(silenceLimitMs(heard(0))).toBe(150_000);
});

it("has never heard a feed without a receipt", () => {
  expect(freshness(noteReceipt({}, undefined), 1_000_000)).toBe("never");
});

it("learns nothing from a receipt told twice", () => {
  const cadence = heard(0, 1_000);
  expect(noteReceipt(cadence, 1_000)).toBe(cadence);
});
