import { describe, expect, it } from "vitest";
import { wilsonInterval } from "./wilson-interval";

describe("the interval of a share", () => {
  // Newcombe, Stat Med 1998;17:857, table I, method 3.
  it.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])("of %i of %i is that of the published examples", (seen, of, low, high) => {
    const interval = wilsonInterval(seen, of);
    expect(interval?.[0]).toBeCloseTo(low, 4);
    expect(interval?.[1]).toBeCloseTo(high, 4);
  });

  it("stays inside 0 and 1, however few there are", () => {
    expect(wilsonInterval(1, 1)?.[1]).toBe(1);
    expect(wilsonInterval(0, 1)?.[0]).toBe(0);
  });

  it("is not known of none", () => {
    expect(wilsonInterval(0, 0)).toBeUndefined();
  });
});
