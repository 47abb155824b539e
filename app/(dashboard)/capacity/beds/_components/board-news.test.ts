import { describe, expect, it } from "vitest";
import { describeChanges } from "./board-news";
import { aBed, aUnit } from "./testing/a-bed";

describe("what is read aloud", () => {
  const beds = (...list: ReturnType<typeof aBed>[]) => new Map(list.map((bed) => [bed.bedId, bed]));
  const all = [1, 2, 3, 4, 5].map((number) => aBed(number));

  it("names a few beds and counts the others", () => {
    const after = all.map((bed) => ({ ...bed, state: "blocked" as const }));
    expect(describeChanges({ before: beds(...all), after: beds(...after) }, [aUnit(1)])).toBe(
      "U1 01: Blocked. U1 02: Blocked. U1 03: Blocked. 2 more beds changed.",
    );
  });

  it("is nothing when no state changed", () => {
    const after = all.map((bed) => ({ ...bed, version: 2 }));
    expect(describeChanges({ before: beds(...all), after: beds(...after) }, [aUnit(1)])).toBe("");
  });
});
