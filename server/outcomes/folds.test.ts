import { expect, it } from "vitest";
import { foldOf } from "./folds";

it("is fixed for good", () => {
  const folds = Array.from({ length: 12 }, (_, index) => foldOf("yaib-aki", 141_765 + index, 5));
  expect(folds).toMatchInlineSnapshot(`
    [
      1,
      2,
      4,
      3,
      3,
      2,
      4,
      0,
      4,
      0,
      3,
      3,
    ]
  `);
});

it("does not depend on who else is there, and keeps the hours of a stay together", () => {
  expect(foldOf("physionet-2012", "132539", 5)).toBe(foldOf("physionet-2012", 132_539, 5));
});

it("shares the stays out evenly, and each data set in its own way", () => {
  const counts = new Map<number, number>();
  let same = 0;
  for (let stay = 0; stay < 5_000; stay += 1) {
    const fold = foldOf("physionet-2012", stay, 5);
    counts.set(fold, (counts.get(fold) ?? 0) + 1);
    if (fold === foldOf("yaib-aki", stay, 5)) same += 1;
  }
  expect([...counts.keys()].sort()).toEqual([0, 1, 2, 3, 4]);
  for (const count of counts.values()) expect(Math.abs(count - 1_000)).toBeLessThan(120);
  expect(Math.abs(same - 1_000)).toBeLessThan(120);
});
