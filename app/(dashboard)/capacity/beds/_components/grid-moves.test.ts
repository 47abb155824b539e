import { expect, it } from "vitest";
import { type GridKey, moveInGrid } from "./grid-moves";

/** Two rows of three, then a gap, then another unit's row of two, a hair askew. */
const PLACES = [
  ...[0, 100, 200].map((left) => ({ left, top: 0 })),
  ...[0, 100, 200].map((left) => ({ left, top: 60 })),
  ...[0, 150].map((left, index) => ({ left, top: 200 + index * 0.4 })),
];

it.each<[number, GridKey, number]>([
  [0, "ArrowLeft", 0],
  [2, "ArrowRight", 3],
  [7, "ArrowRight", 7],
  [1, "ArrowDown", 4],
  [1, "ArrowUp", 1],
  [5, "ArrowDown", 7],
  [6, "ArrowUp", 3],
  [7, "ArrowDown", 7],
  [4, "Home", 0],
  [4, "End", 7],
])("from %i %s leads to %i", (at, key, to) => {
  expect(moveInGrid(PLACES, at, key)).toBe(to);
});

it("leads to the first from nowhere", () => {
  expect(moveInGrid(PLACES, -1, "ArrowDown")).toBe(0);
});
