import { describe, expect, it } from "vitest";
import { livePrecision } from "./disposition";

describe("the precision of alerts as nurses saw it", () => {
  it("counts the right among the answered, and says how many nobody answered", () => {
    const precision = livePrecision([
      { disposition: "true-deterioration", alerts: 6 },
      { disposition: "already-known", alerts: 3 },
      { disposition: "artefact", alerts: 8 },
      { disposition: "other", alerts: 3 },
      { disposition: null, alerts: 30 },
    ]);
    expect(precision).toMatchObject({ alerts: 50, answered: 20, right: 9, news: 6, share: 0.45 });
    const [low = NaN, high = NaN] = precision.interval95 ?? [];
    expect(low).toBeLessThan(0.45);
    expect(high).toBeGreaterThan(0.45);
  });

  it("is not known when nobody answered", () => {
    const precision = livePrecision([{ disposition: null, alerts: 4 }]);
    expect(precision).toMatchObject({ alerts: 4, answered: 0, share: undefined });
    expect(precision.interval95).toBeUndefined();
  });
});
