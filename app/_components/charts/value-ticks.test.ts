import { expect, it } from "vitest";
import { valueTicks } from "./value-ticks";

it.each([
  [
    [40, 140],
    [40, 60, 80, 100, 120, 140],
  ],
  [
    [84, 100],
    [85, 90, 95, 100],
  ],
  [
    [35, 40],
    [35, 36, 37, 38, 39, 40],
  ],
  [
    [37, 183],
    [50, 75, 100, 125, 150, 175],
  ],
  [
    [0, 4],
    [0, 1, 2, 3, 4],
  ],
] as const)("between %o are %o", (domain, ticks) => {
  expect(valueTicks(domain)).toEqual(ticks);
});
